struct D;
impl Drop for D {
    fn drop(&mut self) {
        println!("dropped");
    }
}
fn main() {
    let _d = D;
    std::process::exit(42);
}
