#![feature(negative_impls)]
struct S;
unsafe impl !Clone for S {}

fn main() {}
