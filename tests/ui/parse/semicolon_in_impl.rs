struct S;
impl S {
    fn a() {};
    fn b() {}
}
fn main() {}
