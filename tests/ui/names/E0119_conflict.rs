trait Greet { fn hi(&self) {} }
struct A;
impl Greet for A {}
impl Greet for A {}
impl<T> From<T> for A { fn from(t: T) -> A { A } }
impl Clone for A { fn clone(&self) -> A { A } }
#[derive(Clone)]
struct B;
impl Clone for B { fn clone(&self) -> B { B } }
fn main() {}
