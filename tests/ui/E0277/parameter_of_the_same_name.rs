struct Rc<T>(T);
trait P<T> { fn get(&self, t: T) {} }
impl<T> P<T> for Rc<T> {}
fn want<A, B: P<A>>(a: A, b: B) {}
fn f<T, U>(t: Rc<T>, u: U) { want(u, t) }  //~ ERROR E0277
fn main() {}
