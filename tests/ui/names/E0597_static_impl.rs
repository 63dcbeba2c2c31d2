use std::fmt;
trait A { fn n(&self) -> i32; }
struct S; impl A for S { fn n(&self) -> i32 { 1 } }
impl fmt::Display for dyn A { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { write!(f, "{}", self.n()) } }
fn l<'a>(v: &'a S) -> &'a dyn A { v }
fn main() { let z = S; let x = l(&z); println!("{}", x); }
