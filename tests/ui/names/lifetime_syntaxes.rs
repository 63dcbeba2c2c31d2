struct P<'a> { s: &'a str }
fn new(s: &str) -> P { P { s } }
fn new2<'a>(s: &'a str) -> P { P { s } }
impl<'a> P<'a> { fn g(&self) -> P { P { s: self.s } } fn h(&self) -> std::slice::Iter<u8> { self.s.as_bytes().iter() } fn i(&'a self) -> &str { self.s } fn j(self) -> P<'a> { self } }
fn k(p: P) -> &str { p.s }
fn l(p: P) -> P { p }
fn m(p: P<'_>) -> P { p }
fn n(p: &str) -> P<'_> { P { s: p } }
fn o<'a>(p: &'a str) -> P<'_> { P { s: p } }
fn q(s: &str) -> Box<dyn Iterator<Item = u8> + '_> { Box::new(s.bytes()) }
fn main() {}
