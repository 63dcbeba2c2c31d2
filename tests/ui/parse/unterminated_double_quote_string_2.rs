fn main() { println!("hi) }
