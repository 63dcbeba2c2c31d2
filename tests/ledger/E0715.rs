#![feature(marker_trait_attr)]
#[marker]
trait M {
    const N: usize = 0;
}
struct S;
impl M for S {
    const N: usize = 1;
}

fn main() {}
