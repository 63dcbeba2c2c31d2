#[derive(Clone).foo]
struct S;
fn main() { }
