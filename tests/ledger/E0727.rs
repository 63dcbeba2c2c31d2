#![feature(coroutines)]
fn f() {
    let c = #[coroutine]
    || {
        async {
            yield 0;
        };
    };
}

fn main() {}
