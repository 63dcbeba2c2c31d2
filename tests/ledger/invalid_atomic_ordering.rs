use std::sync::atomic::*;
fn main() {
    let a = AtomicU8::new(1);
    a.load(Ordering::Release);
}
