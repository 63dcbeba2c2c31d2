fn it(v: Vec<i32>, n: i32) -> impl Iterator<Item = i32> { v.into_iter().filter(|i| *i > n) }  //~ ERROR E0373
fn it2(v: Vec<i32>, n: i32) -> Box<dyn Iterator<Item = i32>> { Box::new(v.into_iter().filter(|i| *i > n)) }  //~ ERROR E0373
fn main() {}
