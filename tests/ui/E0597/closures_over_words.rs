fn main() {
    let mut fns: Vec<Box<dyn Fn() -> usize>> = Vec::new();
    let words = vec!["a".to_string()];
    for w in &words { fns.push(Box::new(|| w.len())); }  //~ ERROR E0597
    for w in words.iter() { fns.push(Box::new(move || w.len())); }
    drop(words);  //~ ERROR E0505
    println!("{}", fns.len());
}
