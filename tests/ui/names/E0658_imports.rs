use std::iter::Step;
fn f<T: Step>(a: T, b: T) -> usize { (a..b).count() }
fn main() { println!("{}", f(1, 4)); }
