#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[stable(feature = "b")]
fn f() {}

fn main() {}
