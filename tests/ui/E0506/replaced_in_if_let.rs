fn main() { let mut o = Some(String::new()); let r; if let Some(s) = &o { r = Some(s); o = None; } else { r = None; } println!("{:?}", r); }  //~ ERROR E0506
