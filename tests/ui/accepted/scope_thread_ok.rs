use std::thread;
fn main() {
    let v = vec![1, 2];
    let mut sum = 0;
    thread::scope(|s| {
        s.spawn(|| println!("{:?}", v));
        s.spawn(|| sum += v.len());
    });
    println!("{}", sum);
}
