//! A long-lived cache with churn, its entries shared: a read takes a count and gives it back.
//!
//! `rc ENTRIES REQUESTS` runs; with `latency` as third argument each request is timed.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Instant;

struct Entry {
    name: String,
    data: Vec<u64>,
    hits: Cell<u32>,
}

fn entry(key: u32, version: u32) -> Rc<Entry> {
    let name = format!("entry-{key}-{version}");
    Rc::new(Entry { name, data: (0..8).map(|i| version as u64 + i).collect(), hits: Cell::new(0) })
}

fn next(x: u32) -> u32 {
    let x = x ^ (x << 13);
    let x = x ^ (x >> 17);
    x ^ (x << 5)
}

type Cache = HashMap<u32, Rc<Entry>>;

/// One request; what it adds to the sum.
fn request(cache: &mut Cache, key: u32, number: u32, read: bool) -> u32 {
    if !read {
        cache.insert(key, entry(key, number));
        return 1;
    }
    let found = Rc::clone(&cache[&key]);
    found.hits.set(found.hits.get() + 1);
    let answer = format!("{}:{}", found.name, found.hits.get());
    answer.len() as u32 + found.data[3] as u32
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (entries, requests): (u32, u32) = (arguments[0].parse().unwrap(), arguments[1].parse().unwrap());
    let timed = arguments.len() > 2;
    let mut over = [0u64; 4];
    let mut cache: Cache = (0..entries).map(|key| (key, entry(key, 0))).collect();
    let (mut x, mut sum) = (2463534242u32, 0u32);
    for i in 0..requests {
        x = next(x);
        let (key, read) = (x % entries, x >> 8 & 3 != 0);
        if timed {
            let start = Instant::now();
            sum = sum.wrapping_add(request(&mut cache, key, i, read));
            let micros = start.elapsed().as_micros();
            for (count, limit) in over.iter_mut().zip([100, 1_000, 10_000, 100_000]) {
                *count += (micros >= limit) as u64;
            }
        } else {
            sum = sum.wrapping_add(request(&mut cache, key, i, read));
        }
    }
    println!("cache {entries} requests {requests} sum {sum}");
    if timed {
        eprintln!("over 100us {} 1ms {} 10ms {} 100ms {}", over[0], over[1], over[2], over[3]);
    }
}
