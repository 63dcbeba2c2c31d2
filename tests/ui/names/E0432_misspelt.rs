use std::collections::HashMp;
mod shapes { pub struct Circle; pub fn area() {} }
use shapes::Circl;
use crate::shapez::Circle;
fn main() { let _ = HashMp::new(); }
