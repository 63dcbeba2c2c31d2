#[inline = "always"]
fn f() {}

fn main() {}
