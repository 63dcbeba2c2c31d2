#![feature(dropck_eyepatch)]
struct F<X>(X);
impl<#[may_dangle] X> Drop for F<X> {
    fn drop(&mut self) {}
}

fn main() {}
