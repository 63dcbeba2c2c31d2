fn main() {
    let v: Vec<&str> = vec!["a", "b"].iter().map(|s| s.to_uppercase()).map(|s| s.as_str()).collect();  //~ ERROR E0515
    println!("{:?}", v);
}
