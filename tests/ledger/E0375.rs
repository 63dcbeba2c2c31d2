#![feature(coerce_unsized)]
use std::ops::CoerceUnsized;
struct F<T: ?Sized, U: ?Sized> {
    a: *const T,
    b: *const U,
}
impl<T, U> CoerceUnsized<F<U, T>> for F<T, U> {}

fn main() {}
