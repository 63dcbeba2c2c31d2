struct Node { next: Option<Box<Nod>> , v: Foo }
fn f(x: Stringg) -> Resul<i32, ()> { loop {} }
fn g(x: T) {}
fn h(x: Duration) {}
impl Missing for Node {}
fn main() {}
