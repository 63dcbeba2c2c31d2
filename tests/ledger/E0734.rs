#[unstable(feature = "x", issue = "none")]
fn f() {}

fn main() {}
