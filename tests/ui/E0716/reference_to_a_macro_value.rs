fn a(mut v: &Vec<i32>) { println!("{v:?}"); v = &vec![]; }  //~ ERROR E0716
fn b(mut v: &String) { v = &format!("x"); }  //~ ERROR E0716
fn main() {}
