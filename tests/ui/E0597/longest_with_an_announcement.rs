use std::fmt::Display;
fn longest_with<'a, T>(x: &'a str, y: &'a str, ann: T) -> &'a str where T: Display {
    println!("{ann}");
    if x.len() > y.len() { x } else { y }
}
fn main() {
    let a = String::from("a");
    let r;
    { let b = String::from("b"); r = longest_with(&a, &b, a); }  //~ ERROR E0597 //~ ERROR E0505
    println!("{r}");
}
