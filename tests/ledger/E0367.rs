trait F {}
struct S<T> {
    t: T,
}
impl<T: F> Drop for S<T> {
    fn drop(&mut self) {}
}

fn main() {}
