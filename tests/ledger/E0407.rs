trait F {
    fn a();
}
struct B;
impl F for B {
    fn a() {}
    fn b() {}
}

fn main() {}
