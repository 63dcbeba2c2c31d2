struct Foo; struct Bar;
type Alias = i32;
impl Foo for Bar {}
fn f<T: Bar>(t: T) {}
impl Alias for Foo {}
fn main() {}
