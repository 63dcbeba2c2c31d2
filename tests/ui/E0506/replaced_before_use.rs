fn main() { let mut o = Some(String::new()); if let Some(s) = &o { o = None; println!("{}", s); } }  //~ ERROR E0506
