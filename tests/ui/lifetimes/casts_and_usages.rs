trait T { fn t(&self) {} } impl T for i32 {}
fn a<'a>(x: &'a i32) -> &'a (dyn T + 'static) { x as &(dyn T + 'static) }
fn b(x: &i32) { let y = x as &'static i32; println!("{y}"); }  //~ ERROR
fn c<'a>(x: &'a dyn T) { let b: Box<&'static dyn T> = Box::new(x); b.t(); }  //~ ERROR
fn d<'a, 'b>(x: &'a str, _y: &'b str) { let f: fn(&'b str) = |_| {}; f(x); }  //~ ERROR
fn e<'a>(x: *const (dyn T + 'a)) -> *const (dyn T + 'static) { x as _ }  //~ ERROR
fn main() {}
