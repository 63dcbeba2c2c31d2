use std::fmt::Result;
use std::io::Result;
use std::collections::HashMap;
struct HashMap;
mod m { pub fn f() {} }
use m::f;
fn f() {}
fn main() {}
