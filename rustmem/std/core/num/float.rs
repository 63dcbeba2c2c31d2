//! Floating point.

use crate::cmp::Ordering;
use crate::fmt;
use crate::str::FromStr;

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum FpCategory {
    Nan,
    Infinite,
    Zero,
    Subnormal,
    Normal,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseFloatError {
    kind: FloatErrorKind,
}
#[derive(Debug, Clone, PartialEq, Eq)]
enum FloatErrorKind {
    Empty,
    Invalid,
}
impl fmt::Display for ParseFloatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            FloatErrorKind::Empty => "cannot parse float from empty string",
            FloatErrorKind::Invalid => "invalid float literal",
        })
    }
}
/// (0, value), (1, 0.0) for an empty string, (2, 0.0) for what is no float.
fn parse_float(src: &str) -> (u8, f64);

macro_rules! float_impl {
    ($t:ident $b:ident $bytes:literal $i:ident $eps:literal $min:literal $max:literal $minpos:literal $digits:literal) => {
        impl FromStr for $t {
            type Err = ParseFloatError;
            fn from_str(src: &str) -> Result<$t, ParseFloatError> {
                match parse_float(src) {
                    (0, value) => Ok(value as $t),
                    (1, _) => Err(ParseFloatError { kind: FloatErrorKind::Empty }),
                    _ => Err(ParseFloatError { kind: FloatErrorKind::Invalid }),
                }
            }
        }
        impl $t {
            pub const EPSILON: $t = $eps;
            pub const MIN: $t = $min;
            pub const MAX: $t = $max;
            pub const MIN_POSITIVE: $t = $minpos;
            pub const INFINITY: $t = 1.0 / 0.0;
            pub const NEG_INFINITY: $t = -1.0 / 0.0;
            pub const NAN: $t = 0.0 / 0.0;
            pub const DIGITS: u32 = $digits;
            #[must_use]
            pub const fn is_nan(self) -> bool {
                self != self
            }
            #[must_use]
            pub const fn is_infinite(self) -> bool {
                self == Self::INFINITY || self == Self::NEG_INFINITY
            }
            #[must_use]
            pub const fn is_finite(self) -> bool {
                !self.is_nan() && !self.is_infinite()
            }
            #[must_use]
            pub const fn is_sign_positive(self) -> bool {
                !self.is_sign_negative()
            }
            #[must_use]
            pub const fn is_sign_negative(self) -> bool;
            #[must_use]
            pub const fn to_bits(self) -> $b;
            #[must_use]
            pub const fn from_bits(v: $b) -> Self;
            #[must_use]
            pub const fn recip(self) -> $t {
                1.0 / self
            }
            #[must_use]
            pub const fn to_degrees(self) -> $t;
            #[must_use]
            pub const fn to_radians(self) -> $t;
            #[must_use]
            pub const fn max(self, other: $t) -> $t {
                if self.is_nan() || self < other { other } else { self }
            }
            #[must_use]
            pub const fn min(self, other: $t) -> $t {
                if self.is_nan() || other < self { other } else { self }
            }
            #[must_use]
            pub const fn clamp(mut self, min: $t, max: $t) -> $t {
                assert!(min <= max);
                if self < min {
                    self = min;
                }
                if self > max {
                    self = max;
                }
                self
            }
            #[must_use]
            pub fn total_cmp(&self, other: &Self) -> Ordering;
            #[must_use]
            pub const fn abs(self) -> $t;
            #[must_use]
            pub const fn signum(self) -> $t;
            #[must_use]
            pub const fn copysign(self, sign: $t) -> $t;
            #[must_use]
            pub const fn floor(self) -> $t;
            #[must_use]
            pub const fn ceil(self) -> $t;
            #[must_use]
            pub const fn round(self) -> $t;
            #[must_use]
            pub const fn trunc(self) -> $t;
            #[must_use]
            pub const fn fract(self) -> $t {
                self - self.trunc()
            }
            #[must_use]
            pub fn mul_add(self, a: $t, b: $t) -> $t;
            #[must_use]
            pub fn div_euclid(self, rhs: $t) -> $t;
            #[must_use]
            pub fn rem_euclid(self, rhs: $t) -> $t;
            #[must_use]
            pub fn powi(self, n: i32) -> $t;
            #[must_use]
            pub fn powf(self, n: $t) -> $t;
            #[must_use]
            pub fn sqrt(self) -> $t;
            #[must_use]
            pub fn cbrt(self) -> $t;
            #[must_use]
            pub fn hypot(self, other: $t) -> $t;
            #[must_use]
            pub fn exp(self) -> $t;
            #[must_use]
            pub fn exp2(self) -> $t;
            #[must_use]
            pub fn exp_m1(self) -> $t;
            #[must_use]
            pub fn ln(self) -> $t;
            #[must_use]
            pub fn ln_1p(self) -> $t;
            #[must_use]
            pub fn log(self, base: $t) -> $t;
            #[must_use]
            pub fn log2(self) -> $t;
            #[must_use]
            pub fn log10(self) -> $t;
            #[must_use]
            pub fn sin(self) -> $t;
            #[must_use]
            pub fn cos(self) -> $t;
            #[must_use]
            pub fn tan(self) -> $t;
            #[must_use]
            pub fn asin(self) -> $t;
            #[must_use]
            pub fn acos(self) -> $t;
            #[must_use]
            pub fn atan(self) -> $t;
            #[must_use]
            pub fn atan2(self, other: $t) -> $t;
            pub fn sin_cos(self) -> ($t, $t) {
                (self.sin(), self.cos())
            }
            #[must_use]
            pub fn sinh(self) -> $t;
            #[must_use]
            pub fn cosh(self) -> $t;
            #[must_use]
            pub fn tanh(self) -> $t;
            #[must_use]
            pub const fn to_be_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_be_bytes()
            }
            #[must_use]
            pub const fn to_le_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_le_bytes()
            }
            #[must_use]
            pub const fn to_ne_bytes(self) -> [u8; $bytes] {
                self.to_bits().to_ne_bytes()
            }
            #[must_use]
            pub const fn from_be_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_bits($b::from_be_bytes(bytes))
            }
            #[must_use]
            pub const fn from_le_bytes(bytes: [u8; $bytes]) -> Self {
                Self::from_bits($b::from_le_bytes(bytes))
            }
        }
    };
}
float_impl! { f32 u32 4 i32 1.19209290e-07 -3.40282347e+38 3.40282347e+38 1.17549435e-38 6 }
float_impl! { f64 u64 8 i64 2.2204460492503131e-16 -1.7976931348623157e+308 1.7976931348623157e+308 2.2250738585072014e-308 15 }
