use std::thread;
fn main() {
    let x = 1;
    let mut h: Vec<thread::ScopedJoinHandle<i32>> = vec![];
    thread::scope(|s| { h.push(s.spawn(|| x)); });  //~ ERROR E0521
}
