fn avg<T: Copy + Into<f64>>(v: &[T]) -> f64 { let s = v[0] + v[1]; s.into() }  //~ ERROR E0369
fn mx<T: Copy>(v: &[T]) -> T { let mut m = v[0]; for &x in v { if x > m { m = x; } } m }  //~ ERROR E0369
fn cnt<T>(v: Vec<T>, t: &T) -> usize { v.iter().filter(|x| *x == t).count() }  //~ ERROR E0369
fn neg<T: Copy + std::ops::Sub<Output = T>>(a: T, b: T) -> T { a - b / a }  //~ ERROR E0369
fn main() {}
