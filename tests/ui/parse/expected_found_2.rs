pub struct A { pub x: i32, y }
fn main() {}
