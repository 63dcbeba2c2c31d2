use std::fmt::Display;
trait Store { type Key; type Value: Display; const N: usize; fn go(&self) -> Self::Key; }
fn a<S: Store>(s: S) -> Key { s.go() }  //~ ERROR E0425
fn b<S>(s: S) -> Vec<(Key, Value)> where S: Store { vec![] }  //~ ERROR E0425  //~ ERROR E0425
fn c<I>(i: I) where I: Iterator, Item: Display {}  //~ ERROR E0425
fn d<T, S: Store>(s: S, t: T) -> Key { s.go() }  //~ ERROR E0425
fn e<A: Store, B: Store>(s: A, t: B) -> Key { s.go() }  //~ ERROR E0425
fn f<S: Store>() -> usize { N }  //~ ERROR E0425
fn main() {}
