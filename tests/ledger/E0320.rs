struct A<T> {
    x: T,
    n: Option<Box<A<(T, String)>>>,
}
fn f(a: A<u8>) {}

fn main() {}
