//! A ring of messages, each of them shared with the one who reads it last.

use std::rc::Rc;

const SIZE: usize = 1024;

fn next(x: u32) -> u32 {
    let x = x ^ (x << 13);
    let x = x ^ (x >> 17);
    x ^ (x << 5)
}

fn main() {
    let arguments: Vec<usize> = std::env::args().skip(1).map(|a| a.parse().unwrap()).collect();
    let (window, requests) = (arguments[0], arguments[1]);
    let mut ring: Vec<Option<Rc<[u8]>>> = vec![None; window];
    let (mut x, mut sum) = (2463534242u32, 0u32);
    for i in 0..requests {
        x = next(x);
        let reader = ring[i % window].clone();
        let message: Rc<[u8]> = Rc::from([x as u8; SIZE]);
        ring[i % window] = Some(message);
        if let Some(old) = reader {
            sum = sum.wrapping_add(old[x as usize % SIZE] as u32);
        }
    }
    println!("ring {window} requests {requests} sum {sum}");
}
