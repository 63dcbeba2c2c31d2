#![feature(dispatch_from_dyn)]
use std::ops::DispatchFromDyn;
struct W<T> {
    a: T,
    b: u8,
}
impl<T, U> DispatchFromDyn<W<U>> for W<T> where T: DispatchFromDyn<U> {}

fn main() {}
