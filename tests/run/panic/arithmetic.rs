use std::panic::catch_unwind;
fn one() -> i32 {
    std::env::args().count() as i32
}
fn main() {
    let n = one();
    let _ = catch_unwind(|| println!("{}", i32::MAX + n));
    let _ = catch_unwind(|| println!("{}", i32::MIN - n));
    let _ = catch_unwind(|| println!("{}", i32::MAX * (n + 1)));
    let _ = catch_unwind(|| println!("{}", -(i32::MIN * n)));
    let _ = catch_unwind(|| println!("{}", 1 / (n - 1)));
    let _ = catch_unwind(|| println!("{}", 1 % (n - 1)));
    let _ = catch_unwind(|| println!("{}", i32::MIN / -n));
    let _ = catch_unwind(|| println!("{}", 1u8 << (n + 7)));
    let _ = catch_unwind(|| println!("{}", 1i64 >> (n + 63)));
    let _ = catch_unwind(|| println!("{}", 0usize - n as usize));
    let _ = catch_unwind(|| println!("{}", [1, 2, 3][n as usize + 5]));
    let _ = catch_unwind(|| println!("{}", &"héllo"[n as usize + 1..]));
    let _ = catch_unwind(|| println!("{:?}", &[1, 2, 3][n as usize + 2..2]));
    let _ = catch_unwind(|| println!("{}", 2u32.pow(31 + n as u32)));
    let _ = catch_unwind(|| println!("{}", u8::try_from(n + 255).unwrap()));
    let _ = catch_unwind(|| println!("{}", "x".parse::<i32>().unwrap()));
    let _ = catch_unwind(|| println!("{}", None::<i32>.expect("a number")));
    let _ = catch_unwind(|| assert_eq!(n, 2, "n is {n}"));
    let _ = catch_unwind(|| assert!(n > 3));
    let _ = catch_unwind(|| unreachable!("never {n}"));
    let _ = catch_unwind(|| todo!());
    println!("done");
}
