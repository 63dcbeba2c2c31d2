use std::sync::atomic::*;
const A: &AtomicU8 = &AtomicU8::new(1);
const B: Option<&std::cell::RefCell<u8>> = Some(&std::cell::RefCell::new(3));

fn main() {}
