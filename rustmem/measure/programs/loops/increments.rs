//! Adds one to a number behind each kind of cell: `increments VARIANT TIMES`.

use std::cell::{Cell, RefCell};
use std::hint::black_box;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let times: u64 = arguments[2].parse().unwrap();
    let sum = match arguments[1].as_str() {
        "plain" => {
            let mut number = 0u64;
            for _ in 0..times {
                *black_box(&mut number) += 1;
            }
            number
        }
        "cell" => {
            let number = Cell::new(0u64);
            for _ in 0..times {
                let inside = black_box(&number);
                inside.set(inside.get() + 1);
            }
            number.get()
        }
        "refcell" => {
            let number = RefCell::new(0u64);
            for _ in 0..times {
                *black_box(&number).borrow_mut() += 1;
            }
            number.into_inner()
        }
        "atomic" => {
            let number = AtomicU64::new(0);
            for _ in 0..times {
                black_box(&number).fetch_add(1, Ordering::Relaxed);
            }
            number.into_inner()
        }
        "mutex" => {
            let number = Mutex::new(0u64);
            for _ in 0..times {
                *black_box(&number).lock().unwrap() += 1;
            }
            number.into_inner().unwrap()
        }
        other => panic!("no variant {other}"),
    };
    println!("{sum}");
}
