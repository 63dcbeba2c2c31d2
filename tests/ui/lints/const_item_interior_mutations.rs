use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};
const A: AtomicU32 = AtomicU32::new(0);
const C: Cell<i32> = Cell::new(1);
pub const P: std::sync::Mutex<u8> = std::sync::Mutex::new(1);
fn main() {
    A.store(1, Ordering::SeqCst);
    A.fetch_add(1, Ordering::Relaxed);
    println!("{}", A.load(Ordering::SeqCst));
    C.set(3);
    let _x = P.lock().is_ok();
    Cell::set(&C, 4);
    println!("{}", C.get());
}
