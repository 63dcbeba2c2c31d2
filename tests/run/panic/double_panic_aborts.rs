struct D;
impl Drop for D {
    fn drop(&mut self) {
        println!("dropping");
        panic!("second");
    }
}
fn main() {
    let _d = D;
    panic!("first");
}
