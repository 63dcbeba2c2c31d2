//! Makes a hundred boxes of 10,000 bytes and forgets every second one.

use std::hint::black_box;

fn main() {
    for i in 0..100u32 {
        let boxed = black_box(Box::new([i as u8; 10_000]));
        if i % 2 == 0 {
            std::mem::forget(boxed);
        }
    }
    println!("50 forgotten");
}
