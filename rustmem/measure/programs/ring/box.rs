//! A ring of messages: each request allocates 1 KiB, fills it, and takes the place of the oldest message.

const SIZE: usize = 1024;

fn next(x: u32) -> u32 {
    let x = x ^ (x << 13);
    let x = x ^ (x >> 17);
    x ^ (x << 5)
}

fn main() {
    let arguments: Vec<usize> = std::env::args().skip(1).map(|a| a.parse().unwrap()).collect();
    let (window, requests) = (arguments[0], arguments[1]);
    let mut ring: Vec<Option<Box<[u8]>>> = vec![None; window];
    let (mut x, mut sum) = (2463534242u32, 0u32);
    for i in 0..requests {
        x = next(x);
        let message = vec![x as u8; SIZE].into_boxed_slice();
        if let Some(old) = ring[i % window].replace(message) {
            sum = sum.wrapping_add(old[x as usize % SIZE] as u32);
        }
    }
    println!("ring {window} requests {requests} sum {sum}");
}
