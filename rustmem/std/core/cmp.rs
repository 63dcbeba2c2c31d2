//! Comparison.

use self::Ordering::{Equal, Greater, Less};

#[lang = "eq"]
#[rustc_on_unimplemented(
    message = "can't compare `{Self}` with `{Rhs}`",
    label = "no implementation for `{Self} == {Rhs}`"
)]
#[rustc_diagnostic_item = "PartialEq"]
pub trait PartialEq<Rhs: ?Sized = Self> {
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialeq_eq"]
    fn eq(&self, other: &Rhs) -> bool;
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialeq_ne"]
    fn ne(&self, other: &Rhs) -> bool {
        !self.eq(other)
    }
}

#[rustc_diagnostic_item = "Eq"]
pub trait Eq: PartialEq<Self> {
    #[doc(hidden)]
    fn assert_receiver_is_total_eq(&self) {}
    #[doc(hidden)]
    fn assert_fields_are_eq(&self) {}
}
pub struct AssertParamIsEq<T: Eq + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

#[derive(Clone, Copy, Eq, PartialOrd, Ord, PartialEq, Debug, Hash)]
#[lang = "Ordering"]
#[repr(i8)]
pub enum Ordering {
    Less = -1,
    Equal = 0,
    Greater = 1,
}
impl Ordering {
    #[must_use]
    pub const fn is_eq(self) -> bool {
        matches!(self, Equal)
    }
    #[must_use]
    pub const fn is_ne(self) -> bool {
        !matches!(self, Equal)
    }
    #[must_use]
    pub const fn is_lt(self) -> bool {
        matches!(self, Less)
    }
    #[must_use]
    pub const fn is_gt(self) -> bool {
        matches!(self, Greater)
    }
    #[must_use]
    pub const fn is_le(self) -> bool {
        !matches!(self, Greater)
    }
    #[must_use]
    pub const fn is_ge(self) -> bool {
        !matches!(self, Less)
    }
    #[must_use]
    pub const fn reverse(self) -> Ordering {
        match self {
            Less => Greater,
            Equal => Equal,
            Greater => Less,
        }
    }
    #[must_use]
    pub const fn then(self, other: Ordering) -> Ordering {
        match self {
            Equal => other,
            _ => self,
        }
    }
    #[must_use]
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering {
        match self {
            Equal => f(),
            _ => self,
        }
    }
}

#[derive(PartialEq, Eq, Debug, Copy, Clone, Default, Hash)]
pub struct Reverse<T>(pub T);
impl<T: PartialOrd> PartialOrd for Reverse<T> {
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> {
        other.0.partial_cmp(&self.0)
    }
}
impl<T: Ord> Ord for Reverse<T> {
    fn cmp(&self, other: &Reverse<T>) -> Ordering {
        other.0.cmp(&self.0)
    }
}

#[rustc_diagnostic_item = "Ord"]
pub trait Ord: Eq + PartialOrd<Self> {
    #[must_use]
    #[rustc_diagnostic_item = "ord_cmp_method"]
    fn cmp(&self, other: &Self) -> Ordering;
    #[must_use]
    #[rustc_diagnostic_item = "cmp_ord_max"]
    fn max(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { self } else { other }
    }
    #[must_use]
    #[rustc_diagnostic_item = "cmp_ord_min"]
    fn min(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { other } else { self }
    }
    #[must_use]
    fn clamp(self, min: Self, max: Self) -> Self
    where
        Self: Sized,
    {
        assert!(min <= max);
        if self < min {
            min
        } else if self > max {
            max
        } else {
            self
        }
    }
}

#[lang = "partial_ord"]
#[rustc_on_unimplemented(
    message = "can't compare `{Self}` with `{Rhs}`",
    label = "no implementation for `{Self} < {Rhs}` and `{Self} > {Rhs}`"
)]
#[rustc_diagnostic_item = "PartialOrd"]
pub trait PartialOrd<Rhs: ?Sized = Self>: PartialEq<Rhs> {
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialord_cmp"]
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialord_lt"]
    fn lt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less))
    }
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialord_le"]
    fn le(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less | Equal))
    }
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialord_gt"]
    fn gt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater))
    }
    #[must_use]
    #[rustc_diagnostic_item = "cmp_partialord_ge"]
    fn ge(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater | Equal))
    }
}

#[must_use]
#[rustc_diagnostic_item = "cmp_min"]
pub fn min<T: Ord>(v1: T, v2: T) -> T {
    v1.min(v2)
}
#[must_use]
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v2, &v1).is_lt() { v2 } else { v1 }
}
#[must_use]
#[rustc_diagnostic_item = "cmp_max"]
pub fn max<T: Ord>(v1: T, v2: T) -> T {
    v1.max(v2)
}
#[must_use]
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v2, &v1).is_lt() { v1 } else { v2 }
}

macro_rules! cmp_impl {
    ($t:ty) => {
        impl PartialEq for $t {
            fn eq(&self, other: &Self) -> bool {
                *self == *other
            }
            fn ne(&self, other: &Self) -> bool {
                *self != *other
            }
        }
        impl Eq for $t {}
        impl PartialOrd for $t {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(if *self < *other { Less } else if *self == *other { Equal } else { Greater })
            }
            fn lt(&self, other: &Self) -> bool {
                *self < *other
            }
            fn le(&self, other: &Self) -> bool {
                *self <= *other
            }
            fn gt(&self, other: &Self) -> bool {
                *self > *other
            }
            fn ge(&self, other: &Self) -> bool {
                *self >= *other
            }
        }
        impl Ord for $t {
            fn cmp(&self, other: &Self) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }
        }
    };
}
cmp_impl! { bool }
cmp_impl! { char }
cmp_impl! { usize }
cmp_impl! { u8 }
cmp_impl! { u16 }
cmp_impl! { u32 }
cmp_impl! { u64 }
cmp_impl! { u128 }
cmp_impl! { isize }
cmp_impl! { i8 }
cmp_impl! { i16 }
cmp_impl! { i32 }
cmp_impl! { i64 }
cmp_impl! { i128 }

macro_rules! cmp_float_impl {
    ($t:ty) => {
        impl PartialEq for $t {
            fn eq(&self, other: &Self) -> bool {
                *self == *other
            }
            fn ne(&self, other: &Self) -> bool {
                *self != *other
            }
        }
        impl PartialOrd for $t {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                if *self < *other {
                    Some(Less)
                } else if *self == *other {
                    Some(Equal)
                } else if *self > *other {
                    Some(Greater)
                } else {
                    None
                }
            }
            fn lt(&self, other: &Self) -> bool {
                *self < *other
            }
            fn le(&self, other: &Self) -> bool {
                *self <= *other
            }
            fn gt(&self, other: &Self) -> bool {
                *self > *other
            }
            fn ge(&self, other: &Self) -> bool {
                *self >= *other
            }
        }
    };
}
cmp_float_impl! { f32 }
cmp_float_impl! { f64 }

impl PartialEq for () {
    fn eq(&self, _other: &()) -> bool {
        true
    }
}
impl Eq for () {}
impl PartialOrd for () {
    fn partial_cmp(&self, _: &()) -> Option<Ordering> {
        Some(Equal)
    }
}
impl Ord for () {
    fn cmp(&self, _other: &()) -> Ordering {
        Equal
    }
}
impl PartialEq for ! {
    fn eq(&self, _: &!) -> bool {
        *self
    }
}
impl Eq for ! {}
impl PartialOrd for ! {
    fn partial_cmp(&self, _: &!) -> Option<Ordering> {
        *self
    }
}
impl Ord for ! {
    fn cmp(&self, _: &!) -> Ordering {
        *self
    }
}

impl<A: ?Sized, B: ?Sized> PartialEq<&B> for &A
where
    A: PartialEq<B>,
{
    fn eq(&self, other: &&B) -> bool {
        PartialEq::eq(*self, *other)
    }
    fn ne(&self, other: &&B) -> bool {
        PartialEq::ne(*self, *other)
    }
}
impl<A: ?Sized, B: ?Sized> PartialOrd<&B> for &A
where
    A: PartialOrd<B>,
{
    fn partial_cmp(&self, other: &&B) -> Option<Ordering> {
        PartialOrd::partial_cmp(*self, *other)
    }
    fn lt(&self, other: &&B) -> bool {
        PartialOrd::lt(*self, *other)
    }
    fn le(&self, other: &&B) -> bool {
        PartialOrd::le(*self, *other)
    }
    fn gt(&self, other: &&B) -> bool {
        PartialOrd::gt(*self, *other)
    }
    fn ge(&self, other: &&B) -> bool {
        PartialOrd::ge(*self, *other)
    }
}
impl<A: ?Sized> Ord for &A
where
    A: Ord,
{
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(*self, *other)
    }
}
impl<A: ?Sized> Eq for &A where A: Eq {}
impl<A: ?Sized, B: ?Sized> PartialEq<&mut B> for &mut A
where
    A: PartialEq<B>,
{
    fn eq(&self, other: &&mut B) -> bool {
        PartialEq::eq(*self, *other)
    }
}
impl<A: ?Sized, B: ?Sized> PartialOrd<&mut B> for &mut A
where
    A: PartialOrd<B>,
{
    fn partial_cmp(&self, other: &&mut B) -> Option<Ordering> {
        PartialOrd::partial_cmp(*self, *other)
    }
}
impl<A: ?Sized> Ord for &mut A
where
    A: Ord,
{
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(*self, *other)
    }
}
impl<A: ?Sized> Eq for &mut A where A: Eq {}
impl<A: ?Sized, B: ?Sized> PartialEq<&mut B> for &A
where
    A: PartialEq<B>,
{
    fn eq(&self, other: &&mut B) -> bool {
        PartialEq::eq(*self, *other)
    }
}
impl<A: ?Sized, B: ?Sized> PartialEq<&B> for &mut A
where
    A: PartialEq<B>,
{
    fn eq(&self, other: &&B) -> bool {
        PartialEq::eq(*self, *other)
    }
}
