fn n<T>(v: &Vec<T>) -> impl Sized + use<> { v.len() }  //~ ERROR
fn main() { n(&vec![1]); }
