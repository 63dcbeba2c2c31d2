fn main() {
    let x = "5".parse().unwrap();  //~ ERROR E0284
    println!("{x}");
}
