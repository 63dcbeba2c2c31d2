fn main() { let x = 1; let r = &x; x = 2; println!("{}", r); }  //~ ERROR E0384 //~ ERROR E0506
