fn main() { let f = |a: i32, b: i32| a + b; println!("{}", f(1)); let g = || 1; println!("{}", g(2)); }  //~ ERROR E0057  //~ ERROR E0057
