struct S {
    x: i32,
}
fn main() {
    let s = S { x: 0, x: 1 };
}
