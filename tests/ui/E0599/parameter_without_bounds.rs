use std::fmt::Display;
fn f<T>(t: T) -> String { t.to_string() }  //~ ERROR E0599
fn g<T: Clone>(t: &[T]) -> T { t.iter().max().unwrap().clone() }  //~ ERROR E0277
fn h<T>(a: T, b: T) -> bool { a == b }  //~ ERROR E0369
fn k<T>(a: T, b: T) -> T { a + b }  //~ ERROR E0369
fn l<T: Display>(a: T) -> T { a.clone() }  //~ ERROR E0599
fn main() {}
