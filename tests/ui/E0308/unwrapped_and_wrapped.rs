use std::collections::HashMap;
#[derive(Debug)]
struct Meters(f64);
enum Shape { Circle(f64), Named(String), Unit }
struct Wrap { inner: i32 }
fn opt() -> Option<i32> { Some(1) }
fn res() -> Result<i32, String> { Ok(1) }
fn takes(n: i32) -> i32 { n }
fn f0() {
    let a: i32 = opt();  //~ ERROR E0308
}
fn f1() {
    let a: i32 = res();  //~ ERROR E0308
}
fn f2() {
    let a: i32 = Some(1);  //~ ERROR E0308
}
fn f3() {
    let a: i32 = takes(opt());  //~ ERROR E0308
}
fn f5() {
    let a: i32 = "1".parse();  //~ ERROR E0308
}
fn f6() {
    let a: i32 = "1".parse::<i32>();  //~ ERROR E0308
}
fn f8() {
    let v = vec![1]; let a: &i32 = v.get(0);  //~ ERROR E0308
}
fn f11() {
    let v: HashMap<i32, String> = HashMap::new(); let a: &str = v.get(&1);  //~ ERROR E0308
}
fn f12() {
    let a: Meters = 1.0;  //~ ERROR E0308
}
fn f13() {
    let a: Shape = 1.0;  //~ ERROR E0308
}
fn f14() {
    let a: Shape = String::new();  //~ ERROR E0308
}
fn f15() {
    let a: Wrap = 5;  //~ ERROR E0308
}
fn f17() {
    let m = Meters(1.0); let a: Meters = m.0;  //~ ERROR E0308
}
fn f18() {
    let a: i32 = { opt() };  //~ ERROR E0308
}
fn f19() {
    let a: i32 = if true { opt() } else { 1 };  //~ ERROR E0308
}
fn f20() {
    let a: i32 = match opt() { Some(n) => n, None => res() };  //~ ERROR E0308
}
fn f21() {
    let inner = opt(); let a = Wrap { inner };  //~ ERROR E0308
}
fn f22() {
    let a = Wrap { inner: opt() };  //~ ERROR E0308
}
fn f23() {
    let a: Vec<i32> = vec![opt()];  //~ ERROR E0308
}
fn f24() {
    let f = || -> i32 { opt() };  //~ ERROR E0308
}
fn f25() {
    let s = "x"; let t: &str = s.to_string();  //~ ERROR E0308
}
fn f26() {
    let s = String::new(); let t: String = s.as_str();  //~ ERROR E0308
}
fn f27() {
    let t: (u8, &str) = (&1, "a");  //~ ERROR E0308
}
fn f28() {
    let t: (u8, &str) = (1, &"a");
}
fn f29() {
    let mut x = 5; x = opt();  //~ ERROR E0308
}
fn f30() {
    let mut x: Option<i32> = opt(); x = 5;  //~ ERROR E0308
}
fn f31() {
    let x: Option<&str> = "a";  //~ ERROR E0308
}
fn f32() {
    let x: Result<i32, String> = 5;  //~ ERROR E0308
}
fn f33() {
    let x: Result<i32, String> = String::new();  //~ ERROR E0308
}
fn f34() {
    let x: std::num::Wrapping<u8> = 5;  //~ ERROR E0308
}
fn in_option() -> Option<i32> {
    let b: i32 = opt();  //~ ERROR E0308
    let c: i32 = res();  //~ ERROR E0308
    let d: i32 = "1".parse::<i32>();  //~ ERROR E0308
    println!("{b} {c} {d}")  //~ ERROR E0308
}
fn in_result() -> Result<(), String> {
    let b: i32 = opt();  //~ ERROR E0308
    let c: i32 = res();  //~ ERROR E0308
    println!("{b} {c}")  //~ ERROR E0308
}
fn main() {}
