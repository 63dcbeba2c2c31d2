use std::cell::RefCell;
fn main() { let m = RefCell::new(String::from("a")); println!("{}", m.len()); }  //~ ERROR E0599
