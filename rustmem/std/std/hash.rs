//! Hashing.

pub use core::hash::{BuildHasher, Hash, Hasher};
pub use crate::collections::hash::map::{DefaultHasher, RandomState};
