//! A local that is larger than the stack.

use std::hint::black_box;

fn main() {
    let large = [1u8; 64 << 20];
    println!("{}", black_box(&large)[1]);
}
