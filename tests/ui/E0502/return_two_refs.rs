fn f(v: &mut Vec<i32>) -> (&mut i32, &i32) { (&mut v[0], &v[1]) }  //~ ERROR E0502
fn g(v: &mut [i32]) -> Option<(&mut i32, &mut [i32])> { let (a, b) = v.split_first_mut()?; Some((a, b)) }
fn main() { f(&mut vec![]); g(&mut []); }
