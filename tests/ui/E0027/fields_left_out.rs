struct P { x: i32, y: i32, name: String }
fn main() { let p = P { x: 1, y: 2, name: String::new() }; let P { x } = p; println!("{x}"); let P { x, nme, .. } = P { x: 1, y: 2, name: String::new() }; }  //~ ERROR E0026  //~ ERROR E0027
