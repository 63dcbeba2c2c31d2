fn n(v: &Vec<i32>) -> impl Iterator<Item = i32> + use<> { v.iter().map(|x| x + 1) }  //~ ERROR E0700
fn main() { n(&vec![]); }
