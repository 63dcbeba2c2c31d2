trait Tr { fn t(&self) {} } impl<T: 'static> Tr for Vec<T> {} fn need<X: Tr>(_: X) {} fn f<T>(v: Vec<T>) { need(v); } fn g<T>(v: Vec<T>) { v.t(); }  //~ ERROR E0310 //~ ERROR E0310
fn main() { f(vec![1]); g(vec![1]); }
