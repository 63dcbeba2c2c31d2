use std::fmt::Debug;
fn a<T>(x: T) -> Box<dyn Debug> where T: Debug { Box::new(x) }  //~ ERROR E0310
fn b<T>(x: T) -> Box<dyn Debug> where T: Debug, T: Clone { Box::new(x) }  //~ ERROR E0310
fn c<T: Clone>(x: T) -> Box<dyn Debug> where T: Debug { Box::new(x) }  //~ ERROR E0310
struct S<T>(T);
impl<T> S<T> where T: Debug + Clone { fn d(&self) -> Box<dyn Debug> { Box::new(self.0.clone()) } fn e<'a>(&'a self) -> Box<dyn Debug + 'a> { Box::new(self.0.clone()) } }  //~ ERROR E0310
fn main() {}
