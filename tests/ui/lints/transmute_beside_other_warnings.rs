//! Told after the warnings of the borrow checker, even in code that is never reached.
fn a() -> u32 {
    let q = 3;
    unsafe {
        return std::mem::transmute(1.0f32);
        std::mem::transmute(1.0f32)
    }
}
fn main() {
    a();
}
