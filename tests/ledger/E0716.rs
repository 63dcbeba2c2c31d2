fn f() -> i32 {
    22
}
fn b(x: &i32) -> &i32 {
    x
}
fn main() {
    let p = b(&f());
    let q = *p;
}
