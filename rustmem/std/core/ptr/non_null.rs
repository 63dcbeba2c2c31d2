use crate::cmp::Ordering;
use crate::fmt;
use crate::marker::Unsize;
use crate::ops::{CoerceUnsized, DispatchFromDyn};

#[rustc_diagnostic_item = "NonNull"]
#[rustc_layout_scalar_valid_range_start(1)]
pub struct NonNull<T: ?Sized> {
    pointer: *const T,
}
impl<T: ?Sized> !Send for NonNull<T> {}
impl<T: ?Sized> !Sync for NonNull<T> {}
impl<T> NonNull<T> {
    #[must_use]
    pub const fn dangling() -> Self {
        NonNull { pointer: crate::mem::align_of::<T>() as *const T }
    }
    pub const unsafe fn add(self, count: usize) -> Self {
        unsafe { NonNull { pointer: self.pointer.add(count) } }
    }
    pub const unsafe fn read(self) -> T {
        unsafe { self.pointer.read() }
    }
    pub const unsafe fn write(self, val: T) {
        unsafe { crate::ptr::write(self.as_ptr(), val) }
    }
}
impl<T: ?Sized> NonNull<T> {
    #[track_caller]
    pub const unsafe fn new_unchecked(ptr: *mut T) -> Self {
        NonNull { pointer: ptr as _ }
    }
    pub const fn new(ptr: *mut T) -> Option<Self> {
        if !ptr.is_null() { Some(NonNull { pointer: ptr as _ }) } else { None }
    }
    pub const fn from_ref(r: &T) -> Self {
        NonNull { pointer: r as *const T }
    }
    pub const fn from_mut(r: &mut T) -> Self {
        NonNull { pointer: r as *mut T }
    }
    #[must_use]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(self) -> *mut T {
        self.pointer as *mut T
    }
    #[must_use]
    pub const unsafe fn as_ref<'a>(&self) -> &'a T {
        unsafe { &*self.pointer }
    }
    #[must_use]
    pub const unsafe fn as_mut<'a>(&mut self) -> &'a mut T {
        unsafe { &mut *self.as_ptr() }
    }
    pub const fn cast<U>(self) -> NonNull<U> {
        NonNull { pointer: self.pointer as *const U }
    }
}
impl<T: ?Sized> Clone for NonNull<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for NonNull<T> {}
impl<T: ?Sized, U: ?Sized> CoerceUnsized<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: ?Sized, U: ?Sized> DispatchFromDyn<NonNull<U>> for NonNull<T> where T: Unsize<U> {}
impl<T: ?Sized> fmt::Debug for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> fmt::Pointer for NonNull<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.as_ptr(), f)
    }
}
impl<T: ?Sized> Eq for NonNull<T> {}
impl<T: ?Sized> PartialEq for NonNull<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_ptr() == other.as_ptr()
    }
}
impl<T: ?Sized> Ord for NonNull<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ptr().cmp(&other.as_ptr())
    }
}
impl<T: ?Sized> PartialOrd for NonNull<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_ptr().partial_cmp(&other.as_ptr())
    }
}
impl<T: ?Sized> From<&mut T> for NonNull<T> {
    fn from(r: &mut T) -> Self {
        NonNull::from_mut(r)
    }
}
impl<T: ?Sized> From<&T> for NonNull<T> {
    fn from(r: &T) -> Self {
        NonNull::from_ref(r)
    }
}
