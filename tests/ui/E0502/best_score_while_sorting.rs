fn main() {
    let mut scores = vec![3, 1, 2];
    let best = scores.iter().max();
    scores.sort();  //~ ERROR E0502
    match best {
        Some(b) => println!("{b}"),
        None => println!("none"),
    }
}
