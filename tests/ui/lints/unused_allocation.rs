fn main() {
    let a = Box::new([1, 2, 3]).len();
    let b = Box::new(String::from("a")).len();
    let c = Box::new(5).clone();
    let d = Box::new(String::from("x")).push('c');
    Box::new(vec![1]).push(2);
    println!("{a} {b} {c} {d:?}");
}
