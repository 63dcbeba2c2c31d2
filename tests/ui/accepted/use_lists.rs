fn n(v: &Vec<i32>) -> impl std::fmt::Display + use<> { v.len() }
fn m<'a>(v: &'a Vec<i32>, w: &str) -> impl Iterator<Item = &'a i32> + use<'a> { let _ = w; v.iter() }
fn k<T: Clone>(v: &T) -> impl Fn() -> i32 + use<T> { let _ = v; || 1 }
fn main() { let mut v = vec![1]; let d = n(&v); v.push(2); println!("{}", d); let x = { let w = String::new(); m(&v, &w) }; println!("{}", x.count()); k(&1)(); }
