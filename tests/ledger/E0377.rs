#![feature(coerce_unsized)]
use std::ops::CoerceUnsized;
struct F<T: ?Sized> {
    a: *const T,
}
struct B<T: ?Sized> {
    a: *const T,
}
impl<T, U> CoerceUnsized<B<U>> for F<T> where T: std::marker::Unsize<U> {}

fn main() {}
