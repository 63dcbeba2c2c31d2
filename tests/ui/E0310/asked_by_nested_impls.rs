trait Tr { fn t(&self) {} } impl<T> Tr for Option<T> where T: Tr2 {} trait Tr2 {} impl<T: 'static> Tr2 for Vec<T> {} fn need<X: Tr>(_: X) {} fn f<T>(v: Vec<T>) { need(Some(v)); } struct W<T: Tr>(T); fn g<T>(v: Vec<T>) { W(Some(v)); } fn h<T>(v: Vec<T>) -> Box<dyn Tr> { Box::new(Some(v)) }  //~ ERROR E0310 //~ ERROR E0310 //~ ERROR E0310
fn main() { f(vec![1]); }
