#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[stable(feature = "b", since = "1.1.0")]
#[stable(feature = "c", since = "1.2.0")]
fn f() {}

fn main() {}
