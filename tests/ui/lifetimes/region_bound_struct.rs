struct Foo<'a, T: 'a> { x: &'a T }
fn f<'a, 'b>(x: &'a &'b str) -> Foo<'b, &'b str> { Foo { x } }  //~ ERROR
fn main() { f(&""); }
