fn main() {
    let n = 5;
    match n { x @ 1..=9 => println!("{}", x), other => println!("{}", other) }
    let p = (1, String::new());
    let (a @ 1, ref b @ _) = p else { return };
    println!("{} {} {:?}", a, b, p);
}
