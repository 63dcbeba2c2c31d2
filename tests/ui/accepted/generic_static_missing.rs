struct Holder<T: 'static>(T);
fn hold<T>(t: T) -> Holder<T> { Holder(t) }
fn main() { hold(1); }
