use std::io::{self, BufRead};
fn main() {
    let stdin = io::stdin();
    let mut longest: &str = "";
    for line in stdin.lock().lines() {
        let line = line.unwrap();
        if line.len() > longest.len() { longest = &line; }  //~ ERROR E0597
    }
    println!("{}", longest);
}
