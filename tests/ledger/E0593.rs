fn f<F: Fn()>(x: F) {}
fn main() {
    f(|y| {});
}
