trait T {} trait U { fn v(self); } impl U for Box<dyn T> { fn v(self) {} } fn a<'a>(x: Box<dyn T + 'a>) { x.v(); } impl U for &dyn T { fn v(self) {} } fn b<'a>(x: &'a (dyn T + 'a)) { x.v(); } fn go(_: &'static i32) {} fn c(x: &i32) { go(x); }  //~ ERROR E0521 //~ ERROR E0521
fn main() {}
