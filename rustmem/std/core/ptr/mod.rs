//! Raw pointers.

mod non_null;
mod unique;

pub use self::non_null::NonNull;
pub use self::unique::Unique;

use crate::cmp::Ordering;
use crate::fmt;

/// Runs the destructor of the pointed-to value; the compiler provides the body.
#[lang = "drop_in_place"]
pub unsafe fn drop_in_place<T: ?Sized>(to_drop: *mut T);

#[must_use]
#[rustc_diagnostic_item = "ptr_null"]
#[rustc_promotable]
pub const fn null<T>() -> *const T {
    0usize as *const T
}
#[must_use]
#[rustc_diagnostic_item = "ptr_null_mut"]
#[rustc_promotable]
pub const fn null_mut<T>() -> *mut T {
    0usize as *mut T
}
#[must_use]
#[rustc_promotable]
pub const fn dangling<T>() -> *const T {
    NonNull::dangling().as_ptr()
}
#[must_use]
pub const fn dangling_mut<T>() -> *mut T {
    NonNull::dangling().as_ptr()
}
#[rustc_never_returns_null_ptr]
pub const fn from_ref<T: ?Sized>(r: &T) -> *const T {
    r
}
#[rustc_never_returns_null_ptr]
pub const fn from_mut<T: ?Sized>(r: &mut T) -> *mut T {
    r
}
pub const fn slice_from_raw_parts<T>(data: *const T, len: usize) -> *const [T];
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, len: usize) -> *mut [T];
#[rustc_diagnostic_item = "ptr_swap"]
pub const unsafe fn swap<T>(x: *mut T, y: *mut T) {
    unsafe {
        let a = read(x);
        let b = read(y);
        write(x, b);
        write(y, a);
    }
}
#[rustc_diagnostic_item = "ptr_replace"]
pub const unsafe fn replace<T>(dst: *mut T, src: T) -> T {
    unsafe {
        let old = read(dst);
        write(dst, src);
        old
    }
}
#[rustc_diagnostic_item = "ptr_read"]
pub const unsafe fn read<T>(src: *const T) -> T;
#[rustc_diagnostic_item = "ptr_write"]
pub const unsafe fn write<T>(dst: *mut T, src: T);
#[rustc_diagnostic_item = "ptr_read_unaligned"]
pub const unsafe fn read_unaligned<T>(src: *const T) -> T {
    unsafe { read(src) }
}
pub const unsafe fn write_unaligned<T>(dst: *mut T, src: T) {
    unsafe { write(dst, src) }
}
pub unsafe fn read_volatile<T>(src: *const T) -> T;
pub unsafe fn write_volatile<T>(dst: *mut T, src: T);
pub const unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    let mut i = 0;
    while i < count {
        unsafe { swap(x.add(i), y.add(i)) };
        i += 1;
    }
}
#[rustc_diagnostic_item = "ptr_copy"]
pub const unsafe fn copy<T>(src: *const T, dst: *mut T, count: usize);
#[rustc_diagnostic_item = "ptr_copy_nonoverlapping"]
pub const unsafe fn copy_nonoverlapping<T>(src: *const T, dst: *mut T, count: usize);
pub const unsafe fn write_bytes<T>(dst: *mut T, val: u8, count: usize);
#[rustc_diagnostic_item = "ptr_eq"]
#[must_use = "pointer comparison produces a value"]
pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool {
    a == b
}
pub fn addr_eq<T: ?Sized, U: ?Sized>(p: *const T, q: *const U) -> bool {
    (p as *const ()) == (q as *const ())
}
pub fn hash<T: ?Sized, S: crate::hash::Hasher>(hashee: *const T, into: &mut S) {
    into.write_usize(hashee as *const () as usize)
}

impl<T: ?Sized> *const T {
    #[must_use]
    pub const fn is_null(self) -> bool {
        self as *const u8 as usize == 0
    }
    pub const fn cast<U>(self) -> *const U {
        self as _
    }
    pub const fn cast_mut(self) -> *mut T {
        self as _
    }
    #[must_use]
    pub fn addr(self) -> usize {
        self as *const () as usize
    }
    #[must_use]
    pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
        if self.is_null() { None } else { unsafe { Some(&*self) } }
    }
}
impl<T> *const T {
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> *const T;
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> Self {
        unsafe { self.offset(count as isize) }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> Self {
        unsafe { self.offset(-(count as isize)) }
    }
    pub const unsafe fn offset_from(self, origin: *const T) -> isize;
    pub const fn wrapping_add(self, count: usize) -> Self {
        self.wrapping_offset(count as isize)
    }
    pub const fn wrapping_sub(self, count: usize) -> Self {
        self.wrapping_offset((count as isize).wrapping_neg())
    }
    pub const fn wrapping_offset(self, count: isize) -> *const T;
    pub const unsafe fn read(self) -> T {
        unsafe { read(self) }
    }
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { read_unaligned(self) }
    }
    pub const unsafe fn copy_to(self, dest: *mut T, count: usize) {
        unsafe { copy(self, dest, count) }
    }
    pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) {
        unsafe { copy_nonoverlapping(self, dest, count) }
    }
    #[must_use]
    pub fn is_aligned(self) -> bool {
        self.addr() % align_of::<T>() == 0
    }
}
impl<T: ?Sized> *mut T {
    #[must_use]
    pub const fn is_null(self) -> bool {
        self as *mut u8 as usize == 0
    }
    pub const fn cast<U>(self) -> *mut U {
        self as _
    }
    pub const fn cast_const(self) -> *const T {
        self as _
    }
    #[must_use]
    pub fn addr(self) -> usize {
        self as *mut () as usize
    }
    #[must_use]
    pub const unsafe fn as_ref<'a>(self) -> Option<&'a T> {
        if self.is_null() { None } else { unsafe { Some(&*self) } }
    }
    #[must_use]
    pub const unsafe fn as_mut<'a>(self) -> Option<&'a mut T> {
        if self.is_null() { None } else { unsafe { Some(&mut *self) } }
    }
    pub unsafe fn drop_in_place(self) {
        unsafe { drop_in_place(self) }
    }
}
impl<T> *mut T {
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[track_caller]
    pub const unsafe fn offset(self, count: isize) -> *mut T;
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[track_caller]
    pub const unsafe fn add(self, count: usize) -> Self {
        unsafe { self.offset(count as isize) }
    }
    #[must_use = "returns a new pointer rather than modifying its argument"]
    #[track_caller]
    pub const unsafe fn sub(self, count: usize) -> Self {
        unsafe { self.offset(-(count as isize)) }
    }
    pub const unsafe fn offset_from(self, origin: *const T) -> isize;
    pub const fn wrapping_add(self, count: usize) -> Self {
        self.wrapping_offset(count as isize)
    }
    pub const fn wrapping_sub(self, count: usize) -> Self {
        self.wrapping_offset((count as isize).wrapping_neg())
    }
    pub const fn wrapping_offset(self, count: isize) -> *mut T;
    pub const unsafe fn read(self) -> T {
        unsafe { read(self) }
    }
    pub const unsafe fn read_unaligned(self) -> T {
        unsafe { read_unaligned(self) }
    }
    pub const unsafe fn write(self, val: T) {
        unsafe { write(self, val) }
    }
    pub const unsafe fn write_unaligned(self, val: T) {
        unsafe { write_unaligned(self, val) }
    }
    pub const unsafe fn write_bytes(self, val: u8, count: usize) {
        unsafe { write_bytes(self, val, count) }
    }
    pub const unsafe fn copy_to(self, dest: *mut T, count: usize) {
        unsafe { copy(self, dest, count) }
    }
    pub const unsafe fn copy_to_nonoverlapping(self, dest: *mut T, count: usize) {
        unsafe { copy_nonoverlapping(self, dest, count) }
    }
    pub const unsafe fn copy_from_nonoverlapping(self, src: *const T, count: usize) {
        unsafe { copy_nonoverlapping(src, self, count) }
    }
    #[must_use]
    pub fn is_aligned(self) -> bool {
        self.addr() % align_of::<T>() == 0
    }
    pub const unsafe fn replace(self, src: T) -> T {
        unsafe { replace(self, src) }
    }
    pub const unsafe fn swap(self, with: *mut T) {
        unsafe { swap(self, with) }
    }
    pub const unsafe fn copy_from(self, src: *const T, count: usize) {
        unsafe { copy(src, self, count) }
    }
}
impl<T> *const [T] {
    pub const fn len(self) -> usize;
}
impl<T> *mut [T] {
    pub const fn len(self) -> usize;
    pub const fn as_mut_ptr(self) -> *mut T {
        self as *mut T
    }
}

macro_rules! raw_pointer_impl {
    ($p:ty) => {
        impl<T: ?Sized> PartialEq for $p {
            fn eq(&self, other: &$p) -> bool {
                *self == *other
            }
        }
        impl<T: ?Sized> Eq for $p {}
        impl<T: ?Sized> PartialOrd for $p {
            fn partial_cmp(&self, other: &$p) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl<T: ?Sized> Ord for $p {
            fn cmp(&self, other: &$p) -> Ordering {
                if *self < *other {
                    Ordering::Less
                } else if *self == *other {
                    Ordering::Equal
                } else {
                    Ordering::Greater
                }
            }
        }
        impl<T: ?Sized> crate::hash::Hash for $p {
            fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
                state.write_usize(*self as *const () as usize);
            }
        }
        impl<T: ?Sized> fmt::Debug for $p {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::pointer_fmt_inner(*self as *const () as usize, f)
            }
        }
        impl<T: ?Sized> fmt::Pointer for $p {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::pointer_fmt_inner(*self as *const () as usize, f)
            }
        }
    };
}
raw_pointer_impl! { *const T }
raw_pointer_impl! { *mut T }
