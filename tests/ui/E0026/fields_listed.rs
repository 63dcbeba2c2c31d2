struct P { x: i32, y: i32 }
fn main() { let P { x, y, z, w } = P { x: 1, y: 2 }; }  //~ ERROR E0026
