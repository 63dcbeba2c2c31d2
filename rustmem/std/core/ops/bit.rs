//! Bit operators.

#[lang = "not"]
pub trait Not {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn not(self) -> Self::Output;
}
macro_rules! not_impl {
    ($t:ty) => {
        impl Not for $t {
            type Output = $t;
            fn not(self) -> $t {
                !self
            }
        }
        impl Not for &$t {
            type Output = $t;
            fn not(self) -> $t {
                !*self
            }
        }
    };
}
not_impl! { bool }
not_impl! { usize }
not_impl! { u8 }
not_impl! { u16 }
not_impl! { u32 }
not_impl! { u64 }
not_impl! { u128 }
not_impl! { isize }
not_impl! { i8 }
not_impl! { i16 }
not_impl! { i32 }
not_impl! { i64 }
not_impl! { i128 }
impl Not for ! {
    type Output = !;
    fn not(self) -> ! {
        match self {}
    }
}

#[lang = "bitand"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} & {Rhs}`", label = "no implementation for `{Self} & {Rhs}`")]
pub trait BitAnd<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn bitand(self, rhs: Rhs) -> Self::Output;
}
macro_rules! bitand_impl {
    ($t:ty) => {
        impl BitAnd for $t {
            type Output = $t;
            #[track_caller]
            fn bitand(self, other: $t) -> $t {
                self & other
            }
        }
        impl BitAnd<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn bitand(self, other: &$t) -> $t {
                self & *other
            }
        }
        impl<'a> BitAnd<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn bitand(self, other: $t) -> $t {
                *self & other
            }
        }
        impl<'a> BitAnd<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn bitand(self, other: &$t) -> $t {
                *self & *other
            }
        }
    };
}
bitand_impl! { bool }
bitand_impl! { usize }
bitand_impl! { u8 }
bitand_impl! { u16 }
bitand_impl! { u32 }
bitand_impl! { u64 }
bitand_impl! { u128 }
bitand_impl! { isize }
bitand_impl! { i8 }
bitand_impl! { i16 }
bitand_impl! { i32 }
bitand_impl! { i64 }
bitand_impl! { i128 }

#[lang = "bitand_assign"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} &= {Rhs}`", label = "no implementation for `{Self} &= {Rhs}`")]
pub trait BitAndAssign<Rhs = Self> {
    fn bitand_assign(&mut self, rhs: Rhs);
}
macro_rules! bitand_assign_impl {
    ($t:ty) => {
        impl BitAndAssign for $t {
            #[track_caller]
            fn bitand_assign(&mut self, other: $t) {
                *self &= other
            }
        }
        impl BitAndAssign<&$t> for $t {
            #[track_caller]
            fn bitand_assign(&mut self, other: &$t) {
                *self &= *other
            }
        }
    };
}
bitand_assign_impl! { bool }
bitand_assign_impl! { usize }
bitand_assign_impl! { u8 }
bitand_assign_impl! { u16 }
bitand_assign_impl! { u32 }
bitand_assign_impl! { u64 }
bitand_assign_impl! { u128 }
bitand_assign_impl! { isize }
bitand_assign_impl! { i8 }
bitand_assign_impl! { i16 }
bitand_assign_impl! { i32 }
bitand_assign_impl! { i64 }
bitand_assign_impl! { i128 }

#[lang = "bitor"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} | {Rhs}`", label = "no implementation for `{Self} | {Rhs}`")]
pub trait BitOr<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn bitor(self, rhs: Rhs) -> Self::Output;
}
macro_rules! bitor_impl {
    ($t:ty) => {
        impl BitOr for $t {
            type Output = $t;
            #[track_caller]
            fn bitor(self, other: $t) -> $t {
                self | other
            }
        }
        impl BitOr<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn bitor(self, other: &$t) -> $t {
                self | *other
            }
        }
        impl<'a> BitOr<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn bitor(self, other: $t) -> $t {
                *self | other
            }
        }
        impl<'a> BitOr<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn bitor(self, other: &$t) -> $t {
                *self | *other
            }
        }
    };
}
bitor_impl! { bool }
bitor_impl! { usize }
bitor_impl! { u8 }
bitor_impl! { u16 }
bitor_impl! { u32 }
bitor_impl! { u64 }
bitor_impl! { u128 }
bitor_impl! { isize }
bitor_impl! { i8 }
bitor_impl! { i16 }
bitor_impl! { i32 }
bitor_impl! { i64 }
bitor_impl! { i128 }

#[lang = "bitor_assign"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} |= {Rhs}`", label = "no implementation for `{Self} |= {Rhs}`")]
pub trait BitOrAssign<Rhs = Self> {
    fn bitor_assign(&mut self, rhs: Rhs);
}
macro_rules! bitor_assign_impl {
    ($t:ty) => {
        impl BitOrAssign for $t {
            #[track_caller]
            fn bitor_assign(&mut self, other: $t) {
                *self |= other
            }
        }
        impl BitOrAssign<&$t> for $t {
            #[track_caller]
            fn bitor_assign(&mut self, other: &$t) {
                *self |= *other
            }
        }
    };
}
bitor_assign_impl! { bool }
bitor_assign_impl! { usize }
bitor_assign_impl! { u8 }
bitor_assign_impl! { u16 }
bitor_assign_impl! { u32 }
bitor_assign_impl! { u64 }
bitor_assign_impl! { u128 }
bitor_assign_impl! { isize }
bitor_assign_impl! { i8 }
bitor_assign_impl! { i16 }
bitor_assign_impl! { i32 }
bitor_assign_impl! { i64 }
bitor_assign_impl! { i128 }

#[lang = "bitxor"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} ^ {Rhs}`", label = "no implementation for `{Self} ^ {Rhs}`")]
pub trait BitXor<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn bitxor(self, rhs: Rhs) -> Self::Output;
}
macro_rules! bitxor_impl {
    ($t:ty) => {
        impl BitXor for $t {
            type Output = $t;
            #[track_caller]
            fn bitxor(self, other: $t) -> $t {
                self ^ other
            }
        }
        impl BitXor<&$t> for $t {
            type Output = $t;
            #[track_caller]
            fn bitxor(self, other: &$t) -> $t {
                self ^ *other
            }
        }
        impl<'a> BitXor<$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn bitxor(self, other: $t) -> $t {
                *self ^ other
            }
        }
        impl<'a> BitXor<&$t> for &'a $t {
            type Output = $t;
            #[track_caller]
            fn bitxor(self, other: &$t) -> $t {
                *self ^ *other
            }
        }
    };
}
bitxor_impl! { bool }
bitxor_impl! { usize }
bitxor_impl! { u8 }
bitxor_impl! { u16 }
bitxor_impl! { u32 }
bitxor_impl! { u64 }
bitxor_impl! { u128 }
bitxor_impl! { isize }
bitxor_impl! { i8 }
bitxor_impl! { i16 }
bitxor_impl! { i32 }
bitxor_impl! { i64 }
bitxor_impl! { i128 }

#[lang = "bitxor_assign"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} ^= {Rhs}`", label = "no implementation for `{Self} ^= {Rhs}`")]
pub trait BitXorAssign<Rhs = Self> {
    fn bitxor_assign(&mut self, rhs: Rhs);
}
macro_rules! bitxor_assign_impl {
    ($t:ty) => {
        impl BitXorAssign for $t {
            #[track_caller]
            fn bitxor_assign(&mut self, other: $t) {
                *self ^= other
            }
        }
        impl BitXorAssign<&$t> for $t {
            #[track_caller]
            fn bitxor_assign(&mut self, other: &$t) {
                *self ^= *other
            }
        }
    };
}
bitxor_assign_impl! { bool }
bitxor_assign_impl! { usize }
bitxor_assign_impl! { u8 }
bitxor_assign_impl! { u16 }
bitxor_assign_impl! { u32 }
bitxor_assign_impl! { u64 }
bitxor_assign_impl! { u128 }
bitxor_assign_impl! { isize }
bitxor_assign_impl! { i8 }
bitxor_assign_impl! { i16 }
bitxor_assign_impl! { i32 }
bitxor_assign_impl! { i64 }
bitxor_assign_impl! { i128 }

#[lang = "shl"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} << {Rhs}`", label = "no implementation for `{Self} << {Rhs}`")]
pub trait Shl<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn shl(self, rhs: Rhs) -> Self::Output;
}
#[lang = "shl_assign"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} <<= {Rhs}`", label = "no implementation for `{Self} <<= {Rhs}`")]
pub trait ShlAssign<Rhs = Self> {
    fn shl_assign(&mut self, rhs: Rhs);
}
macro_rules! shl_impl {
    ($t:ty, $r:ty) => {
        impl Shl<$r> for $t {
            type Output = $t;
            #[track_caller]
            fn shl(self, other: $r) -> $t {
                self << other
            }
        }
        impl ShlAssign<$r> for $t {
            #[track_caller]
            fn shl_assign(&mut self, other: $r) {
                *self <<= other
            }
        }
    };
}
shl_impl! { usize, usize }
shl_impl! { usize, u8 }
shl_impl! { usize, u16 }
shl_impl! { usize, u32 }
shl_impl! { usize, u64 }
shl_impl! { usize, u128 }
shl_impl! { usize, isize }
shl_impl! { usize, i8 }
shl_impl! { usize, i16 }
shl_impl! { usize, i32 }
shl_impl! { usize, i64 }
shl_impl! { usize, i128 }
shl_impl! { u8, usize }
shl_impl! { u8, u8 }
shl_impl! { u8, u16 }
shl_impl! { u8, u32 }
shl_impl! { u8, u64 }
shl_impl! { u8, u128 }
shl_impl! { u8, isize }
shl_impl! { u8, i8 }
shl_impl! { u8, i16 }
shl_impl! { u8, i32 }
shl_impl! { u8, i64 }
shl_impl! { u8, i128 }
shl_impl! { u16, usize }
shl_impl! { u16, u8 }
shl_impl! { u16, u16 }
shl_impl! { u16, u32 }
shl_impl! { u16, u64 }
shl_impl! { u16, u128 }
shl_impl! { u16, isize }
shl_impl! { u16, i8 }
shl_impl! { u16, i16 }
shl_impl! { u16, i32 }
shl_impl! { u16, i64 }
shl_impl! { u16, i128 }
shl_impl! { u32, usize }
shl_impl! { u32, u8 }
shl_impl! { u32, u16 }
shl_impl! { u32, u32 }
shl_impl! { u32, u64 }
shl_impl! { u32, u128 }
shl_impl! { u32, isize }
shl_impl! { u32, i8 }
shl_impl! { u32, i16 }
shl_impl! { u32, i32 }
shl_impl! { u32, i64 }
shl_impl! { u32, i128 }
shl_impl! { u64, usize }
shl_impl! { u64, u8 }
shl_impl! { u64, u16 }
shl_impl! { u64, u32 }
shl_impl! { u64, u64 }
shl_impl! { u64, u128 }
shl_impl! { u64, isize }
shl_impl! { u64, i8 }
shl_impl! { u64, i16 }
shl_impl! { u64, i32 }
shl_impl! { u64, i64 }
shl_impl! { u64, i128 }
shl_impl! { u128, usize }
shl_impl! { u128, u8 }
shl_impl! { u128, u16 }
shl_impl! { u128, u32 }
shl_impl! { u128, u64 }
shl_impl! { u128, u128 }
shl_impl! { u128, isize }
shl_impl! { u128, i8 }
shl_impl! { u128, i16 }
shl_impl! { u128, i32 }
shl_impl! { u128, i64 }
shl_impl! { u128, i128 }
shl_impl! { isize, usize }
shl_impl! { isize, u8 }
shl_impl! { isize, u16 }
shl_impl! { isize, u32 }
shl_impl! { isize, u64 }
shl_impl! { isize, u128 }
shl_impl! { isize, isize }
shl_impl! { isize, i8 }
shl_impl! { isize, i16 }
shl_impl! { isize, i32 }
shl_impl! { isize, i64 }
shl_impl! { isize, i128 }
shl_impl! { i8, usize }
shl_impl! { i8, u8 }
shl_impl! { i8, u16 }
shl_impl! { i8, u32 }
shl_impl! { i8, u64 }
shl_impl! { i8, u128 }
shl_impl! { i8, isize }
shl_impl! { i8, i8 }
shl_impl! { i8, i16 }
shl_impl! { i8, i32 }
shl_impl! { i8, i64 }
shl_impl! { i8, i128 }
shl_impl! { i16, usize }
shl_impl! { i16, u8 }
shl_impl! { i16, u16 }
shl_impl! { i16, u32 }
shl_impl! { i16, u64 }
shl_impl! { i16, u128 }
shl_impl! { i16, isize }
shl_impl! { i16, i8 }
shl_impl! { i16, i16 }
shl_impl! { i16, i32 }
shl_impl! { i16, i64 }
shl_impl! { i16, i128 }
shl_impl! { i32, usize }
shl_impl! { i32, u8 }
shl_impl! { i32, u16 }
shl_impl! { i32, u32 }
shl_impl! { i32, u64 }
shl_impl! { i32, u128 }
shl_impl! { i32, isize }
shl_impl! { i32, i8 }
shl_impl! { i32, i16 }
shl_impl! { i32, i32 }
shl_impl! { i32, i64 }
shl_impl! { i32, i128 }
shl_impl! { i64, usize }
shl_impl! { i64, u8 }
shl_impl! { i64, u16 }
shl_impl! { i64, u32 }
shl_impl! { i64, u64 }
shl_impl! { i64, u128 }
shl_impl! { i64, isize }
shl_impl! { i64, i8 }
shl_impl! { i64, i16 }
shl_impl! { i64, i32 }
shl_impl! { i64, i64 }
shl_impl! { i64, i128 }
shl_impl! { i128, usize }
shl_impl! { i128, u8 }
shl_impl! { i128, u16 }
shl_impl! { i128, u32 }
shl_impl! { i128, u64 }
shl_impl! { i128, u128 }
shl_impl! { i128, isize }
shl_impl! { i128, i8 }
shl_impl! { i128, i16 }
shl_impl! { i128, i32 }
shl_impl! { i128, i64 }
shl_impl! { i128, i128 }

#[lang = "shr"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} >> {Rhs}`", label = "no implementation for `{Self} >> {Rhs}`")]
pub trait Shr<Rhs = Self> {
    type Output;
    #[must_use = "this returns the result of the operation, without modifying the original"]
    fn shr(self, rhs: Rhs) -> Self::Output;
}
#[lang = "shr_assign"]
#[rustc_on_unimplemented(message = "no implementation for `{Self} >>= {Rhs}`", label = "no implementation for `{Self} >>= {Rhs}`")]
pub trait ShrAssign<Rhs = Self> {
    fn shr_assign(&mut self, rhs: Rhs);
}
macro_rules! shr_impl {
    ($t:ty, $r:ty) => {
        impl Shr<$r> for $t {
            type Output = $t;
            #[track_caller]
            fn shr(self, other: $r) -> $t {
                self >> other
            }
        }
        impl ShrAssign<$r> for $t {
            #[track_caller]
            fn shr_assign(&mut self, other: $r) {
                *self >>= other
            }
        }
    };
}
shr_impl! { usize, usize }
shr_impl! { usize, u8 }
shr_impl! { usize, u16 }
shr_impl! { usize, u32 }
shr_impl! { usize, u64 }
shr_impl! { usize, u128 }
shr_impl! { usize, isize }
shr_impl! { usize, i8 }
shr_impl! { usize, i16 }
shr_impl! { usize, i32 }
shr_impl! { usize, i64 }
shr_impl! { usize, i128 }
shr_impl! { u8, usize }
shr_impl! { u8, u8 }
shr_impl! { u8, u16 }
shr_impl! { u8, u32 }
shr_impl! { u8, u64 }
shr_impl! { u8, u128 }
shr_impl! { u8, isize }
shr_impl! { u8, i8 }
shr_impl! { u8, i16 }
shr_impl! { u8, i32 }
shr_impl! { u8, i64 }
shr_impl! { u8, i128 }
shr_impl! { u16, usize }
shr_impl! { u16, u8 }
shr_impl! { u16, u16 }
shr_impl! { u16, u32 }
shr_impl! { u16, u64 }
shr_impl! { u16, u128 }
shr_impl! { u16, isize }
shr_impl! { u16, i8 }
shr_impl! { u16, i16 }
shr_impl! { u16, i32 }
shr_impl! { u16, i64 }
shr_impl! { u16, i128 }
shr_impl! { u32, usize }
shr_impl! { u32, u8 }
shr_impl! { u32, u16 }
shr_impl! { u32, u32 }
shr_impl! { u32, u64 }
shr_impl! { u32, u128 }
shr_impl! { u32, isize }
shr_impl! { u32, i8 }
shr_impl! { u32, i16 }
shr_impl! { u32, i32 }
shr_impl! { u32, i64 }
shr_impl! { u32, i128 }
shr_impl! { u64, usize }
shr_impl! { u64, u8 }
shr_impl! { u64, u16 }
shr_impl! { u64, u32 }
shr_impl! { u64, u64 }
shr_impl! { u64, u128 }
shr_impl! { u64, isize }
shr_impl! { u64, i8 }
shr_impl! { u64, i16 }
shr_impl! { u64, i32 }
shr_impl! { u64, i64 }
shr_impl! { u64, i128 }
shr_impl! { u128, usize }
shr_impl! { u128, u8 }
shr_impl! { u128, u16 }
shr_impl! { u128, u32 }
shr_impl! { u128, u64 }
shr_impl! { u128, u128 }
shr_impl! { u128, isize }
shr_impl! { u128, i8 }
shr_impl! { u128, i16 }
shr_impl! { u128, i32 }
shr_impl! { u128, i64 }
shr_impl! { u128, i128 }
shr_impl! { isize, usize }
shr_impl! { isize, u8 }
shr_impl! { isize, u16 }
shr_impl! { isize, u32 }
shr_impl! { isize, u64 }
shr_impl! { isize, u128 }
shr_impl! { isize, isize }
shr_impl! { isize, i8 }
shr_impl! { isize, i16 }
shr_impl! { isize, i32 }
shr_impl! { isize, i64 }
shr_impl! { isize, i128 }
shr_impl! { i8, usize }
shr_impl! { i8, u8 }
shr_impl! { i8, u16 }
shr_impl! { i8, u32 }
shr_impl! { i8, u64 }
shr_impl! { i8, u128 }
shr_impl! { i8, isize }
shr_impl! { i8, i8 }
shr_impl! { i8, i16 }
shr_impl! { i8, i32 }
shr_impl! { i8, i64 }
shr_impl! { i8, i128 }
shr_impl! { i16, usize }
shr_impl! { i16, u8 }
shr_impl! { i16, u16 }
shr_impl! { i16, u32 }
shr_impl! { i16, u64 }
shr_impl! { i16, u128 }
shr_impl! { i16, isize }
shr_impl! { i16, i8 }
shr_impl! { i16, i16 }
shr_impl! { i16, i32 }
shr_impl! { i16, i64 }
shr_impl! { i16, i128 }
shr_impl! { i32, usize }
shr_impl! { i32, u8 }
shr_impl! { i32, u16 }
shr_impl! { i32, u32 }
shr_impl! { i32, u64 }
shr_impl! { i32, u128 }
shr_impl! { i32, isize }
shr_impl! { i32, i8 }
shr_impl! { i32, i16 }
shr_impl! { i32, i32 }
shr_impl! { i32, i64 }
shr_impl! { i32, i128 }
shr_impl! { i64, usize }
shr_impl! { i64, u8 }
shr_impl! { i64, u16 }
shr_impl! { i64, u32 }
shr_impl! { i64, u64 }
shr_impl! { i64, u128 }
shr_impl! { i64, isize }
shr_impl! { i64, i8 }
shr_impl! { i64, i16 }
shr_impl! { i64, i32 }
shr_impl! { i64, i64 }
shr_impl! { i64, i128 }
shr_impl! { i128, usize }
shr_impl! { i128, u8 }
shr_impl! { i128, u16 }
shr_impl! { i128, u32 }
shr_impl! { i128, u64 }
shr_impl! { i128, u128 }
shr_impl! { i128, isize }
shr_impl! { i128, i8 }
shr_impl! { i128, i16 }
shr_impl! { i128, i32 }
shr_impl! { i128, i64 }
shr_impl! { i128, i128 }

