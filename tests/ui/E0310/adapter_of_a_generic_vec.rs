fn it<T: Clone>(v: Vec<T>) -> impl Iterator<Item = T> { (0..v.len()).map(|i| v[i].clone()) }  //~ ERROR E0310 //~ ERROR E0373
fn main() {}
