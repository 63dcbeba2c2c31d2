use std::sync::{Mutex, RwLock};
fn main() {
    let m = Mutex::new(1);
    let _ = m.lock(); //~ ERROR let_underscore_lock
    let _ = m.lock().unwrap(); //~ ERROR let_underscore_lock
    let r = RwLock::new(1);
    let _ = r.read().unwrap(); //~ ERROR let_underscore_lock
}
