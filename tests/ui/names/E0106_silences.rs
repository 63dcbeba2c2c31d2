struct Point { x: i32, y: &str }
fn main() { let p = Point { x: 1, y: 2 }; let q: i32 = p.y; p.foo(); p.y.foo(); let r = p.x + p.y; }
