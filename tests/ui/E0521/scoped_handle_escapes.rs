use std::thread;
fn main() {
    let mut h = None;
    let x = 1;
    thread::scope(|s| { h = Some(s.spawn(|| x)); });  //~ ERROR E0521 //~ ERROR E0597
}
