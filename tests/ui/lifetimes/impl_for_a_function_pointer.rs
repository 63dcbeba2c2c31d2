trait Fo { fn fo(&self); } impl<'a> Fo for fn(&'a str) { fn fo(&self) {} } fn take(_: impl Fo) {} fn g() { let p: fn(&str) = |_| {}; take(p); }  //~ ERROR
fn main() { g(); }
