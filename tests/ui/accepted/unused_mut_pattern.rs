fn main() { let (mut a, mut b) = (1, 2); a += b; println!("{}", a); if let Some(mut x) = Some(1) { println!("{}", x); } }
