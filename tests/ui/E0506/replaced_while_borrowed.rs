fn main() { let mut o = Some(String::new()); let r = &o; o = None; println!("{:?}", r); }  //~ ERROR E0506
