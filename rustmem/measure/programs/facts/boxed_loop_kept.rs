//! Adds boxed numbers, and hides each box from the optimiser.

use std::hint::black_box;

fn main() {
    let mut sum = 0u64;
    for i in 0..1000u64 {
        let boxed = black_box(Box::new(i));
        sum += *boxed;
    }
    println!("{sum}");
}
