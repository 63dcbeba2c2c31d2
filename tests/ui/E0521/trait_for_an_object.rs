trait T {} trait U { fn u(&self) {} fn v(&self); } impl U for dyn T { fn v(&self) {} } fn a<'a>(x: &'a (dyn T + 'a)) { x.u(); x.v(); U::v(x); }  //~ ERROR E0521
fn main() {}
