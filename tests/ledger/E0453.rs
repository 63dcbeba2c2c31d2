#![forbid(unsafe_code)]
#[allow(unsafe_code)]
fn f() {}

fn main() {}
