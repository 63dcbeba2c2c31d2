fn n(v: &mut Vec<i32>) -> impl Fn() -> usize { let l = v.len(); move || l }
fn main() { let mut v = vec![1]; let f = n(&mut v); println!("{}", v.len() + f()); let g = n(&mut v); v.push(1); g(); }  //~ ERROR E0502 //~ ERROR E0499 //~ ERROR E0499
