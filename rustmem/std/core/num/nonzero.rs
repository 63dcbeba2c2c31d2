//! Integers that are not zero.

use crate::fmt;

/// The integers.
pub trait ZeroablePrimitive: Sized + Copy {}
macro_rules! zeroable {
    ($($t:ty)*) => {
        $(impl ZeroablePrimitive for $t {})*
    };
}
zeroable! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize char }

#[rustc_layout_scalar_valid_range_start(1)]
#[rustc_diagnostic_item = "NonZero"]
pub struct NonZero<T: ZeroablePrimitive>(T);
impl<T: ZeroablePrimitive> Copy for NonZero<T> {}
impl<T: ZeroablePrimitive> Clone for NonZero<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ZeroablePrimitive + PartialEq> PartialEq for NonZero<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T: ZeroablePrimitive + Eq> Eq for NonZero<T> {}
impl<T: ZeroablePrimitive + PartialOrd> PartialOrd for NonZero<T> {
    fn partial_cmp(&self, other: &Self) -> Option<crate::cmp::Ordering> {
        self.0.partial_cmp(&other.0)
    }
}
impl<T: ZeroablePrimitive + Ord> Ord for NonZero<T> {
    fn cmp(&self, other: &Self) -> crate::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T: ZeroablePrimitive + crate::hash::Hash> crate::hash::Hash for NonZero<T> {
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state)
    }
}
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
impl<T: ZeroablePrimitive + fmt::Debug> fmt::Debug for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<T: ZeroablePrimitive + fmt::Display> fmt::Display for NonZero<T> {
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
