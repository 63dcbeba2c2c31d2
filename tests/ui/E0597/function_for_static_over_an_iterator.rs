fn st2(x: &'static i32) { println!("{x}"); }
fn main() { let v = [1]; v.iter().for_each(st2); }  //~ ERROR E0597
