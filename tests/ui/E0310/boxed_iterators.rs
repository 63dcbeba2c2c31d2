struct W<'a, T> { v: Vec<&'a T> } impl<'a, T> W<'a, T> { fn it(&self) -> Box<dyn Iterator<Item = &'a T> + '_> { Box::new(self.v.iter().copied()) } fn own(self) -> Box<dyn Iterator<Item = &'a T>> { Box::new(self.v.into_iter()) } }  //~ ERROR
trait Src { type Out; fn next(&mut self) -> Self::Out; } fn bx<S: Src>(mut s: S) -> Box<dyn FnMut() -> S::Out> { Box::new(move || s.next()) } struct H<S: Src> { o: Box<dyn Fn() -> S::Out> } fn mk<S: Src>(o: S::Out) -> Box<dyn Fn() -> bool> { Box::new(move || { let _ = &o; true }) }  //~ ERROR E0310 //~ ERROR E0310
fn main() {}
