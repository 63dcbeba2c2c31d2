use std::fmt;
impl fmt::Display for Vec<i32> { fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result { Ok(()) } }  //~ ERROR E0117
fn main() {}
