type Res<T> = Result<T, String>;
impl Res<i32> { fn f(&self) {} }  //~ ERROR E0116
fn main() {}
