#![recursion_limit = "4"]
struct S;
impl S {
    fn f(&self) {}
}
fn main() {
    let s = S;
    let r = &&&&&&&s;
    r.f();
}
