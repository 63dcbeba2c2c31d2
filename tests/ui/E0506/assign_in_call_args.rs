fn f(a: &i32, b: i32) {}
fn main() {
    let mut x = 1;
    f(&x, { x = 2; x });  //~ ERROR E0506
}
