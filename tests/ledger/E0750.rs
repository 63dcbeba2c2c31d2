#![feature(negative_impls)]
trait T {}
default impl !T for u32 {}

fn main() {}
