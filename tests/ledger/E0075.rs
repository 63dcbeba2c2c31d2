#![feature(repr_simd)]
#[repr(simd)]
struct Bad;

fn main() {}
