//! Hints to the compiler.

pub const unsafe fn unreachable_unchecked() -> ! {
    unsafe { crate::intrinsics::unreachable() }
}
pub fn black_box<T>(dummy: T) -> T {
    crate::intrinsics::black_box(dummy)
}
pub fn spin_loop() {}
#[must_use]
pub const fn must_use<T>(value: T) -> T {
    value
}
