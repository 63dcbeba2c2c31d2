fn f(x: u16) {}
fn main() {
    unsafe {
        f(std::mem::transmute(0u32));
    }
}
