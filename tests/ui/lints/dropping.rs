use std::mem;
#[derive(Clone, Copy)]
struct P(i32);
struct S(String);
fn make() -> i32 { 3 }
fn main() {
    let s = S(String::new());
    drop(&s);
    let x = 3;
    drop(x);
    std::mem::drop(P(4));
    mem::forget(x);
    mem::forget(&s);
    let r = drop(x);
    let mut v = vec![1];
    drop(&mut v);
    match x {
        0 => drop(make()),
        1 => drop(x),
        2 => drop(&s),
        _ => {}
    }
    let _ = r;
    drop(v.len());
    v.push(1);
    drop("text");
    drop(());
    drop(|| 1);
    let f = || drop(5);
    f();
    println!("{}", s.0);
    println!("{}", P(1).0);
}
