//! Adds boxed numbers; the optimiser may do without the boxes.

fn main() {
    let mut sum = 0u64;
    for i in 0..1000u64 {
        let boxed = Box::new(i);
        sum += *boxed;
    }
    println!("{sum}");
}
