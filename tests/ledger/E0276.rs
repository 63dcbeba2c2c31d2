trait F {
    fn f<T>(x: T);
}
impl F for bool {
    fn f<T>(x: T)
    where
        T: Copy,
    {
    }
}

fn main() {}
