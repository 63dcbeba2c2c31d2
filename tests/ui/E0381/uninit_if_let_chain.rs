fn main() { let n: u32; if let Some(a) = Some(1) && a > 0 { n = a; } println!("{}", n); }  //~ ERROR E0381
