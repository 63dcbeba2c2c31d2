fn main() { let f = |x| x.len(); println!("{}", f("a")); }  //~ ERROR E0282
