/* a
fn main() {}
