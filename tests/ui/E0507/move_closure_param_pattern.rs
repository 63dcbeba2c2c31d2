fn main() {
    let v = vec![(String::from("a"), 1)];
    let names: Vec<String> = v.iter().map(|&(s, _)| s).collect();  //~ ERROR E0507
    println!("{:?}", names);
}
