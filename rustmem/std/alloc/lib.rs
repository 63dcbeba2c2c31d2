//! The allocation library, as far as it is modelled.

#[macro_use]
mod macros;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod fmt;
pub mod intrinsics;
pub mod rc;
pub mod slice;
pub mod str;
pub mod string;
pub mod sync;
pub mod vec;

#[doc(hidden)]
pub mod __export {
    pub use core::hint::must_use;
}
