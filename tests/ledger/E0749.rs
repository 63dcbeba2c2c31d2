#![feature(negative_impls)]
trait T {
    type A;
}
impl !T for u32 {
    type A = u8;
}

fn main() {}
