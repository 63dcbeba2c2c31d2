fn main() { let v: Vec<dyn Foo>; }
fn g() { let _x: i32 = "a"; break; }
