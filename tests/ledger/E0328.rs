use std::marker::Unsize;
struct A;
impl Unsize<u8> for A {}

fn main() {}
