#[allow(unknown::x)]
fn f() {}

fn main() {}
