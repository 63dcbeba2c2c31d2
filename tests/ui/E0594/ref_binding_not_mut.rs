fn main() { let mut x = 1; let r = &x; *r = 2; x = 3; println!("{}", x); }  //~ ERROR E0594
