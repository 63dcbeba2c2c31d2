trait It { type A; fn get(&self) -> Self::A; } fn need<'a, T: 'a>(_: &'a i32, _: T) {} 
fn b<'a, I: It>(x: &'a i32, i: I) { need::<'a, I::A>(x, i.get()); }  //~ ERROR E0309
fn c<I: It>(i: I) -> Box<dyn std::any::Any> where I::A: Sized { Box::new(i.get()) }  //~ ERROR E0310
fn d<I: It>(i: I) -> Box<dyn std::any::Any> { Box::new(i.get()) }  //~ ERROR E0310
fn e<I>(i: I) -> Box<dyn std::any::Any> where I: It, { Box::new(i.get()) }  //~ ERROR E0310
fn main() {}
