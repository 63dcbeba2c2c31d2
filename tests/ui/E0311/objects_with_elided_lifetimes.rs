use std::fmt::Debug;
fn a<T: Debug>(x: &T) -> Box<dyn Debug + '_> where T: Clone { Box::new(x.clone()) }
fn b<T>(x: T, y: &u8) -> Box<dyn Fn() -> &u8 + '_> { let _ = x; Box::new(move || y) }  //~ ERROR E0106
struct X<'a, T> { r: &'a u8, t: T } trait Tr { fn m(&self); } impl<'a, T> Tr for X<'a, T> { fn m(&self) { } }
fn c<'a, T>(x: &'a u8, t: T) -> Box<dyn Tr + 'a> { Box::new(X { r: x, t }) }  //~ ERROR E0309
fn d<T>(x: &u8, t: T) -> Box<dyn Tr + '_> { Box::new(X { r: x, t }) }  //~ ERROR E0311
fn main() { a(&1); b(1, &2); c(&1, 2); d(&1, 2); }
