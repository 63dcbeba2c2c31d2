//! Panics.

pub use core::panic::{AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe};

use alloc::boxed::Box;
use core::any::Any;

/// Runs `f`; if it panics, the payload.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R, Box<dyn Any + Send + 'static>> {
    crate::thread::catch(f)
}
#[track_caller]
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> !;
