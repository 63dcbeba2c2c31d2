//! Integers that are not zero.

use crate::fmt;

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_diagnostic_item = "NonZero"]
pub struct NonZero<T>(T);
impl NonZero<u8> {
    pub const fn new(n: u8) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: u8) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> u8 {
        self.0
    }
}
impl NonZero<u16> {
    pub const fn new(n: u16) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: u16) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> u16 {
        self.0
    }
}
impl NonZero<u32> {
    pub const fn new(n: u32) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: u32) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> u32 {
        self.0
    }
}
impl NonZero<u64> {
    pub const fn new(n: u64) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: u64) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> u64 {
        self.0
    }
}
impl NonZero<usize> {
    pub const fn new(n: usize) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: usize) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> usize {
        self.0
    }
}
impl NonZero<i32> {
    pub const fn new(n: i32) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: i32) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> i32 {
        self.0
    }
}
impl NonZero<i64> {
    pub const fn new(n: i64) -> Option<Self> {
        if n != 0 { Some(NonZero(n)) } else { None }
    }
    pub const unsafe fn new_unchecked(n: i64) -> Self {
        NonZero(n)
    }
    pub const fn get(self) -> i64 {
        self.0
    }
}
impl<T: fmt::Debug> fmt::Debug for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T: fmt::Display> fmt::Display for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
pub type NonZeroU8 = NonZero<u8>;
pub type NonZeroU16 = NonZero<u16>;
pub type NonZeroU32 = NonZero<u32>;
pub type NonZeroU64 = NonZero<u64>;
pub type NonZeroUsize = NonZero<usize>;
pub type NonZeroI32 = NonZero<i32>;
pub type NonZeroI64 = NonZero<i64>;
