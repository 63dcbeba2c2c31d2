use std::cell::Cell;
static Z: i32 = 4;
fn f<'a>(x: &'a i32) { let c = Cell::new(&Z); c.set(x); let d: &Cell<&'static i32> = &c; println!("{}", d.get()); }  //~ ERROR
fn g(x: &mut &'static str, s: &str) { *x = s; }  //~ ERROR
fn h<'a>(c: &Cell<&'a str>, s: &'a str, t: &str) { c.set(s); c.set(t); }  //~ ERROR E0621
fn main() {}
