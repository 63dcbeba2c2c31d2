fn a(mut v: &Vec<i32>) { v = &V; } static V: Vec<i32> = Vec::new();
fn b(mut v: &i32) { println!("{v}"); v = &1; }
fn c(v: &mut i32) { let mut w = 1; v = &mut w; }  //~ ERROR E0384 //~ ERROR E0597
fn d(mut v: &mut i32, w: &'static mut i32) { v = w; }
fn e(mut x: &i32, y: &'static i32) { x = y; }
fn f(mut x: i32) { x = 2; }
fn g(mut s: &str) { s = "a"; }
fn h(mut s: &mut String) { s = &mut String::new(); *s = String::from("x"); }  //~ ERROR E0716
fn main() { let mut p: &i32 = &1; p = &2; }
