//! Of nested `for` loops the inner one is pointed at.
fn main() {
    let last;
    for _ in 0..2 {
        for i in 0..3 {
            last = i; //~ ERROR E0384
        }
    }
    println!("{}", last); //~ ERROR E0381
}
