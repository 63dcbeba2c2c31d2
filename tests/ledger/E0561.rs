type A = fn(mut p: u8);

fn main() {}
