#![feature(staged_api)]
#![stable(since = "1.0.0", feature = "a")]
#[unstable(issue = "none")]
fn f() {}

fn main() {}
