//! Numbers.

use crate::fmt;
use crate::str::FromStr;

mod float;
mod nonzero;
mod wrapping;

pub use self::float::{FpCategory, ParseFloatError};
pub use self::nonzero::{NonZero, NonZeroI32, NonZeroI64, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroU8, NonZeroUsize};
pub use self::wrapping::{Saturating, Wrapping};

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromIntError(pub(crate) ());
impl fmt::Display for TryFromIntError {
    fn fmt(&self, fmt: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("out of range integral type conversion attempted", fmt)
    }
}
impl From<crate::convert::Infallible> for TryFromIntError {
    fn from(x: crate::convert::Infallible) -> TryFromIntError {
        match x {}
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseIntError {
    pub(super) kind: IntErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq, Copy, Hash)]
#[non_exhaustive]
pub enum IntErrorKind {
    Empty,
    InvalidDigit,
    PosOverflow,
    NegOverflow,
    Zero,
}
impl ParseIntError {
    #[must_use]
    pub const fn kind(&self) -> &IntErrorKind {
        &self.kind
    }
}
impl fmt::Display for ParseIntError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            IntErrorKind::Empty => "cannot parse integer from empty string",
            IntErrorKind::InvalidDigit => "invalid digit found in string",
            IntErrorKind::PosOverflow => "number too large to fit in target type",
            IntErrorKind::NegOverflow => "number too small to fit in target type",
            IntErrorKind::Zero => "number would be zero for non-zero type",
        })
    }
}

/// Parses digits: (0, low 64 bits, high 64 bits) of the two's complement, or (error kind, 0, 0).
const fn parse_radix(src: &str, radix: u32, min: i128, max: u128) -> (u8, u64, u64);

macro_rules! signed_impl {
    ($t:ident $u:ident $bits:literal $bytes:literal $min:literal $max:literal) => {
        impl $t {
            pub const MIN: $t = $min;
            pub const MAX: $t = $max;
            pub const BITS: u32 = $bits;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn count_ones(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn count_zeros(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn leading_zeros(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn trailing_zeros(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn leading_ones(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn trailing_ones(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn rotate_left(self, n: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn rotate_right(self, n: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn swap_bytes(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn reverse_bits(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_be(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_le(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_add(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_sub(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_mul(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_div(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_rem(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_neg(self) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_shl(self, rhs: u32) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_shr(self, rhs: u32) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_pow(self, exp: u32) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_add(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_sub(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_mul(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_pow(self, exp: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_add(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_sub(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_mul(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_div(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_rem(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_neg(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_shl(self, rhs: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_shr(self, rhs: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_pow(self, exp: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_add(self, rhs: $t) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_sub(self, rhs: $t) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_mul(self, rhs: $t) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_neg(self) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn pow(self, exp: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn isqrt(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog2(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog10(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn div_euclid(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn rem_euclid(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn abs_diff(self, other: $t) -> $u;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_be_bytes(self) -> [u8; $bytes];
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_le_bytes(self) -> [u8; $bytes];
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_ne_bytes(self) -> [u8; $bytes];
            #[must_use]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t;
            #[must_use]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t;
            #[must_use]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t;
            #[must_use]
            #[rustc_promotable]
            pub const fn min_value() -> $t {
                $min
            }
            #[must_use]
            #[rustc_promotable]
            pub const fn max_value() -> $t {
                $max
            }
            pub const fn from_str_radix(src: &str, radix: u32) -> Result<$t, ParseIntError> {
                match parse_radix(src, radix, $min as i128, $max as u128) {
                    (0, low, high) => Ok(((high as u128) << 64 | low as u128) as $t),
                    (1, _, _) => Err(ParseIntError { kind: IntErrorKind::Empty }),
                    (2, _, _) => Err(ParseIntError { kind: IntErrorKind::InvalidDigit }),
                    (3, _, _) => Err(ParseIntError { kind: IntErrorKind::PosOverflow }),
                    _ => Err(ParseIntError { kind: IntErrorKind::NegOverflow }),
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn abs(self) -> $t {
                if self < 0 { -self } else { self }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn unsigned_abs(self) -> $u {
                self.abs_diff(0)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_abs(self) -> Option<$t> {
                if self < 0 { self.checked_neg() } else { Some(self) }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_abs(self) -> $t {
                if self < 0 { self.wrapping_neg() } else { self }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_neg(self) -> $t {
                (0 as $t).saturating_sub(self)
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn signum(self) -> $t {
                if self < 0 { -1 } else if self == 0 { 0 } else { 1 }
            }
            #[must_use]
            pub const fn is_positive(self) -> bool {
                self > 0
            }
            #[must_use]
            pub const fn is_negative(self) -> bool {
                self < 0
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_add_unsigned(self, rhs: $u) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn cast_unsigned(self) -> $u {
                self as $u
            }
        }
        impl FromStr for $t {
            type Err = ParseIntError;
            fn from_str(src: &str) -> Result<$t, ParseIntError> {
                <$t>::from_str_radix(src, 10)
            }
        }
    };
}
macro_rules! unsigned_impl {
    ($t:ident $u:ident $s:ident $bits:literal $bytes:literal $min:literal $max:literal) => {
        impl $t {
            pub const MIN: $t = $min;
            pub const MAX: $t = $max;
            pub const BITS: u32 = $bits;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn count_ones(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn count_zeros(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn leading_zeros(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn trailing_zeros(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn leading_ones(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn trailing_ones(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn rotate_left(self, n: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn rotate_right(self, n: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn swap_bytes(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn reverse_bits(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_be(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_le(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_add(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_sub(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_mul(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_div(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_rem(self, rhs: $t) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_neg(self) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_shl(self, rhs: u32) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_shr(self, rhs: u32) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_pow(self, exp: u32) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_add(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_sub(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_mul(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_pow(self, exp: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_add(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_sub(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_mul(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_div(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_rem(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_neg(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_shl(self, rhs: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_shr(self, rhs: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_pow(self, exp: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_add(self, rhs: $t) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_sub(self, rhs: $t) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_mul(self, rhs: $t) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn overflowing_neg(self) -> ($t, bool);
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn pow(self, exp: u32) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn isqrt(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog2(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn ilog10(self) -> u32;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn div_euclid(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn rem_euclid(self, rhs: $t) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn abs_diff(self, other: $t) -> $u;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_be_bytes(self) -> [u8; $bytes];
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_le_bytes(self) -> [u8; $bytes];
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn to_ne_bytes(self) -> [u8; $bytes];
            #[must_use]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t;
            #[must_use]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t;
            #[must_use]
            pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t;
            #[must_use]
            #[rustc_promotable]
            pub const fn min_value() -> $t {
                $min
            }
            #[must_use]
            #[rustc_promotable]
            pub const fn max_value() -> $t {
                $max
            }
            pub const fn from_str_radix(src: &str, radix: u32) -> Result<$t, ParseIntError> {
                match parse_radix(src, radix, $min as i128, $max as u128) {
                    (0, low, high) => Ok(((high as u128) << 64 | low as u128) as $t),
                    (1, _, _) => Err(ParseIntError { kind: IntErrorKind::Empty }),
                    (2, _, _) => Err(ParseIntError { kind: IntErrorKind::InvalidDigit }),
                    (3, _, _) => Err(ParseIntError { kind: IntErrorKind::PosOverflow }),
                    _ => Err(ParseIntError { kind: IntErrorKind::NegOverflow }),
                }
            }
            #[must_use]
            pub const fn is_power_of_two(self) -> bool {
                self.count_ones() == 1
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn next_power_of_two(self) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_next_power_of_two(self) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn div_ceil(self, rhs: $t) -> $t {
                let d = self / rhs;
                let r = self % rhs;
                if r > 0 { d + 1 } else { d }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            #[track_caller]
            pub const fn next_multiple_of(self, rhs: $t) -> $t {
                match self % rhs {
                    0 => self,
                    r => self + (rhs - r),
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn checked_add_signed(self, rhs: $s) -> Option<$t>;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn saturating_add_signed(self, rhs: $s) -> $t;
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn wrapping_add_signed(self, rhs: $s) -> $t;
            #[must_use]
            pub const fn is_multiple_of(self, rhs: $t) -> bool {
                match rhs {
                    0 => self == 0,
                    _ => self % rhs == 0,
                }
            }
            #[must_use = "this returns the result of the operation, without modifying the original"]
            pub const fn cast_signed(self) -> $s {
                self as $s
            }
        }
        impl FromStr for $t {
            type Err = ParseIntError;
            fn from_str(src: &str) -> Result<$t, ParseIntError> {
                <$t>::from_str_radix(src, 10)
            }
        }
    };
}
signed_impl! { i8 u8 8 1 -128 127 }
unsigned_impl! { u8 u8 i8 8 1 0 255 }
signed_impl! { i16 u16 16 2 -32768 32767 }
unsigned_impl! { u16 u16 i16 16 2 0 65535 }
signed_impl! { i32 u32 32 4 -2147483648 2147483647 }
unsigned_impl! { u32 u32 i32 32 4 0 4294967295 }
signed_impl! { i64 u64 64 8 -9223372036854775808 9223372036854775807 }
unsigned_impl! { u64 u64 i64 64 8 0 18446744073709551615 }
signed_impl! { i128 u128 128 16 -170141183460469231731687303715884105728 170141183460469231731687303715884105727 }
unsigned_impl! { u128 u128 i128 128 16 0 340282366920938463463374607431768211455 }
signed_impl! { isize usize 64 8 -9223372036854775808 9223372036854775807 }
unsigned_impl! { usize usize isize 64 8 0 18446744073709551615 }

impl u8 {
    #[must_use]
    pub const fn is_ascii(&self) -> bool {
        *self <= 127
    }
    #[must_use]
    pub const fn to_ascii_uppercase(&self) -> u8 {
        if self.is_ascii_lowercase() { *self - 32 } else { *self }
    }
    #[must_use]
    pub const fn to_ascii_lowercase(&self) -> u8 {
        if self.is_ascii_uppercase() { *self + 32 } else { *self }
    }
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
    #[must_use]
    pub const fn eq_ignore_ascii_case(&self, other: &u8) -> bool {
        self.to_ascii_lowercase() == other.to_ascii_lowercase()
    }
    #[must_use]
    pub const fn is_ascii_alphabetic(&self) -> bool {
        matches!(*self, b'A'..=b'Z' | b'a'..=b'z')
    }
    #[must_use]
    pub const fn is_ascii_uppercase(&self) -> bool {
        matches!(*self, b'A'..=b'Z')
    }
    #[must_use]
    pub const fn is_ascii_lowercase(&self) -> bool {
        matches!(*self, b'a'..=b'z')
    }
    #[must_use]
    pub const fn is_ascii_alphanumeric(&self) -> bool {
        matches!(*self, b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z')
    }
    #[must_use]
    pub const fn is_ascii_digit(&self) -> bool {
        matches!(*self, b'0'..=b'9')
    }
    #[must_use]
    pub const fn is_ascii_hexdigit(&self) -> bool {
        matches!(*self, b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f')
    }
    #[must_use]
    pub const fn is_ascii_punctuation(&self) -> bool {
        matches!(*self, b'!'..=b'/' | b':'..=b'@' | b'['..=b'`' | b'{'..=b'~')
    }
    #[must_use]
    pub const fn is_ascii_whitespace(&self) -> bool {
        matches!(*self, b'\t' | b'\n' | b'\x0C' | b'\r' | b' ')
    }
    #[must_use]
    pub const fn is_ascii_control(&self) -> bool {
        matches!(*self, b'\0'..=b'\x1F' | b'\x7F')
    }
    #[must_use]
    pub const fn is_ascii_graphic(&self) -> bool {
        matches!(*self, b'!'..=b'~')
    }
}
