#![feature(staged_api)]
#![allow(internal_features)]
#![stable(since = "1.0.0", feature = "a")]
#[unstable(feature = "b", issue = "word")]
fn f() {}

fn main() {}
