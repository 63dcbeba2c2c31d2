//! Reference counting.

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

/// The counts and the value, in one allocation. `weak` counts one for all strong pointers together.
#[repr(C)]
struct RcInner<T: ?Sized> {
    strong: Cell<usize>,
    weak: Cell<usize>,
    value: T,
}
/// Tells the trace that a count of the box changed.
fn count_changed<T: ?Sized>(inner: *const RcInner<T>, weak: bool, value: usize);

#[rustc_diagnostic_item = "Rc"]
#[lang = "Rc"]
#[rustc_insignificant_dtor]
pub struct Rc<T: ?Sized> {
    ptr: NonNull<RcInner<T>>,
    phantom: PhantomData<RcInner<T>>,
}
impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
impl<T: ?Sized> !Send for Weak<T> {}
impl<T: ?Sized> !Sync for Weak<T> {}

impl<T: ?Sized> Rc<T> {
    fn inner(&self) -> &RcInner<T> {
        unsafe { self.ptr.as_ref() }
    }
    unsafe fn from_inner(ptr: NonNull<RcInner<T>>) -> Self {
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
impl<T> Rc<T> {
    pub fn new(value: T) -> Rc<T> {
        unsafe {
            Self::from_inner(NonNull::new_unchecked(alloc::allocate_value(RcInner {
                strong: Cell::new(1),
                weak: Cell::new(1),
                value,
            })))
        }
    }
    pub fn new_cyclic<F>(data_fn: F) -> Rc<T>
    where
        F: FnOnce(&Weak<T>) -> T,
    {
        let uninit: *mut RcInner<mem::MaybeUninit<T>> = alloc::allocate_value(RcInner {
            strong: Cell::new(0),
            weak: Cell::new(1),
            value: mem::MaybeUninit::<T>::uninit(),
        });
        let init_ptr: NonNull<RcInner<T>> = unsafe { NonNull::new_unchecked(uninit as *mut RcInner<T>) };
        let weak = Weak { ptr: init_ptr };
        let data = data_fn(&weak);
        let strong = unsafe {
            ptr::write(&raw mut (*init_ptr.as_ptr()).value, data);
            let strong = Rc::from_inner(init_ptr);
            strong.set_strong(1);
            strong
        };
        mem::forget(weak);
        strong
    }
    pub fn pin(value: T) -> Pin<Rc<T>> {
        unsafe { Pin::new_unchecked(Rc::new(value)) }
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Rc::strong_count(&this) == 1 {
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
        Rc::try_unwrap(this).ok()
    }
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Rc::try_unwrap(this).unwrap_or_else(|rc| (*rc).clone())
    }
}
impl<T: ?Sized> Rc<T> {
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
        let this = unsafe { mem::ManuallyDrop::new(Rc::<T>::from_raw(ptr)) };
        mem::forget((*this).clone());
    }
    pub unsafe fn decrement_strong_count(ptr: *const T) {
        unsafe {
            drop(Rc::from_raw(ptr));
        }
    }
    #[rustc_never_returns_null_ptr]
    pub fn as_ptr(this: &Self) -> *const T {
        unsafe { &raw const (*this.ptr.as_ptr()).value }
    }
    #[must_use = "this returns a new `Weak` pointer, without modifying the original `Rc`"]
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
        if Rc::weak_count(this) == 0 && Rc::strong_count(this) == 1 {
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
impl<T: Clone> Rc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        if Rc::strong_count(this) != 1 {
            *this = Rc::new((**this).clone());
        } else if Rc::weak_count(this) != 0 {
            unsafe {
                let value = ptr::read(&raw const (*this.ptr.as_ptr()).value);
                let old = this.ptr;
                this.set_strong(0);
                let moved = mem::ManuallyDrop::new(Rc::new(value));
                this.ptr = moved.ptr;
                drop(Weak { ptr: old });
            }
        }
        unsafe { &mut (*this.ptr.as_ptr()).value }
    }
}
impl Rc<dyn Any> {
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Self> {
        if (*self).is::<T>() {
            unsafe {
                let this = mem::ManuallyDrop::new(self);
                Ok(Rc::from_inner(this.ptr.cast()))
            }
        } else {
            Err(self)
        }
    }
}
impl<T: ?Sized> Deref for Rc<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.inner().value
    }
}
unsafe impl<#[may_dangle] T: ?Sized> Drop for Rc<T> {
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
impl<T: ?Sized> Clone for Rc<T> {
    fn clone(&self) -> Self {
        self.set_strong(self.inner().strong.get() + 1);
        unsafe { Self::from_inner(self.ptr) }
    }
}
impl<T: Default> Default for Rc<T> {
    fn default() -> Rc<T> {
        Rc::new(Default::default())
    }
}
impl<T: ?Sized + PartialEq> PartialEq for Rc<T> {
    fn eq(&self, other: &Rc<T>) -> bool {
        **self == **other
    }
}
impl<T: ?Sized + Eq> Eq for Rc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Rc<T> {
    fn partial_cmp(&self, other: &Rc<T>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<T: ?Sized + Ord> Ord for Rc<T> {
    fn cmp(&self, other: &Rc<T>) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<T: ?Sized + Hash> Hash for Rc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized> fmt::Pointer for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&(&raw const **self), f)
    }
}
impl<T> From<T> for Rc<T> {
    fn from(t: T) -> Self {
        Rc::new(t)
    }
}
impl From<&str> for Rc<str> {
    fn from(v: &str) -> Rc<str> {
        from_str(v)
    }
}
impl From<String> for Rc<str> {
    fn from(v: String) -> Rc<str> {
        from_str(&v)
    }
}
impl From<&mut str> for Rc<str> {
    fn from(v: &mut str) -> Rc<str> {
        from_str(v)
    }
}
impl<T: Clone> From<&[T]> for Rc<[T]> {
    fn from(v: &[T]) -> Rc<[T]> {
        from_vec(v.to_vec())
    }
}
impl<T: Clone> From<&mut [T]> for Rc<[T]> {
    fn from(v: &mut [T]) -> Rc<[T]> {
        from_vec(v.to_vec())
    }
}
/// A counted copy of the text.
fn from_str(v: &str) -> Rc<str>;
impl<T, const N: usize> From<[T; N]> for Rc<[T]> {
    fn from(v: [T; N]) -> Rc<[T]> {
        Rc::<[T; N]>::new(v)
    }
}
impl<T: ?Sized> borrow::Borrow<T> for Rc<T> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> AsRef<T> for Rc<T> {
    fn as_ref(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> Unpin for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Rc<U>> for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Rc<U>> for Rc<T> {}

impl<T: core::panic::RefUnwindSafe + ?Sized> core::panic::UnwindSafe for Rc<T> {}

#[rustc_diagnostic_item = "RcWeak"]
pub struct Weak<T: ?Sized> {
    /// Address usize::MAX for one made by `Weak::new`.
    ptr: NonNull<RcInner<T>>,
}
impl<T> Weak<T> {
    #[must_use]
    pub const fn new() -> Weak<T> {
        Weak { ptr: unsafe { NonNull::new_unchecked(usize::MAX as *mut RcInner<T>) } }
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
    #[must_use = "this returns a new `Rc`, without modifying the original weak pointer"]
    pub fn upgrade(&self) -> Option<Rc<T>> {
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
            unsafe { Some(Rc::from_inner(self.ptr)) }
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
impl<T> FromIterator<T> for Rc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        from_vec(iter.into_iter().collect::<Vec<T>>())
    }
}
impl<T> From<Vec<T>> for Rc<[T]> {
    fn from(v: Vec<T>) -> Rc<[T]> {
        from_vec(v)
    }
}
/// Moves the elements into one counted allocation.
fn from_vec<T>(v: Vec<T>) -> Rc<[T]>;
impl<T> From<Box<T>> for Rc<T> {
    fn from(v: Box<T>) -> Rc<T> {
        Rc::new(*v)
    }
}
/// The box that holds the value.
fn box_of_value<T: ?Sized>(ptr: *const T) -> *mut RcInner<T>;
