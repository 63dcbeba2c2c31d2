#![feature(marker_trait_attr)]
#[marker]
trait M {
    const N: usize;
}

fn main() {}
