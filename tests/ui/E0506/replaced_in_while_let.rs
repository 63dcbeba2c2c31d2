fn main() { let mut o = Some(String::new()); let mut r: Option<&String> = None; while let Some(s) = &o { r = Some(s); o = None; } println!("{:?}", r); }  //~ ERROR E0506
