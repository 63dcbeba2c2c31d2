use std::fmt;
struct R { r: R }
fn main() { let u: i32 = "a"; foo(); break; }
fn f<T: Foo>(t: T) {}
