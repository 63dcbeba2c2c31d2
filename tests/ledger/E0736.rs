#[unsafe(naked)]
#[inline]
extern "C" fn f() {
    core::arch::naked_asm!("")
}

fn main() {}
