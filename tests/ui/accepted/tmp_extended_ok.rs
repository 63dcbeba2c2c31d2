fn main() {
    let r = &String::from("x");
    let v = &vec![1, 2][..];
    let o = Some(&String::from("s"));
    println!("{} {:?} {:?}", r, v, o);
}
