//! Keeps one more box of 1000 bytes after each step, then lets all of them go.

use std::hint::black_box;

fn main() {
    let mut kept = Vec::with_capacity(500);
    for i in 0..500u32 {
        kept.push(black_box(Box::new([i as u8; 1000])));
    }
    println!("{}", kept.len());
}
