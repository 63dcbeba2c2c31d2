fn main() {
    let mut text = String::from("abc");
    let mut cs = text.chars();
    cs.next();
    text = cs.rev().collect();
    println!("{}", text);
}
