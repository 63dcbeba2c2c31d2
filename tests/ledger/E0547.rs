#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[unstable(feature = "b")]
fn f() {}

fn main() {}
