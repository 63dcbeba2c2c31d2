fn f(x: &dyn Iterator) {}

fn main() {}
