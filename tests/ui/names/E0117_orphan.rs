use std::fmt::Display;
impl Display for Vec<i32> { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } }
impl Clone for i32 { fn clone(&self) -> i32 { 1 } }
impl<T> Display for T { fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result { Ok(()) } }
impl Vec<u8> { fn x(&self) {} }
impl i32 { fn y(&self) {} }
fn main() {}
