fn sort<F: FnMut(&i32, &i32) -> bool>(v: &mut [i32], mut f: F) { f(&v[0], &v[1]); v.swap(0, 1); }
fn main() { let mut v = vec![1, 2]; let mut n = 0; sort(&mut v, |a, b| { n += 1; a < b }); sort(&mut v, |a, b| { v.len(); a < b }); println!("{n}"); let c = |a: &i32, b: &i32| { n += 1; a < b }; sort(&mut v, c); sort(&mut v, c); }  //~ ERROR E0502 //~ ERROR E0382
