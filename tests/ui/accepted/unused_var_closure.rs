fn main() { let f = |x: i32, y: i32| x; println!("{}", f(1, 2)); for i in 0..2 {} let z = 3; }
