//! Synchronization primitives.

pub mod atomic;
