fn f<'a, 'b>(x: &mut &'a i32, y: &'b i32) { *x = y; }  //~ ERROR
struct S<'a> { r: &'a str }
impl<'a> S<'a> { fn set(&mut self, s: &str) { self.r = s; } fn stat(&mut self, s: &str) where 'a: 'static { let q: &mut &'static str = &mut ""; *q = s; } fn make<'b>(s: &'b str) -> S<'a> { S { r: s } } }  //~ ERROR E0621 //~ ERROR //~ ERROR
fn main() {}
