fn f(v: &Vec<Box<i32>>) -> Box<i32> { let x = &v[0]; *x }  //~ ERROR E0507
fn g(v: Vec<Box<i32>>) -> i32 { let b = v[0]; *b }  //~ ERROR E0507
fn h(v: &[Box<i32>; 2]) -> Box<i32> { let [a, _] = v; *a }  //~ ERROR E0507
fn i(v: [Box<i32>; 2]) -> (Box<i32>, Box<i32>) { let [a, _] = v; let [_, b] = v; (a, b) }
fn j(v: [Box<i32>; 2]) -> Box<i32> { let [a, ..] = v; let [b, ..] = v; b }  //~ ERROR E0382
fn main() {}
