let x = 1;
fn main() {}
