#![feature(coerce_unsized)]
use std::ops::CoerceUnsized;
struct F<T: ?Sized> {
    a: i32,
    p: std::marker::PhantomData<T>,
}
impl<T, U> CoerceUnsized<F<U>> for F<T> where T: CoerceUnsized<U> {}

fn main() {}
