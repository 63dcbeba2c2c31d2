fn f(x: u8::) {}

fn main() {}
