struct F;
impl Sized for F {}

fn main() {}
