//! Clones and drops one handle again and again: `clones VARIANT TIMES`.

use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;

fn repeat<T: Clone>(value: T, times: u64) {
    for _ in 0..times {
        drop(black_box(black_box(&value).clone()));
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let times: u64 = arguments[2].parse().unwrap();
    match arguments[1].as_str() {
        "rc" => repeat(Rc::new(7u64), times),
        "arc" => repeat(Arc::new(7u64), times),
        "string" => repeat(String::from("a string of some thirty bytes!"), times),
        other => panic!("no variant {other}"),
    }
}
