fn f<F: Fn(usize)>(f: F) {}
fn main() {
    f(|_: isize| {});
}
