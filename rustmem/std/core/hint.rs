//! Hints to the compiler.

pub const unsafe fn unreachable_unchecked() -> ! {
    unsafe { crate::intrinsics::unreachable() }
}
/// A function's precondition does not hold: what rustc's own checks of undefined behaviour say.
#[doc(hidden)]
pub(crate) fn broken_precondition(message: &'static str) -> !;
pub fn black_box<T>(dummy: T) -> T {
    crate::intrinsics::black_box(dummy)
}
pub fn spin_loop() {}
#[must_use]
pub const fn must_use<T>(value: T) -> T {
    value
}
