fn main() {
    let pair = (String::from("a"), String::from("b"));
    let left = pair.0;
    println!("{} {:?}", left, pair);  //~ ERROR E0382
}
