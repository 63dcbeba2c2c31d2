use std::collections::HashMap;
fn group<'a>(words: &[&'a str]) -> HashMap<char, Vec<&'a str>> {
    let mut m: HashMap<char, Vec<&str>> = HashMap::new();
    for w in words {
        if let Some(c) = w.chars().next() {
            m.entry(c).or_default().push(w);
        }
    }
    m
}
fn main() {
    let g;
    {
        let s = String::from("apple");
        g = group(&[&s, "bee"]);  //~ ERROR E0597
    }
    println!("{:?}", g);
}
