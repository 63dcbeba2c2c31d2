trait T { fn t(&self) {} } impl T for str {} impl dyn T { fn d(&self) {} } fn a(x: &dyn T) { x.d(); } fn b<'a>(x: &'a (dyn T + 'a)) { x.d(); }  //~ ERROR E0521 //~ ERROR E0521
fn main() {}
