//! Drops a vector of so many boxes; prints the processor time that took, in nanoseconds.

use std::hint::black_box;

#[repr(C)]
struct Time {
    seconds: i64,
    nanoseconds: i64,
}

unsafe extern "C" {
    fn clock_gettime(clock: i32, time: *mut Time) -> i32;
}

/// CLOCK_THREAD_CPUTIME_ID of Linux.
const THREAD: i32 = 3;

fn now() -> i64 {
    let mut time = Time { seconds: 0, nanoseconds: 0 };
    assert_eq!(unsafe { clock_gettime(THREAD, &mut time) }, 0);
    time.seconds * 1_000_000_000 + time.nanoseconds
}

fn main() {
    let number: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let boxes: Vec<Box<[u64; 4]>> = (0..number).map(|i| Box::new([i; 4])).collect();
    let boxes = black_box(boxes);
    let start = now();
    drop(boxes);
    println!("{}", now() - start);
}
