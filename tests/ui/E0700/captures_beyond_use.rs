fn a(v: &Vec<i32>) -> impl Iterator<Item = i32> + use<> { v.iter().map(|x| x + 1) }  //~ ERROR E0700
fn b<'a, 'b>(v: &'a str, w: &'b str) -> impl Iterator<Item = &'a str> + use<'a> { v.split(w) }  //~ ERROR E0700
fn main() {}
