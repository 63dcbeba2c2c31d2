fn main() {
    let f = |s: &str| -> &str { s };  //~ ERROR
    let g = |s: &str| s;  //~ ERROR
    println!("{}{}", f(""), g(""));
}
