fn f<'a, 'b>(x: &'a &'b i32) -> &'b i32 { *x }
fn main() { f(&&1); }
