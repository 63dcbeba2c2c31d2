//@ edition: 2021
fn a(v: &Vec<i32>) -> impl Iterator<Item = i32> { v.iter().map(|x| x + 1) }  //~ ERROR E0700
fn b<'a>(v: &'a [i32], w: &'a str) -> impl Iterator<Item = char> { w.chars().take(v.len()) }  //~ ERROR E0700
fn c<'a, 'b>(v: &'a str, w: &'b str) -> impl Iterator<Item = &'a str> { v.split(w) }  //~ ERROR E0700
struct S { v: Vec<i32> }
impl S { fn it(&self) -> impl Iterator<Item = i32> { self.v.iter().cloned() } fn jt<'s>(&'s self) -> impl Fn() -> usize { move || self.v.len() } }  //~ ERROR E0700 //~ ERROR E0700
struct R<'r> { s: &'r str }
impl<'r> R<'r> { fn it(&self) -> impl Fn() -> usize { let s = self.s; move || s.len() } }  //~ ERROR E0700
fn d(x: &mut i32) -> impl FnMut() { move || *x += 1 }  //~ ERROR E0700
fn e<T: Clone>(x: &T) -> impl Fn() -> T { move || x.clone() }  //~ ERROR E0700
fn main() {}
