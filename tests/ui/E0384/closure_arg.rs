fn main() { let f = |x: i32| { x += 1; x }; println!("{}", f(1)); }  //~ ERROR E0384
