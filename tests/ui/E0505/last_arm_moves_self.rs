struct S { b: Option<Box<S>> }
fn h(s: &mut S) -> &mut S { match &mut s.b { Some(b) => h(b), None => s } }  //~ ERROR E0505
impl S { fn last(&mut self) -> &mut S { match &mut self.b { Some(n) => n.last(), None => self } } fn last2(&mut self) -> &mut S { match self.b { Some(ref mut n) => n.last(), None => { self } } } fn last3(&mut self) -> &mut S { if let Some(n) = &mut self.b { n.last() } else { self } } fn last4(&mut self) -> &mut S { match &mut self.b { None => self, Some(n) => n.last() } } }  //~ ERROR E0505 //~ ERROR E0499 //~ ERROR E0499
fn k<'a>(s: &'a mut S, t: &'a mut S) -> &'a mut S { match 1 { 1 => t, _ => s } }
fn main() {}
