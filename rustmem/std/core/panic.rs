//! Panic support.

use crate::fmt;

#[lang = "Location"]
#[derive(Copy, Clone, Debug, Eq, Hash, Ord, PartialOrd)]
pub struct Location<'a> {
    file: &'a str,
    line: u32,
    col: u32,
}
impl PartialEq for Location<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && self.line == other.line && self.col == other.col
    }
}
impl<'a> Location<'a> {
    #[must_use]
    #[track_caller]
    pub const fn caller() -> &'static Location<'static> {
        crate::intrinsics::caller_location()
    }
    #[must_use]
    pub const fn file(&self) -> &str {
        self.file
    }
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }
    #[must_use]
    pub const fn column(&self) -> u32 {
        self.col
    }
}
impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.col)
    }
}

#[rustc_diagnostic_item = "unwind_safe_trait"]
pub auto trait UnwindSafe {}
#[rustc_diagnostic_item = "ref_unwind_safe_trait"]
pub auto trait RefUnwindSafe {}
impl<T: ?Sized> !UnwindSafe for &mut T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for &T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *const T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *mut T {}
impl<T: ?Sized> !RefUnwindSafe for crate::cell::UnsafeCell<T> {}

pub struct AssertUnwindSafe<T>(pub T);
impl<T> UnwindSafe for AssertUnwindSafe<T> {}
impl<T> RefUnwindSafe for AssertUnwindSafe<T> {}
impl<T> crate::ops::Deref for AssertUnwindSafe<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<R, F: FnOnce() -> R> FnOnce<()> for AssertUnwindSafe<F> {
    type Output = R;
    extern "rust-call" fn call_once(self, _args: ()) -> R {
        (self.0)()
    }
}
