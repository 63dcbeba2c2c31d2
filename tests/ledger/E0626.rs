#![feature(coroutines)]
fn main() {
    let b = #[coroutine]
    || {
        let a = &String::new();
        yield ();
        println!("{a}");
    };
}
