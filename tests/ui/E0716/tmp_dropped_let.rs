fn main() {
    let r: &String;
    r = &String::from("x");  //~ ERROR E0716
    println!("{}", r);
}
