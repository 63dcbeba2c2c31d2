struct X;
fn f<T>(_: T) {}
fn b<T: Fn(u32)>(_: T) {}
fn main() {
    let x = X;
    let c = |_| f(x);
    b(c);
}
