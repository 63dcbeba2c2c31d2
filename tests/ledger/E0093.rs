#![feature(intrinsics)]
#[rustc_intrinsic]
unsafe fn foo();

fn main() {}
