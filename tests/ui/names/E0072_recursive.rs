struct Tree { left: Tree, right: Option<Tree> }
enum List { Cons(i32, List), Nil }
struct A { b: B }
struct B { a: Option<A> }
fn main() {}
