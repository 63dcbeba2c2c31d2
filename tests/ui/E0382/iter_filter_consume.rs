fn main() {
    let v = vec![String::from("a")];
    let long: Vec<String> = v.into_iter().filter(|s| s.len() > 1).collect();
    println!("{:?} {:?}", long, v);  //~ ERROR E0382
}
