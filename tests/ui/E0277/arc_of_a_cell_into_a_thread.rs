use std::cell::RefCell; use std::sync::Arc; use std::thread;
fn main() {
    let r = Arc::new(RefCell::new(5));
    let r2 = Arc::clone(&r);
    let h = thread::spawn(move || { *r2.borrow_mut() += 1; }); //~ ERROR E0277
    h.join().unwrap();
    println!("{}", r.borrow());
}
