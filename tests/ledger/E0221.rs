trait A {
    type E;
}
trait B {
    type E;
}
fn f<X: A + B>(x: X::E) {}

fn main() {}
