if true {}
fn main() {}
