use std::thread;
fn main() {
    let v = vec![1, 2];
    thread::scope(|s| {
        for i in 0..2 {
            s.spawn(move || println!("{} {:?}", i, v));  //~ ERROR E0382
        }
    });
}
