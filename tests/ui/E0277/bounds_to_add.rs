use std::fmt::Display;
struct W<T>(T);
trait Tr<A> {}
impl<A> Tr<A> for W<A> {}
fn need<X: Display>(x: X) {}
fn into<X, Y: From<X>>(x: X) -> Y { Y::from(x) }
fn tr<B, A: Tr<B>>(a: A, b: B) {}
fn f1<T>(t: T) { need(t) }  //~ ERROR E0277
fn f2<T: Clone>(t: T) { need(t) }  //~ ERROR E0277
fn f3<T>(t: T) where T: Clone { need(t) }  //~ ERROR E0277
fn f4<T, U>(t: T, u: U) where U: Clone { need(t) }  //~ ERROR E0277
fn f5<T>(t: T) -> T { into(3i32) }  //~ ERROR E0277
fn f6<T, U>(t: W<T>, u: U) { tr(t, u) }  //~ ERROR E0308
fn f7<T, U>(t: W<T>, u: U) where U: Copy { tr(t, u) }  //~ ERROR E0308
impl<T> W<T> { fn m(&self) { need(&self.0) } fn n<U>(&self, u: U) -> bool { tr(W(1u8), u); true } }  //~ ERROR E0277  //~ ERROR E0308
fn main() {}
