fn f<'a>(x: &'a mut &'a mut i32) {}
fn main() { let mut n = 1; let mut r = &mut n; f(&mut r); *r = 2; }  //~ ERROR E0506
