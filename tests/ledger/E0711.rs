#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[stable(feature = "b", since = "1.1.0")]
fn f() {}
#[stable(feature = "b", since = "1.2.0")]
fn g() {}

fn main() {}
