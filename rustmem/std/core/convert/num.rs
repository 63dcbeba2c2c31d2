//! Conversions between numbers.

use crate::num::TryFromIntError;

macro_rules! lossless {
    ($small:ty => $large:ty) => {
        impl From<$small> for $large {
            fn from(small: $small) -> Self {
                small as Self
            }
        }
    };
}
macro_rules! try_from {
    ($source:ty => $target:ty) => {
        impl TryFrom<$source> for $target {
            type Error = TryFromIntError;
            fn try_from(u: $source) -> Result<Self, Self::Error> {
                let cast = u as Self;
                if cast as $source == u && (cast < (0 as Self)) == (u < (0 as $source)) { Ok(cast) } else { Err(TryFromIntError(())) }
            }
        }
    };
}
lossless! { bool => i128 }
lossless! { bool => i16 }
lossless! { bool => i32 }
lossless! { bool => i64 }
lossless! { bool => i8 }
lossless! { bool => isize }
lossless! { bool => u128 }
lossless! { bool => u16 }
lossless! { bool => u32 }
lossless! { bool => u64 }
lossless! { bool => u8 }
lossless! { bool => usize }
lossless! { char => u128 }
lossless! { char => u32 }
lossless! { char => u64 }
lossless! { f32 => f64 }
lossless! { i16 => f32 }
lossless! { i16 => f64 }
lossless! { i16 => i128 }
lossless! { i16 => i32 }
lossless! { i16 => i64 }
lossless! { i16 => isize }
lossless! { i32 => f64 }
lossless! { i32 => i128 }
lossless! { i32 => i64 }
lossless! { i64 => i128 }
lossless! { i8 => f32 }
lossless! { i8 => f64 }
lossless! { i8 => i128 }
lossless! { i8 => i16 }
lossless! { i8 => i32 }
lossless! { i8 => i64 }
lossless! { i8 => isize }
lossless! { u16 => f32 }
lossless! { u16 => f64 }
lossless! { u16 => i128 }
lossless! { u16 => i32 }
lossless! { u16 => i64 }
lossless! { u16 => u128 }
lossless! { u16 => u32 }
lossless! { u16 => u64 }
lossless! { u16 => usize }
lossless! { u32 => f64 }
lossless! { u32 => i128 }
lossless! { u32 => i64 }
lossless! { u32 => u128 }
lossless! { u32 => u64 }
lossless! { u64 => i128 }
lossless! { u64 => u128 }
lossless! { u8 => char }
lossless! { u8 => f32 }
lossless! { u8 => f64 }
lossless! { u8 => i128 }
lossless! { u8 => i16 }
lossless! { u8 => i32 }
lossless! { u8 => i64 }
lossless! { u8 => isize }
lossless! { u8 => u128 }
lossless! { u8 => u16 }
lossless! { u8 => u32 }
lossless! { u8 => u64 }
lossless! { u8 => usize }
impl From<bool> for f32 {
    fn from(b: bool) -> f32 {
        b as u8 as f32
    }
}
impl From<bool> for f64 {
    fn from(b: bool) -> f64 {
        b as u8 as f64
    }
}
try_from! { u8 => i8 }
try_from! { u16 => u8 }
try_from! { u16 => i8 }
try_from! { u16 => i16 }
try_from! { u16 => isize }
try_from! { u32 => u8 }
try_from! { u32 => u16 }
try_from! { u32 => i8 }
try_from! { u32 => i16 }
try_from! { u32 => i32 }
try_from! { u32 => usize }
try_from! { u32 => isize }
try_from! { u64 => u8 }
try_from! { u64 => u16 }
try_from! { u64 => u32 }
try_from! { u64 => i8 }
try_from! { u64 => i16 }
try_from! { u64 => i32 }
try_from! { u64 => i64 }
try_from! { u64 => usize }
try_from! { u64 => isize }
try_from! { u128 => u8 }
try_from! { u128 => u16 }
try_from! { u128 => u32 }
try_from! { u128 => u64 }
try_from! { u128 => i8 }
try_from! { u128 => i16 }
try_from! { u128 => i32 }
try_from! { u128 => i64 }
try_from! { u128 => i128 }
try_from! { u128 => usize }
try_from! { u128 => isize }
try_from! { i8 => u8 }
try_from! { i8 => u16 }
try_from! { i8 => u32 }
try_from! { i8 => u64 }
try_from! { i8 => u128 }
try_from! { i8 => usize }
try_from! { i16 => u8 }
try_from! { i16 => u16 }
try_from! { i16 => u32 }
try_from! { i16 => u64 }
try_from! { i16 => u128 }
try_from! { i16 => i8 }
try_from! { i16 => usize }
try_from! { i32 => u8 }
try_from! { i32 => u16 }
try_from! { i32 => u32 }
try_from! { i32 => u64 }
try_from! { i32 => u128 }
try_from! { i32 => i8 }
try_from! { i32 => i16 }
try_from! { i32 => usize }
try_from! { i32 => isize }
try_from! { i64 => u8 }
try_from! { i64 => u16 }
try_from! { i64 => u32 }
try_from! { i64 => u64 }
try_from! { i64 => u128 }
try_from! { i64 => i8 }
try_from! { i64 => i16 }
try_from! { i64 => i32 }
try_from! { i64 => usize }
try_from! { i64 => isize }
try_from! { i128 => u8 }
try_from! { i128 => u16 }
try_from! { i128 => u32 }
try_from! { i128 => u64 }
try_from! { i128 => u128 }
try_from! { i128 => i8 }
try_from! { i128 => i16 }
try_from! { i128 => i32 }
try_from! { i128 => i64 }
try_from! { i128 => usize }
try_from! { i128 => isize }
try_from! { usize => u8 }
try_from! { usize => u16 }
try_from! { usize => u32 }
try_from! { usize => u64 }
try_from! { usize => u128 }
try_from! { usize => i8 }
try_from! { usize => i16 }
try_from! { usize => i32 }
try_from! { usize => i64 }
try_from! { usize => i128 }
try_from! { usize => isize }
try_from! { isize => u8 }
try_from! { isize => u16 }
try_from! { isize => u32 }
try_from! { isize => u64 }
try_from! { isize => u128 }
try_from! { isize => i8 }
try_from! { isize => i16 }
try_from! { isize => i32 }
try_from! { isize => i64 }
try_from! { isize => i128 }
try_from! { isize => usize }

impl TryFrom<u32> for char {
    type Error = crate::char::CharTryFromError;
    fn try_from(i: u32) -> Result<Self, Self::Error> {
        match char::from_u32(i) {
            Some(c) => Ok(c),
            None => Err(crate::char::CharTryFromError(())),
        }
    }
}
impl TryFrom<char> for u8 {
    type Error = crate::char::TryFromCharError;
    fn try_from(c: char) -> Result<u8, Self::Error> {
        if (c as u32) < 256 { Ok(c as u32 as u8) } else { Err(crate::char::TryFromCharError(())) }
    }
}
