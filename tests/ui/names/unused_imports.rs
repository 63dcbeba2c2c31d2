use std::collections::HashMap;
use std::fmt::{self, Display, Debug};
use std::io::Write;
use std::io::Read as R;
use std::rc::*;
mod m { pub use std::cell::Cell; use std::cell::RefCell; pub(crate) use std::sync::Arc; pub fn f() {} pub trait T { fn t(&self) {} } impl T for i32 {} }
use m::{f, T};
use std::{mem, ptr::{self, null}};
extern crate core;
use std::string::String;
use std::fmt::Debug as D;
#[derive(Debug)]
struct A;
fn main() { let x = (1); use std::cmp::Ordering; 1.t(); 'a: loop { break; } let s: Option<String> = None; println!("{:?} {:?}", A, s); }
