struct B;
struct B;

fn main() {}
