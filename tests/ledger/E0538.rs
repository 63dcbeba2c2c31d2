#[deprecated(since = "b", since = "b", note = "x")]
fn f() {}

fn main() {}
