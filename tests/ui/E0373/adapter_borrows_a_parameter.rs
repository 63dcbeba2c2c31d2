fn it(v: Vec<i32>) -> impl Iterator<Item = i32> { (0..v.len()).map(|i| v[i].clone()) }  //~ ERROR E0373
fn main() {}
