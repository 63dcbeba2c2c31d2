fn f(a: &mut [i32]) { let (x, y) = a.split_at_mut(1); let z = &mut a[0]; x[0] = y[0]; *z = 1; }  //~ ERROR E0499 //~ ERROR E0503
fn g(a: &mut [i32]) { let x = &mut a[0]; let y = a[1]; *x = y; a[0] = 1; }  //~ ERROR E0503
fn h(a: &mut [i32]) { let r = &mut *a; a[0] = 1; let y = a[1]; r[0] = y; }  //~ ERROR E0503 //~ ERROR E0506
fn i(a: &mut Vec<i32>) { let r = &mut a[..]; a[0] = 1; r[0] = 2; let s = a.as_mut_slice(); let t = s[0]; a.push(t); s[0] = 1; }  //~ ERROR E0499 //~ ERROR E0499
fn main() {}
