fn main() {
    let x = "a".into();
    let s = [1u8].iter().sum();
    println!("{}", s);
}
