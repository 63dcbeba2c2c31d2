fn main() { let mut x = 1; let r = &mut x; *r = 2; println!("{}", x); }
