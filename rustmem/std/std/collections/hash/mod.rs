//! Hash tables.

pub mod map;
pub mod set;
