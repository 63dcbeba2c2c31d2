struct Point { x: TT, y: f64 } //~ ERROR E0425
fn main() { let wont = Point { x: 5, y: 4.0 }; }
