fn f() -> Box<dyn Iterator<Item = u8, Item = u8>> {
    todo!()
}
fn g<T: Iterator<Item = u8, Item = u16>>(x: T) {}
fn h(x: impl Iterator<Item = u8, Item = u8>) {}
fn k<T>()
where
    T: std::ops::Deref<Target = u8, Target = u8>,
{
}

fn main() {}
