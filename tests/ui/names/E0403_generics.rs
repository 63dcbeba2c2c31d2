fn f<T, T>(a: T) {}
struct S<'a, 'a>(&'a i32);
struct W<T>(T);
impl<T> W<T> { fn g<T>(&self, t: T) {} }
fn main() {}
