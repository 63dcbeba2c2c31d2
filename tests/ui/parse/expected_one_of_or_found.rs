x = 1;
fn main() {}
