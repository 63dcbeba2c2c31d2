fn f(x: &'a str) {}

fn main() {}
