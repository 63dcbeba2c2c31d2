fn main() {
    let mut s = String::from("one two");
    let words: Vec<&str> = s.split(' ').collect();
    s = words.join("-");  //~ ERROR E0506
    println!("{s} {}", words.len());
}
