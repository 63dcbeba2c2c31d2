//! `Clone`.

#[lang = "clone"]
#[rustc_diagnostic_item = "Clone"]
#[rustc_trivial_field_reads]
pub trait Clone: Sized {
    #[must_use = "cloning is often expensive and is not expected to have side effects"]
    #[lang = "clone_fn"]
    fn clone(&self) -> Self;

    fn clone_from(&mut self, source: &Self) {
        *self = source.clone()
    }
}

/// Whether `clone` does no more than copy.
#[doc(hidden)]
pub unsafe trait TrivialClone: Clone {}

pub struct AssertParamIsClone<T: Clone + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}
pub struct AssertParamIsCopy<T: Copy + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

macro_rules! impl_clone {
    ($($t:ty)*) => {
        $(impl Clone for $t {
            fn clone(&self) -> Self {
                *self
            }
        })*
    };
}
impl_clone! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 bool char ! }

impl<T: ?Sized> Clone for *const T {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for *mut T {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for &T {
    #[rustc_diagnostic_item = "noop_method_clone"]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> !Clone for &mut T {}
