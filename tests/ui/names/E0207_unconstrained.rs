struct S;
impl<T> S { fn f() {} }
struct U<T>;
enum V<'a, T> { A }
fn main() {}
