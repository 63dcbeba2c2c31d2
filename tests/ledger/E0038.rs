fn f(x: &dyn Clone) {}

fn main() {}
