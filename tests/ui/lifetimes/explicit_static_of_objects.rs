use std::fmt::Display;
fn a(x: &str) -> Box<dyn Display + 'static> { Box::new(x) }  //~ ERROR
fn b<'a>(x: &'a str) -> Box<dyn Display + 'static> { Box::new(x) }  //~ ERROR
fn c(x: &i32) -> impl Display + 'static { x }  //~ ERROR
fn d<'a>(x: &'a i32) -> impl Display + 'static { x }  //~ ERROR
struct S { n: String } impl S { fn e(&self) -> impl Display + 'static { &self.n } fn f(&self) -> Box<dyn Display> { Box::new(&self.n) } fn g(&self) -> Box<dyn Display + 'static> { Box::new(self.n.as_str()) } }  //~ ERROR //~ ERROR //~ ERROR
fn main() {}
