struct F;
struct B;
impl F for B {}

fn main() {}
