fn f<T: std::fmt::Display>(x: &T) -> T { *x }  //~ ERROR E0507
fn g<T>(xs: &[T]) -> Option<T> { xs.first().map(|x| *x) }  //~ ERROR E0507
fn main() { f(&1); g(&[1]); }
