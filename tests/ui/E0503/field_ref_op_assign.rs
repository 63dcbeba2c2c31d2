struct S<'a> { r: &'a mut i32 }
fn f(s: S) { let t = &mut *s.r; *s.r += 1; *t = 2; }  //~ ERROR E0503 //~ ERROR E0506
fn g(s: &mut S) { let t = &mut *s.r; *s.r += 1; *t = 2; }  //~ ERROR E0503 //~ ERROR E0506
struct T { r: i32 }
fn h(s: &mut T) { let t = &mut s.r; s.r += 1; *t = 2; }  //~ ERROR E0503
fn main() {}
