use std::sync::{Arc, Mutex};
use std::thread;
fn main() {
    let m = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&m);
    let r = thread::spawn(move || {
        let _guard = theirs.lock().unwrap();
        panic!("poisoned {}", 1);
    })
    .join();
    println!("{}", r.is_err());
    println!("{}", r.unwrap_err().downcast_ref::<String>().unwrap());
    println!("{}", m.is_poisoned());
    let named = thread::Builder::new().name("worker".into()).spawn(|| panic!("named")).unwrap().join();
    println!("{:?}", named.unwrap_err().downcast_ref::<&str>());
    m.lock().unwrap();
}
