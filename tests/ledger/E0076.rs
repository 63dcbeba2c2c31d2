#![feature(repr_simd)]
#[repr(simd)]
struct Bad(u32, u8);

fn main() {}
