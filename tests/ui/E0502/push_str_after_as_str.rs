fn main() {
    let mut s = String::from("a");
    let r = s.as_str();
    s.push_str("b");  //~ ERROR E0502
    println!("{}", r);
}
