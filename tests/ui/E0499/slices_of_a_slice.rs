fn f(a: &mut [i32]) { let (x, y) = a.split_at_mut(1); let z = &mut a[0]; x[0] = y[0]; *z = 1; }  //~ ERROR E0499 //~ ERROR E0503
fn g(a: &mut [i32]) { for i in 0..a.len() { let x = &mut a[i]; for j in 0..a.len() { if i != j { *x += a[j]; } } } }  //~ ERROR E0502 //~ ERROR E0503
fn h(a: &mut [i32; 3]) { let [x, y, z] = a; std::mem::swap(x, y); a[0] = *z; *x = 1; }  //~ ERROR E0506
fn i(a: &mut Vec<Vec<i32>>) { let r = &mut a[0]; let c = &mut r[0]; a[1][0] = *c; *c = 2; }  //~ ERROR E0499
fn j(a: &mut [String]) { let s = a[0]; a[1] = s; a[0] = a[1]; let t = std::mem::take(&mut a[0]); a[1] = t; a.swap(0, 1); }  //~ ERROR E0508 //~ ERROR E0508
fn main() {}
