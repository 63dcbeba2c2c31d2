fn main() {
    let s: &str = {
        let t = String::from("x");
        &t  //~ ERROR E0597
    };
    println!("{}", s);
}
