#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[deprecated(since = "1.2.0", note = "x")]
fn old() {}

fn main() {}
