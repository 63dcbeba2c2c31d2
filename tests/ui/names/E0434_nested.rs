fn outer<T>(t: T) {
    let captured = 5;
    fn inner() -> i32 { captured }
    fn generic(x: T) {}
    const N: usize = captured;
    let a = [0; captured];
    struct Local(T);
}
fn main() {}
