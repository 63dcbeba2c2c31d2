fn main() {
    unsafe {
        core::arch::asm!("foo: nop");
    }
}
