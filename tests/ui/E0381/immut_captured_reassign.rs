fn main() { let x: i32; let f = || x + 1; x = 1; println!("{}", f()); }  //~ ERROR E0381 //~ ERROR E0506
