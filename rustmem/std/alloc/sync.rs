//! Reference counting across threads.

use core::any::Any;
use core::borrow;
use core::cell::Cell;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::{PhantomData, Unsize};
use core::mem;
use core::ops::{CoerceUnsized, Deref, DispatchFromDyn};
use core::pin::Pin;
use core::ptr::{self, NonNull};

use crate::alloc;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;
pub use core::sync::atomic;

/// The counts and the value, in one allocation. `weak` counts one for all strong pointers together.
#[repr(C)]
struct ArcInner<T: ?Sized> {
    strong: Cell<usize>,
    weak: Cell<usize>,
    value: T,
}
/// Tells the trace that a count of the box changed.
fn count_changed<T: ?Sized>(inner: *const ArcInner<T>, weak: bool, value: usize);

#[rustc_diagnostic_item = "Arc"]

#[rustc_insignificant_dtor]
pub struct Arc<T: ?Sized> {
    ptr: NonNull<ArcInner<T>>,
    phantom: PhantomData<ArcInner<T>>,
}
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}

impl<T: ?Sized> Arc<T> {
    fn inner(&self) -> &ArcInner<T> {
        unsafe { self.ptr.as_ref() }
    }
    unsafe fn from_inner(ptr: NonNull<ArcInner<T>>) -> Self {
        Self { ptr, phantom: PhantomData }
    }
    fn set_strong(&self, value: usize) {
        self.inner().strong.set(value);
        count_changed(self.ptr.as_ptr(), false, value);
    }
    fn set_weak(&self, value: usize) {
        self.inner().weak.set(value);
        count_changed(self.ptr.as_ptr(), true, value);
    }
}
impl<T> Arc<T> {
    pub fn new(value: T) -> Arc<T> {
        unsafe {
            Self::from_inner(NonNull::new_unchecked(alloc::allocate_value(ArcInner {
                strong: Cell::new(1),
                weak: Cell::new(1),
                value,
            })))
        }
    }
    pub fn new_cyclic<F>(data_fn: F) -> Arc<T>
    where
        F: FnOnce(&Weak<T>) -> T,
    {
        let uninit: *mut ArcInner<mem::MaybeUninit<T>> = alloc::allocate_value(ArcInner {
            strong: Cell::new(0),
            weak: Cell::new(1),
            value: mem::MaybeUninit::<T>::uninit(),
        });
        let init_ptr: NonNull<ArcInner<T>> = unsafe { NonNull::new_unchecked(uninit as *mut ArcInner<T>) };
        let weak = Weak { ptr: init_ptr };
        let data = data_fn(&weak);
        let strong = unsafe {
            ptr::write(&raw mut (*init_ptr.as_ptr()).value, data);
            let strong = Arc::from_inner(init_ptr);
            strong.set_strong(1);
            strong
        };
        mem::forget(weak);
        strong
    }
    pub fn pin(value: T) -> Pin<Arc<T>> {
        unsafe { Pin::new_unchecked(Arc::new(value)) }
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Arc::strong_count(&this) == 1 {
            unsafe {
                let this = mem::ManuallyDrop::new(this);
                let val = ptr::read(&raw const (*this.ptr.as_ptr()).value);
                this.set_strong(0);
                drop(Weak { ptr: this.ptr });
                Ok(val)
            }
        } else {
            Err(this)
        }
    }
    pub fn into_inner(this: Self) -> Option<T> {
        Arc::try_unwrap(this).ok()
    }
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(this).unwrap_or_else(|rc| (*rc).clone())
    }
}
impl<T: ?Sized> Arc<T> {
    #[must_use = "losing the pointer will leak memory"]
    #[rustc_never_returns_null_ptr]
    pub fn into_raw(this: Self) -> *const T {
        let this = mem::ManuallyDrop::new(this);
        Self::as_ptr(&*this)
    }
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        unsafe { Self::from_inner(NonNull::new_unchecked(box_of_value(ptr))) }
    }
    pub unsafe fn increment_strong_count(ptr: *const T) {
        let this = unsafe { mem::ManuallyDrop::new(Arc::<T>::from_raw(ptr)) };
        mem::forget((*this).clone());
    }
    pub unsafe fn decrement_strong_count(ptr: *const T) {
        unsafe {
            drop(Arc::from_raw(ptr));
        }
    }
    #[rustc_never_returns_null_ptr]
    pub fn as_ptr(this: &Self) -> *const T {
        unsafe { &raw const (*this.ptr.as_ptr()).value }
    }
    #[must_use = "this returns a new `Weak` pointer, without modifying the original `Arc`"]
    pub fn downgrade(this: &Self) -> Weak<T> {
        this.set_weak(this.inner().weak.get() + 1);
        Weak { ptr: this.ptr }
    }
    #[must_use]
    pub fn weak_count(this: &Self) -> usize {
        this.inner().weak.get() - 1
    }
    #[must_use]
    pub fn strong_count(this: &Self) -> usize {
        this.inner().strong.get()
    }
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Arc::weak_count(this) == 0 && Arc::strong_count(this) == 1 {
            unsafe { Some(&mut (*this.ptr.as_ptr()).value) }
        } else {
            None
        }
    }
    #[must_use]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        ptr::addr_eq(this.ptr.as_ptr(), other.ptr.as_ptr())
    }
}
impl<T: Clone> Arc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        if Arc::strong_count(this) != 1 {
            *this = Arc::new((**this).clone());
        } else if Arc::weak_count(this) != 0 {
            unsafe {
                let value = ptr::read(&raw const (*this.ptr.as_ptr()).value);
                let old = this.ptr;
                this.set_strong(0);
                let moved = mem::ManuallyDrop::new(Arc::new(value));
                this.ptr = moved.ptr;
                drop(Weak { ptr: old });
            }
        }
        unsafe { &mut (*this.ptr.as_ptr()).value }
    }
}
impl Arc<dyn Any + Send + Sync> {
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() {
            unsafe {
                let this = mem::ManuallyDrop::new(self);
                Ok(Arc::from_inner(this.ptr.cast()))
            }
        } else {
            Err(self)
        }
    }
}
impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.inner().value
    }
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        let strong = self.inner().strong.get() - 1;
        self.set_strong(strong);
        if strong == 0 {
            unsafe {
                ptr::drop_in_place(&raw mut (*self.ptr.as_ptr()).value);
            }
            drop(Weak { ptr: self.ptr });
        }
    }
}
impl<T: ?Sized> Clone for Arc<T> {
    fn clone(&self) -> Self {
        self.set_strong(self.inner().strong.get() + 1);
        unsafe { Self::from_inner(self.ptr) }
    }
}
impl<T: Default> Default for Arc<T> {
    fn default() -> Arc<T> {
        Arc::new(Default::default())
    }
}
impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    fn eq(&self, other: &Arc<T>) -> bool {
        **self == **other
    }
}
impl<T: ?Sized + Eq> Eq for Arc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {
    fn partial_cmp(&self, other: &Arc<T>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<T: ?Sized + Ord> Ord for Arc<T> {
    fn cmp(&self, other: &Arc<T>) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized> fmt::Pointer for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&(&raw const **self), f)
    }
}
impl<T> From<T> for Arc<T> {
    fn from(t: T) -> Self {
        Arc::new(t)
    }
}
impl From<&str> for Arc<str> {
    fn from(v: &str) -> Arc<str> {
        from_str(v)
    }
}
impl From<String> for Arc<str> {
    fn from(v: String) -> Arc<str> {
        from_str(&v)
    }
}
impl From<&mut str> for Arc<str> {
    fn from(v: &mut str) -> Arc<str> {
        from_str(v)
    }
}
impl<T: Clone> From<&[T]> for Arc<[T]> {
    fn from(v: &[T]) -> Arc<[T]> {
        from_vec(v.to_vec())
    }
}
impl<T: Clone> From<&mut [T]> for Arc<[T]> {
    fn from(v: &mut [T]) -> Arc<[T]> {
        from_vec(v.to_vec())
    }
}
/// A counted copy of the text.
fn from_str(v: &str) -> Arc<str>;
impl<T, const N: usize> From<[T; N]> for Arc<[T]> {
    fn from(v: [T; N]) -> Arc<[T]> {
        Arc::<[T; N]>::new(v)
    }
}
impl<T: ?Sized> borrow::Borrow<T> for Arc<T> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> Unpin for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
impl<T: core::error::Error + ?Sized> core::error::Error for Arc<T> {}
impl<T: core::panic::RefUnwindSafe + ?Sized> core::panic::UnwindSafe for Arc<T> {}

#[rustc_diagnostic_item = "ArcWeak"]
pub struct Weak<T: ?Sized> {
    /// Address usize::MAX for one made by `Weak::new`.
    ptr: NonNull<ArcInner<T>>,
}
impl<T> Weak<T> {
    #[must_use]
    pub const fn new() -> Weak<T> {
        Weak { ptr: unsafe { NonNull::new_unchecked(usize::MAX as *mut ArcInner<T>) } }
    }
}
impl<T: ?Sized> Weak<T> {
    fn is_dangling(&self) -> bool {
        self.ptr.as_ptr() as *const () as usize == usize::MAX
    }
    #[must_use]
    #[rustc_never_returns_null_ptr]
    pub fn as_ptr(&self) -> *const T {
        unsafe { &raw const (*self.ptr.as_ptr()).value }
    }
    #[must_use = "losing the pointer will leak memory"]
    pub fn into_raw(self) -> *const T {
        mem::ManuallyDrop::new(self).as_ptr()
    }
    pub unsafe fn from_raw(ptr: *const T) -> Self {
        unsafe { Weak { ptr: NonNull::new_unchecked(box_of_value(ptr)) } }
    }
    #[must_use = "this returns a new `Arc`, without modifying the original weak pointer"]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        if self.is_dangling() {
            return None;
        }
        let inner = unsafe { self.ptr.as_ref() };
        let strong = inner.strong.get();
        if strong == 0 {
            None
        } else {
            inner.strong.set(strong + 1);
            count_changed(self.ptr.as_ptr(), false, strong + 1);
            unsafe { Some(Arc::from_inner(self.ptr)) }
        }
    }
    #[must_use]
    pub fn strong_count(&self) -> usize {
        if self.is_dangling() { 0 } else { unsafe { self.ptr.as_ref() }.strong.get() }
    }
    #[must_use]
    pub fn weak_count(&self) -> usize {
        if self.is_dangling() {
            return 0;
        }
        let inner = unsafe { self.ptr.as_ref() };
        if inner.strong.get() > 0 { inner.weak.get() - 1 } else { 0 }
    }
    #[must_use]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        ptr::addr_eq(self.ptr.as_ptr(), other.ptr.as_ptr())
    }
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        if self.is_dangling() {
            return;
        }
        let weak = unsafe { self.ptr.as_ref() }.weak.get() - 1;
        unsafe { self.ptr.as_ref() }.weak.set(weak);
        count_changed(self.ptr.as_ptr(), true, weak);
        if weak == 0 {
            unsafe {
                alloc::free_value(self.ptr.as_ptr());
            }
        }
    }
}
impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> {
        if !self.is_dangling() {
            let weak = unsafe { self.ptr.as_ref() }.weak.get() + 1;
            unsafe { self.ptr.as_ref() }.weak.set(weak);
            count_changed(self.ptr.as_ptr(), true, weak);
        }
        Weak { ptr: self.ptr }
    }
}
impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T> {
        Weak::new()
    }
}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Weak<U>> for Weak<T> {}
impl<T> FromIterator<T> for Arc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        from_vec(iter.into_iter().collect::<Vec<T>>())
    }
}
impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(v: Vec<T>) -> Arc<[T]> {
        from_vec(v)
    }
}
/// Moves the elements into one counted allocation.
fn from_vec<T>(v: Vec<T>) -> Arc<[T]>;
impl<T> From<Box<T>> for Arc<T> {
    fn from(v: Box<T>) -> Arc<T> {
        Arc::new(*v)
    }
}
/// The box that holds the value.
fn box_of_value<T: ?Sized>(ptr: *const T) -> *mut ArcInner<T>;
