//! Memory.

mod manually_drop;
mod maybe_uninit;

pub use self::manually_drop::ManuallyDrop;
pub use self::maybe_uninit::MaybeUninit;
pub use crate::intrinsics::transmute;

use crate::intrinsics;
use crate::marker::DiscriminantKind;

#[rustc_diagnostic_item = "mem_forget"]
pub const fn forget<T>(t: T) {
    let _ = ManuallyDrop::new(t);
}
#[must_use]
#[rustc_diagnostic_item = "mem_size_of"]
#[rustc_promotable]
pub const fn size_of<T>() -> usize {
    intrinsics::size_of::<T>()
}
#[must_use]
#[rustc_diagnostic_item = "mem_size_of_val"]
pub const fn size_of_val<T: ?Sized>(val: &T) -> usize {
    unsafe { intrinsics::size_of_val(val) }
}
#[must_use]
#[rustc_diagnostic_item = "mem_align_of"]
#[rustc_promotable]
pub const fn align_of<T>() -> usize {
    intrinsics::align_of::<T>()
}
#[must_use]
pub const fn align_of_val<T: ?Sized>(val: &T) -> usize {
    unsafe { intrinsics::align_of_val(val) }
}
#[must_use]
#[rustc_diagnostic_item = "needs_drop"]
pub const fn needs_drop<T: ?Sized>() -> bool {
    intrinsics::needs_drop::<T>()
}
#[must_use]
#[rustc_diagnostic_item = "mem_zeroed"]
pub const unsafe fn zeroed<T>() -> T;

#[rustc_diagnostic_item = "mem_swap"]
pub const fn swap<T>(x: &mut T, y: &mut T) {
    unsafe {
        let a = crate::ptr::read(x);
        let b = crate::ptr::read(y);
        crate::ptr::write(x, b);
        crate::ptr::write(y, a);
    }
}
#[rustc_diagnostic_item = "mem_take"]
pub fn take<T: Default>(dest: &mut T) -> T {
    replace(dest, T::default())
}
#[must_use = "if you don't need the old value, you can just assign the new value directly"]
#[rustc_diagnostic_item = "mem_replace"]
pub const fn replace<T>(dest: &mut T, src: T) -> T {
    unsafe {
        let result = crate::ptr::read(dest);
        crate::ptr::write(dest, src);
        result
    }
}
#[rustc_diagnostic_item = "mem_drop"]
pub fn drop<T>(_x: T) {}

#[must_use]
pub const unsafe fn transmute_copy<Src, Dst>(src: &Src) -> Dst;

pub struct Discriminant<T>(<T as DiscriminantKind>::Discriminant);
impl<T> Copy for Discriminant<T> {}
impl<T> Clone for Discriminant<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> PartialEq for Discriminant<T>
where
    <T as DiscriminantKind>::Discriminant: PartialEq,
{
    fn eq(&self, rhs: &Self) -> bool {
        self.0 == rhs.0
    }
}
impl<T> Eq for Discriminant<T> where <T as DiscriminantKind>::Discriminant: Eq {}
impl<T> crate::fmt::Debug for Discriminant<T>
where
    <T as DiscriminantKind>::Discriminant: crate::fmt::Debug,
{
    fn fmt(&self, fmt: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        fmt.debug_tuple("Discriminant").field(&self.0).finish()
    }
}
#[rustc_diagnostic_item = "mem_discriminant"]
pub const fn discriminant<T>(v: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(v))
}
