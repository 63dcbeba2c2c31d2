fn need<T: for<'a> PartialEq<&'a str>>(_: T) {} fn f<'b>(x: &'b str) { need(x); } trait Tr<'a> {} impl<'a> Tr<'a> for &'a i32 {} fn w<T>(_: T) where T: for<'q> Tr<'q> {} fn g(x: &i32) { w(x); w(&3); } impl<'a, T: 'a> Tr<'a> for Vec<T> {} fn h() { w(vec![1]); }  //~ ERROR E0521 //~ ERROR //~ ERROR
fn main() { f(""); }
