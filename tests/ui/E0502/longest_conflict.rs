fn longest<'a>(a: &'a str, b: &'a str) -> &'a str { if a.len() > b.len() { a } else { b } }
fn main() {
    let mut a = String::from("a");
    let b = String::from("b");
    let l = longest(&a, &b);
    a.push('c');  //~ ERROR E0502
    println!("{}", l);
}
