fn compose2<F: Fn() -> i32>(f: F) -> impl Fn() -> i32 { || f() }  //~ ERROR E0373 //~ ERROR E0310
fn compose3<'a, F: Fn() -> i32>(f: &'a F) -> impl Fn() -> i32 { || f() }
fn compose4<F: Fn() -> i32>(f: F) -> Box<dyn Fn() -> i32> { Box::new(|| f()) }  //~ ERROR E0310 //~ ERROR E0310 //~ ERROR E0373
fn it<T: Clone>(v: Vec<T>) -> impl Iterator<Item = T> { (0..v.len()).map(|i| v[i].clone()) }  //~ ERROR E0310 //~ ERROR E0373
fn main() {}
