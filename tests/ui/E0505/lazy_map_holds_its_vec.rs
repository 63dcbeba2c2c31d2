fn main() {
    let names = vec!["a".to_string()];
    let lens = names.iter().map(|n| n.len());
    let moved = names;  //~ ERROR E0505
    println!("{:?} {:?}", moved, lens.collect::<Vec<_>>());
}
