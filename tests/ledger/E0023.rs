struct P(u8, u8);
fn f(P(a, b, c): P) {}

fn main() {}
