struct S<T: Copy>(T);
impl<T: Copy> S<T> { fn new(t: T) -> Self { S(t) } }
fn main() { let _s = S::<String>::new(String::new()); }  //~ ERROR E0277  //~ ERROR E0599
