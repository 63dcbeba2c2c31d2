fn f0<T: Into<Foo>>(_: T) {}  //~ ERROR E0425
fn f1<T>(_: T) where T: Into<Foo> {}  //~ ERROR E0425
struct S2<T: Into<Foo>>(T);  //~ ERROR E0425
struct S3<T>(T) where T: Into<Foo>;  //~ ERROR E0425
fn f7<T: Iterator<Item = Foo>>(_: T) {}  //~ ERROR E0425
fn f8<T: Iterator<Item = Vec<Foo>>>(_: T) {}  //~ ERROR E0425
fn f9<T: Fn(Foo)>(_: T) {}  //~ ERROR E0425
fn f10(_: impl Into<Foo>) {}  //~ ERROR E0425
fn f12() -> Vec<Foo> { vec![] }  //~ ERROR E0425
fn main() {}
