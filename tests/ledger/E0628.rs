#![feature(coroutines)]
fn main() {
    let c = #[coroutine]
    |a: i32, b: i32| {
        yield a;
    };
}
