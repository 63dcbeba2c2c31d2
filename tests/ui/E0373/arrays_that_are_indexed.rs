fn f<'a>() -> impl Fn(usize) -> i32 { let w = [1, 2]; |i| w[i] } fn g() -> Box<dyn Fn(usize) -> i32> { let w = [1, 2]; Box::new(|i| w[i]) } fn h() -> impl Fn() -> i32 { let s = (1, [2, 3]); || s.1[0] }  //~ ERROR E0373 //~ ERROR E0373 //~ ERROR E0373
fn main() { f(); g(); h(); }
