#[derive("Clone")]
struct F;

fn main() {}
