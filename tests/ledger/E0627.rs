#![feature(coroutines)]
fn f() {
    yield 1;
}

fn main() {}
