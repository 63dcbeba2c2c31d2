#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[stable(since = "1.1.0", feature = "b")]
#[deprecated(since = "1.2.0")]
fn old() {}

fn main() {}
