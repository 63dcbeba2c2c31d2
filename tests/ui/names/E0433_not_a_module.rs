mod m { pub struct S; }
use m::S::T;
use m::S::T::U;
use std::vec::Vec::new;
fn main() { }
