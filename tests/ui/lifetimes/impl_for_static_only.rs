trait Tr<'a> { fn g(&self, x: &'a str) -> &'a str; } impl Tr<'static> for i32 { fn g(&self, x: &'static str) -> &'static str { x } } fn want<T: for<'a> Tr<'a>>(_: T) {} fn f() { want(1); }   //~ ERROR
fn main() { f(); }
