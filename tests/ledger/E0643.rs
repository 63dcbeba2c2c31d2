trait F {
    fn f<T: Clone>(x: T);
}
impl<Q> F for Vec<Q> {
    fn f(x: impl Clone) {}
}

fn main() {}
