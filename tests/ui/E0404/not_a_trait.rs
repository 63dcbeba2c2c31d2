struct NotTrait;
enum AlsoNot { A }
type Alias = i32;
fn f<T: NotTrait>(t: T) {}  //~ ERROR E0404
fn g(t: impl AlsoNot) {}  //~ ERROR E0404
fn h(t: &dyn Alias) {}  //~ ERROR E0404
impl AlsoNot for NotTrait {}  //~ ERROR E0404
fn k<T>(t: T) where T: i32 {}  //~ ERROR E0404
fn main() {}
