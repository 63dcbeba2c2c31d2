fn f<'a>(v: &mut Vec<&'a i32>) { let x = 1; let mut c = move || v.push(&x); c(); }  //~ ERROR E0521
fn g(v: &mut Vec<&i32>, y: &i32) { let mut c = |z: &i32| v.push(z); c(y); let mut d = || v.push(y); d(); }  //~ ERROR E0521 //~ ERROR
fn main() {}
