trait F {}
fn t(a: Box<F>) {}

fn main() {}
