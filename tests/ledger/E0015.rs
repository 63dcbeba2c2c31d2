const X: Box<u8> = Box::new(3);

fn main() {}
