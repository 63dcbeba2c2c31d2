struct S;
impl S { fn m(&self, a: i32, b: String) {} fn n(&mut self) {} fn k(self, x: f64) -> f64 { x } }
fn main() { let mut s = S; s.m(String::new(), 1); s.m(1); s.n(1); s.m("a", 2); s.k(); s.k(1.0, 2.0); }  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0061  //~ ERROR E0308  //~ ERROR E0308
