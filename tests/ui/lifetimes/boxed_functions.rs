trait Fo { fn fo(&self) {} } impl<'a> Fo for Box<dyn Fn(&'a str)> {} fn take(_: impl Fo) {} fn g() { let b: Box<dyn Fn(&str)> = Box::new(|_| {}); take(b); }  //~ ERROR
fn main() { g(); }
