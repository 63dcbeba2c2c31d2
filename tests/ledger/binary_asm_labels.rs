fn main() {
    unsafe {
        core::arch::asm!("0: jmp 0b");
    }
}
