#![feature(intrinsics)]
fn main() {}
