//! Arithmetic operators.

#[lang = "add"]
#[rustc_on_unimplemented(
    on(all(Self = "{integer}", Rhs = "{float}"), message = "cannot add a float to an integer"),
    on(all(Self = "{float}", Rhs = "{integer}"), message = "cannot add an integer to a float"),
    message = "cannot add `{Rhs}` to `{Self}`",
    label = "no implementation for `{Self} + {Rhs}`"
)]
pub trait Add<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn add(self, rhs: Rhs) -> Self::Output;
}
macro_rules! add_impl {
    ($t:ty) => {
        impl Add for $t {
            type Output = $t;
            #[track_caller]
            fn add(self, other: $t) -> $t {
                self + other
            }
        }
        impl Add<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn add(self, other: &$t) -> $t {
                self + *other
            }
        }
        impl<'a> Add<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn add(self, other: $t) -> $t {
                *self + other
            }
        }
        impl<'a> Add<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn add(self, other: &$t) -> $t {
                *self + *other
            }
        }
    };
}
add_impl! { usize }
add_impl! { u8 }
add_impl! { u16 }
add_impl! { u32 }
add_impl! { u64 }
add_impl! { u128 }
add_impl! { isize }
add_impl! { i8 }
add_impl! { i16 }
add_impl! { i32 }
add_impl! { i64 }
add_impl! { i128 }
add_impl! { f32 }
add_impl! { f64 }

#[lang = "sub"]
#[rustc_on_unimplemented(message = "cannot subtract `{Rhs}` from `{Self}`", label = "no implementation for `{Self} - {Rhs}`")]
pub trait Sub<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn sub(self, rhs: Rhs) -> Self::Output;
}
macro_rules! sub_impl {
    ($t:ty) => {
        impl Sub for $t {
            type Output = $t;
            #[track_caller]
            fn sub(self, other: $t) -> $t {
                self - other
            }
        }
        impl Sub<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn sub(self, other: &$t) -> $t {
                self - *other
            }
        }
        impl<'a> Sub<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn sub(self, other: $t) -> $t {
                *self - other
            }
        }
        impl<'a> Sub<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn sub(self, other: &$t) -> $t {
                *self - *other
            }
        }
    };
}
sub_impl! { usize }
sub_impl! { u8 }
sub_impl! { u16 }
sub_impl! { u32 }
sub_impl! { u64 }
sub_impl! { u128 }
sub_impl! { isize }
sub_impl! { i8 }
sub_impl! { i16 }
sub_impl! { i32 }
sub_impl! { i64 }
sub_impl! { i128 }
sub_impl! { f32 }
sub_impl! { f64 }

#[lang = "mul"]
#[rustc_on_unimplemented(message = "cannot multiply `{Self}` by `{Rhs}`", label = "no implementation for `{Self} * {Rhs}`")]
pub trait Mul<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn mul(self, rhs: Rhs) -> Self::Output;
}
macro_rules! mul_impl {
    ($t:ty) => {
        impl Mul for $t {
            type Output = $t;
            #[track_caller]
            fn mul(self, other: $t) -> $t {
                self * other
            }
        }
        impl Mul<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn mul(self, other: &$t) -> $t {
                self * *other
            }
        }
        impl<'a> Mul<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn mul(self, other: $t) -> $t {
                *self * other
            }
        }
        impl<'a> Mul<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn mul(self, other: &$t) -> $t {
                *self * *other
            }
        }
    };
}
mul_impl! { usize }
mul_impl! { u8 }
mul_impl! { u16 }
mul_impl! { u32 }
mul_impl! { u64 }
mul_impl! { u128 }
mul_impl! { isize }
mul_impl! { i8 }
mul_impl! { i16 }
mul_impl! { i32 }
mul_impl! { i64 }
mul_impl! { i128 }
mul_impl! { f32 }
mul_impl! { f64 }

#[lang = "div"]
#[rustc_on_unimplemented(message = "cannot divide `{Self}` by `{Rhs}`", label = "no implementation for `{Self} / {Rhs}`")]
pub trait Div<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn div(self, rhs: Rhs) -> Self::Output;
}
macro_rules! div_impl {
    ($t:ty) => {
        impl Div for $t {
            type Output = $t;
            #[track_caller]
            fn div(self, other: $t) -> $t {
                self / other
            }
        }
        impl Div<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn div(self, other: &$t) -> $t {
                self / *other
            }
        }
        impl<'a> Div<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn div(self, other: $t) -> $t {
                *self / other
            }
        }
        impl<'a> Div<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn div(self, other: &$t) -> $t {
                *self / *other
            }
        }
    };
}
div_impl! { usize }
div_impl! { u8 }
div_impl! { u16 }
div_impl! { u32 }
div_impl! { u64 }
div_impl! { u128 }
div_impl! { isize }
div_impl! { i8 }
div_impl! { i16 }
div_impl! { i32 }
div_impl! { i64 }
div_impl! { i128 }
div_impl! { f32 }
div_impl! { f64 }

#[lang = "rem"]
#[rustc_on_unimplemented(message = "cannot calculate the remainder of `{Self}` divided by `{Rhs}`", label = "no implementation for `{Self} % {Rhs}`")]
pub trait Rem<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn rem(self, rhs: Rhs) -> Self::Output;
}
macro_rules! rem_impl {
    ($t:ty) => {
        impl Rem for $t {
            type Output = $t;
            #[track_caller]
            fn rem(self, other: $t) -> $t {
                self % other
            }
        }
        impl Rem<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn rem(self, other: &$t) -> $t {
                self % *other
            }
        }
        impl<'a> Rem<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn rem(self, other: $t) -> $t {
                *self % other
            }
        }
        impl<'a> Rem<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn rem(self, other: &$t) -> $t {
                *self % *other
            }
        }
    };
}
rem_impl! { usize }
rem_impl! { u8 }
rem_impl! { u16 }
rem_impl! { u32 }
rem_impl! { u64 }
rem_impl! { u128 }
rem_impl! { isize }
rem_impl! { i8 }
rem_impl! { i16 }
rem_impl! { i32 }
rem_impl! { i64 }
rem_impl! { i128 }
rem_impl! { f32 }
rem_impl! { f64 }

#[lang = "add_assign"]
#[rustc_on_unimplemented(message = "cannot add-assign `{Rhs}` to `{Self}`", label = "no implementation for `{Self} += {Rhs}`")]
pub trait AddAssign<Rhs = Self> {
    fn add_assign(&mut self, rhs: Rhs);
}
macro_rules! add_assign_impl {
    ($t:ty) => {
        impl AddAssign for $t {
            #[track_caller]
            fn add_assign(&mut self, other: $t) {
                *self += other
            }
        }
        impl AddAssign<&$t> for $t {
            #[track_caller]
            fn add_assign(&mut self, other: &$t) {
                *self += *other
            }
        }
    };
}
add_assign_impl! { usize }
add_assign_impl! { u8 }
add_assign_impl! { u16 }
add_assign_impl! { u32 }
add_assign_impl! { u64 }
add_assign_impl! { u128 }
add_assign_impl! { isize }
add_assign_impl! { i8 }
add_assign_impl! { i16 }
add_assign_impl! { i32 }
add_assign_impl! { i64 }
add_assign_impl! { i128 }
add_assign_impl! { f32 }
add_assign_impl! { f64 }

#[lang = "sub_assign"]
#[rustc_on_unimplemented(message = "cannot subtract-assign `{Rhs}` from `{Self}`", label = "no implementation for `{Self} -= {Rhs}`")]
pub trait SubAssign<Rhs = Self> {
    fn sub_assign(&mut self, rhs: Rhs);
}
macro_rules! sub_assign_impl {
    ($t:ty) => {
        impl SubAssign for $t {
            #[track_caller]
            fn sub_assign(&mut self, other: $t) {
                *self -= other
            }
        }
        impl SubAssign<&$t> for $t {
            #[track_caller]
            fn sub_assign(&mut self, other: &$t) {
                *self -= *other
            }
        }
    };
}
sub_assign_impl! { usize }
sub_assign_impl! { u8 }
sub_assign_impl! { u16 }
sub_assign_impl! { u32 }
sub_assign_impl! { u64 }
sub_assign_impl! { u128 }
sub_assign_impl! { isize }
sub_assign_impl! { i8 }
sub_assign_impl! { i16 }
sub_assign_impl! { i32 }
sub_assign_impl! { i64 }
sub_assign_impl! { i128 }
sub_assign_impl! { f32 }
sub_assign_impl! { f64 }

#[lang = "mul_assign"]
#[rustc_on_unimplemented(message = "cannot multiply-assign `{Self}` by `{Rhs}`", label = "no implementation for `{Self} *= {Rhs}`")]
pub trait MulAssign<Rhs = Self> {
    fn mul_assign(&mut self, rhs: Rhs);
}
macro_rules! mul_assign_impl {
    ($t:ty) => {
        impl MulAssign for $t {
            #[track_caller]
            fn mul_assign(&mut self, other: $t) {
                *self *= other
            }
        }
        impl MulAssign<&$t> for $t {
            #[track_caller]
            fn mul_assign(&mut self, other: &$t) {
                *self *= *other
            }
        }
    };
}
mul_assign_impl! { usize }
mul_assign_impl! { u8 }
mul_assign_impl! { u16 }
mul_assign_impl! { u32 }
mul_assign_impl! { u64 }
mul_assign_impl! { u128 }
mul_assign_impl! { isize }
mul_assign_impl! { i8 }
mul_assign_impl! { i16 }
mul_assign_impl! { i32 }
mul_assign_impl! { i64 }
mul_assign_impl! { i128 }
mul_assign_impl! { f32 }
mul_assign_impl! { f64 }

#[lang = "div_assign"]
#[rustc_on_unimplemented(message = "cannot divide-assign `{Self}` by `{Rhs}`", label = "no implementation for `{Self} /= {Rhs}`")]
pub trait DivAssign<Rhs = Self> {
    fn div_assign(&mut self, rhs: Rhs);
}
macro_rules! div_assign_impl {
    ($t:ty) => {
        impl DivAssign for $t {
            #[track_caller]
            fn div_assign(&mut self, other: $t) {
                *self /= other
            }
        }
        impl DivAssign<&$t> for $t {
            #[track_caller]
            fn div_assign(&mut self, other: &$t) {
                *self /= *other
            }
        }
    };
}
div_assign_impl! { usize }
div_assign_impl! { u8 }
div_assign_impl! { u16 }
div_assign_impl! { u32 }
div_assign_impl! { u64 }
div_assign_impl! { u128 }
div_assign_impl! { isize }
div_assign_impl! { i8 }
div_assign_impl! { i16 }
div_assign_impl! { i32 }
div_assign_impl! { i64 }
div_assign_impl! { i128 }
div_assign_impl! { f32 }
div_assign_impl! { f64 }

#[lang = "rem_assign"]
#[rustc_on_unimplemented(message = "cannot calculate and assign the remainder of `{Self}` divided by `{Rhs}`", label = "no implementation for `{Self} %= {Rhs}`")]
pub trait RemAssign<Rhs = Self> {
    fn rem_assign(&mut self, rhs: Rhs);
}
macro_rules! rem_assign_impl {
    ($t:ty) => {
        impl RemAssign for $t {
            #[track_caller]
            fn rem_assign(&mut self, other: $t) {
                *self %= other
            }
        }
        impl RemAssign<&$t> for $t {
            #[track_caller]
            fn rem_assign(&mut self, other: &$t) {
                *self %= *other
            }
        }
    };
}
rem_assign_impl! { usize }
rem_assign_impl! { u8 }
rem_assign_impl! { u16 }
rem_assign_impl! { u32 }
rem_assign_impl! { u64 }
rem_assign_impl! { u128 }
rem_assign_impl! { isize }
rem_assign_impl! { i8 }
rem_assign_impl! { i16 }
rem_assign_impl! { i32 }
rem_assign_impl! { i64 }
rem_assign_impl! { i128 }
rem_assign_impl! { f32 }
rem_assign_impl! { f64 }

#[lang = "neg"]
pub trait Neg {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn neg(self) -> Self::Output;
}
macro_rules! neg_impl {
    ($t:ty) => {
        impl Neg for $t {
            type Output = $t;
            #[track_caller]
            fn neg(self) -> $t {
                -self
            }
        }
        impl Neg for &$t {
            type Output = $t;
            #[track_caller]
            fn neg(self) -> $t {
                -*self
            }
        }
    };
}
neg_impl! { isize }
neg_impl! { i8 }
neg_impl! { i16 }
neg_impl! { i32 }
neg_impl! { i64 }
neg_impl! { i128 }
neg_impl! { f32 }
neg_impl! { f64 }
