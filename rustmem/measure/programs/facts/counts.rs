//! How often the heap is asked, for the practices of the course. Prints a line for each: name, allocations,
//! reallocations, frees, bytes asked for.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static REALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static FREES: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        BYTES.fetch_add(layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        FREES.fetch_add(1, Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        REALLOCATIONS.fetch_add(1, Relaxed);
        BYTES.fetch_add(size, Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static GLOBAL: Counting = Counting;

fn now() -> [usize; 4] {
    [ALLOCATIONS.load(Relaxed), REALLOCATIONS.load(Relaxed), FREES.load(Relaxed), BYTES.load(Relaxed)]
}

/// Counts what `action` asks for. What it returns is kept until the count is taken, so that its own end does not count.
fn count<T>(name: &str, action: impl FnOnce() -> T) {
    let before = now();
    let kept = black_box(action());
    let after = now();
    drop(kept);
    let [a, r, f, b] = std::array::from_fn(|k| after[k] - before[k]);
    println!("{name} {a} {r} {f} {b}");
}

fn length(text: &str) -> usize {
    text.len()
}

trait Shape {
    fn area(&self) -> u32;
}

struct Square(u32);

impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

fn main() {
    let text = "x".repeat(1000);
    let numbers: Vec<u64> = (0..1000).collect();
    let shared = Rc::new(text.clone());
    let atomic = Arc::new(text.clone());

    count("stack-array", || black_box([0u8; 64]));
    count("box-array", || Box::new(black_box([0u8; 64])));
    count("box-unit", || Box::new(black_box(())));
    count("box-dyn", || Box::new(Square(black_box(3))) as Box<dyn Shape>);
    count("borrow-dyn", || (&Square(black_box(3)) as &dyn Shape).area());
    count("string-clone", || black_box(&text).clone());
    count("string-borrow", || length(black_box(&text)));
    count("string-move", || text);
    count("rc-new", || Rc::new(black_box(7u64)));
    count("rc-clone", || Rc::clone(black_box(&shared)));
    count("arc-clone", || Arc::clone(black_box(&atomic)));
    count("empty-vec", || black_box(Vec::<u64>::new()));
    count("empty-string", || black_box(String::new()));
    count("empty-map", || black_box(HashMap::<u64, u64>::new()));
    count("refcell", || black_box(RefCell::new(7u64)));
    count("lazy-chain", || black_box(&numbers).iter().map(|n| n * 2).filter(|n| n % 3 == 0).sum::<u64>());
    count("collect-once", || black_box(&numbers).iter().map(|n| n * 2).collect::<Vec<u64>>());
    count("collect-twice-borrowing", || {
        let doubled: Vec<u64> = black_box(&numbers).iter().map(|n| n * 2).collect();
        doubled.iter().filter(|n| *n % 3 == 0).copied().collect::<Vec<u64>>()
    });
    count("collect-twice-consuming", || {
        let doubled: Vec<u64> = black_box(&numbers).iter().map(|n| n * 2).collect();
        doubled.into_iter().filter(|n| n % 3 == 0).collect::<Vec<u64>>()
    });
    count("push-1000", || {
        let mut list = Vec::new();
        for i in 0..1000u64 {
            list.push(black_box(i));
        }
        list
    });
    count("with-capacity-1000", || {
        let mut list = Vec::with_capacity(1000);
        for i in 0..1000u64 {
            list.push(black_box(i));
        }
        list
    });
    count("box-1000", || (0..1000u64).map(|i| Box::new(black_box(i))).collect::<Vec<_>>());
    count("box-loop-1000", || {
        let mut sum = 0;
        for i in 0..1000u64 {
            sum += *black_box(Box::new(i));
        }
        sum
    });
    count("make-mut-unique", || {
        let mut only = Rc::new(black_box(1u64));
        *Rc::make_mut(&mut only) += 1;
        only
    });
    count("make-mut-shared", || {
        let mut first = Rc::new(black_box(1u64));
        let second = Rc::clone(&first);
        *Rc::make_mut(&mut first) += 1;
        (first, second)
    });
    count("leak", || Box::leak(Box::new(black_box(7u64))) as *const u64 as usize);
    count("reused-buffer", || {
        let mut line = String::with_capacity(64);
        let mut total = 0;
        for i in 0..1000u32 {
            line.clear();
            line.push_str(if black_box(i) % 2 == 0 { "even" } else { "odd" });
            total += line.len();
        }
        total
    });
    count("fresh-buffer", || {
        let mut total = 0;
        for i in 0..1000u32 {
            let mut line = String::new();
            line.push_str(if black_box(i) % 2 == 0 { "even" } else { "odd" });
            total += black_box(&line).len();
        }
        total
    });
}
