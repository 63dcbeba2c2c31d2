//! Integers and floats as text.

use crate::fmt::{self, Formatter};

/// The digits of the absolute value in a radix.
fn digits(magnitude: u128, radix: u8, upper: bool) -> &'static str;
/// The digits of a non-negative float; `single`: it is an f32. `precision`: digits after the point, or
/// usize::MAX for the shortest that reads back; `debug`: with `.0` where integral and exponents as `{:?}` has.
fn float_digits(value: f64, single: bool, precision: usize, debug: bool) -> &'static str;
fn float_exp_digits(value: f64, single: bool, precision: usize, upper: bool) -> &'static str;
fn int_exp_digits(value: u128, precision: usize, upper: bool) -> &'static str;

macro_rules! int_fmt {
    ($t:ident $u:ident) => {
        impl fmt::Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                let nonnegative = *self >= 0;
                f.pad_integral(nonnegative, "", digits(self.abs_diff(0) as u128, 10, false))
            }
        }
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                if f.options.debug_hex == 1 {
                    fmt::LowerHex::fmt(self, f)
                } else if f.options.debug_hex == 2 {
                    fmt::UpperHex::fmt(self, f)
                } else {
                    fmt::Display::fmt(self, f)
                }
            }
        }
        impl fmt::LowerHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.pad_integral(true, "0x", digits(*self as $u as u128, 16, false))
            }
        }
        impl fmt::UpperHex for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.pad_integral(true, "0x", digits(*self as $u as u128, 16, true))
            }
        }
        impl fmt::Octal for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.pad_integral(true, "0o", digits(*self as $u as u128, 8, false))
            }
        }
        impl fmt::Binary for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                f.pad_integral(true, "0b", digits(*self as $u as u128, 2, false))
            }
        }
        impl fmt::LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                let precision = f.options.precision.unwrap_or(usize::MAX);
                f.pad_number(*self < 0, int_exp_digits(self.abs_diff(0) as u128, precision, false), true)
            }
        }
        impl fmt::UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                let precision = f.options.precision.unwrap_or(usize::MAX);
                f.pad_number(*self < 0, int_exp_digits(self.abs_diff(0) as u128, precision, true), true)
            }
        }
    };
}
int_fmt! { i8 u8 }
int_fmt! { i16 u16 }
int_fmt! { i32 u32 }
int_fmt! { i64 u64 }
int_fmt! { i128 u128 }
int_fmt! { isize usize }
int_fmt! { u8 u8 }
int_fmt! { u16 u16 }
int_fmt! { u32 u32 }
int_fmt! { u64 u64 }
int_fmt! { u128 u128 }
int_fmt! { usize usize }

macro_rules! float_fmt {
    ($t:ident $single:literal) => {
        impl fmt::Display for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                if self.is_nan() {
                    return f.pad_number(false, "NaN", false);
                }
                let precision = f.options.precision.unwrap_or(usize::MAX);
                f.pad_number(self.is_sign_negative(), float_digits(self.abs() as f64, $single, precision, false), true)
            }
        }
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                if self.is_nan() {
                    return f.pad_number(false, "NaN", false);
                }
                let precision = f.options.precision.unwrap_or(usize::MAX);
                f.pad_number(self.is_sign_negative(), float_digits(self.abs() as f64, $single, precision, true), true)
            }
        }
        impl fmt::LowerExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                let precision = f.options.precision.unwrap_or(usize::MAX);
                f.pad_number(self.is_sign_negative(), float_exp_digits(self.abs() as f64, $single, precision, false), true)
            }
        }
        impl fmt::UpperExp for $t {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                let precision = f.options.precision.unwrap_or(usize::MAX);
                f.pad_number(self.is_sign_negative(), float_exp_digits(self.abs() as f64, $single, precision, true), true)
            }
        }
    };
}
float_fmt! { f32 true }
float_fmt! { f64 false }
