fn main() {
    let n = "5".into();  //~ ERROR E0283
    let m = i32::from("5".into());
    println!("{}", "7".parse().unwrap());
}
