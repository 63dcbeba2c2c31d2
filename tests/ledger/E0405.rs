struct F;
impl Missing for F {}

fn main() {}
