mod i {
    pub struct F;
    impl F {
        fn m(&self) {}
    }
}
fn main() {
    i::F.m();
}
