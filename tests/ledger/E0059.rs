#![feature(unboxed_closures)]
fn f<F: Fn<i32>>(x: F) -> F::Output {
    x(3)
}

fn main() {}
