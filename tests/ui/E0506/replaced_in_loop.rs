fn main() { let mut o = Some(String::new()); let mut r = &o; loop { r = &o; o = None; break; } println!("{:?}", r); }  //~ ERROR E0506
