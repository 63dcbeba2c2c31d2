#![allow(unused)]
fn run<F: Fn(i32) -> i32>(f: F) -> i32 { f(1) }
fn two<F: FnMut(&str, u8)>(f: F) {}
fn once<F: FnOnce()>(f: F) {}
fn gen_<F>(f: F) where F: Fn(i32) {}
fn bx(f: Box<dyn Fn(i32) -> i32>) { run(f); }
fn f0() {
    run(1);  //~ ERROR E0277
}
fn f2() {
    once(());  //~ ERROR E0277
}
fn f3() {
    once(String::new());  //~ ERROR E0277
}
fn f4() {
    gen_(Some(|x: i32| ()));  //~ ERROR E0277
}
fn f5() {
    run(Box::new(5));  //~ ERROR E0277
}
fn f8() {
    let v = vec![1]; v.iter().for_each(println!("x"));  //~ ERROR E0277
}
fn f9() {
    std::thread::spawn(5);  //~ ERROR E0277
}
fn f14() {
    struct S; run(S);  //~ ERROR E0277
}
fn f15() {
    struct S; run(&S);  //~ ERROR E0277  //~ ERROR E0277
}
fn main() {}
