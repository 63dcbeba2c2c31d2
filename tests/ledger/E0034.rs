trait A {
    const N: u8;
}
trait B {
    const N: u8;
}
fn f<T: A + B>() -> u8 {
    T::N
}

fn main() {}
