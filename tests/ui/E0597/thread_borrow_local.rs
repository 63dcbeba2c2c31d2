use std::thread;
fn main() {
    let mut v = vec![1];
    let r = &mut v;  //~ ERROR E0597
    let h = thread::spawn(move || r.push(1));
    h.join().unwrap();
}
