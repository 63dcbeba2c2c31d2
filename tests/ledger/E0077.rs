#![feature(repr_simd)]
#[repr(simd)]
struct Bad([String; 2]);

fn main() {}
