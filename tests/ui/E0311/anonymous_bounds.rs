trait Tr { fn m(&self); } struct X<'a, T> { r: &'a u8, t: T } impl<'a, T> Tr for X<'a, T> { fn m(&self) { } }
fn d<T>(x: &u8, t: T) -> Box<dyn Tr + '_> { Box::new(X { r: x, t }) }  //~ ERROR E0311
fn e<T: Clone>(x: &T) -> Box<dyn Fn() -> T + '_> { let t = x.clone(); Box::new(move || t.clone()) }
fn f<T>(x: &T, y: &u8) -> Box<dyn Fn() -> u8 + '_> where T: Clone { let y = *y; let t = x.clone(); Box::new(move || { let _ = &t; y }) }  //~ ERROR E0106
struct S<T> { t: T } impl<T: Clone> S<T> { fn g(&self) -> Box<dyn Fn() -> T + '_> { let t = self.t.clone(); Box::new(move || t.clone()) } fn h<'b>(&self, u: &'b u8) -> Box<dyn Fn() -> T + 'b> { let t = self.t.clone(); let _ = u; Box::new(move || t.clone()) } fn i<U: Clone>(&self, u: U) -> Box<dyn Fn() -> U + '_> { Box::new(move || u.clone()) } }  //~ ERROR E0309 //~ ERROR E0311
fn j(x: &impl Clone) -> Box<dyn Fn() + '_> { let t = x.clone(); Box::new(move || { let _ = &t; }) }
fn k<'a, I: Iterator>(i: I, x: &'a u8) -> Box<dyn Iterator<Item = I::Item> + 'a> { let _ = x; Box::new(i) }  //~ ERROR E0309
fn l<I: Iterator<Item = i32>>(i: I, x: &u8) -> Box<dyn Iterator<Item = i32> + '_> { let y = *x as i32; Box::new(i.map(move |n| n + y)) }  //~ ERROR E0311
fn main() {}
