#![feature(coerce_unsized)]
use std::ops::CoerceUnsized;
struct W<T>(T);
impl<'a, 'b, T, S> CoerceUnsized<&'a W<T>> for &'b W<S> where S: std::marker::Unsize<T> {}

fn main() {}
