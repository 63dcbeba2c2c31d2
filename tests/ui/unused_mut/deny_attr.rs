#![deny(unused_mut, unused_variables)]
fn main() { let mut x = 1; let y = 2; println!("{}", x); }  //~ ERROR unused_mut //~ ERROR unused_variables
