//! A ring of messages in one buffer that is allocated once: a message is written over the oldest.

const SIZE: usize = 1024;

fn next(x: u32) -> u32 {
    let x = x ^ (x << 13);
    let x = x ^ (x >> 17);
    x ^ (x << 5)
}

fn main() {
    let arguments: Vec<usize> = std::env::args().skip(1).map(|a| a.parse().unwrap()).collect();
    let (window, requests) = (arguments[0], arguments[1]);
    let mut ring = vec![0u8; window * SIZE];
    let (mut x, mut sum) = (2463534242u32, 0u32);
    for i in 0..requests {
        x = next(x);
        let start = i % window * SIZE;
        let message = &mut ring[start..start + SIZE];
        if i >= window {
            sum = sum.wrapping_add(message[x as usize % SIZE] as u32);
        }
        message.fill(x as u8);
    }
    println!("ring {window} requests {requests} sum {sum}");
}
