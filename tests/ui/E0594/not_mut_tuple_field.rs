fn main() { let t = (1, 2); t.0 = 3; println!("{:?}", t); }  //~ ERROR E0594
