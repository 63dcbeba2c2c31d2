//@ edition: 2021
use std::sync::Mutex;
fn f() -> i32 {
    let m = Mutex::new(1);
    *m.lock().unwrap()  //~ ERROR E0597
}
fn main() { f(); }
