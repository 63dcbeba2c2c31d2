trait F<T> {
    type A;
}
struct S<I>
where
    I: for<'x> F<&'x u8>,
{
    a: I::A,
}

fn main() {}
