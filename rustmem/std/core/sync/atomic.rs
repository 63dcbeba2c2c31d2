//! Atomic types. The interpreter runs one thread at a time, so a plain access is atomic.

use crate::cell::UnsafeCell;
use crate::fmt;

#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
#[non_exhaustive]
#[rustc_diagnostic_item = "Ordering"]
pub enum Ordering {
    Relaxed,
    Release,
    Acquire,
    AcqRel,
    SeqCst,
}

pub fn fence(_order: Ordering) {}

/// A scheduling point: another thread may run before the access.
fn yield_point();

macro_rules! atomic {
    ($name:ident $t:ty) => {
        pub struct $name {
            v: UnsafeCell<$t>,
        }
        unsafe impl Sync for $name {}
        impl Default for $name {
            fn default() -> Self {
                Self::new(Default::default())
            }
        }
        impl From<$t> for $name {
            fn from(v: $t) -> Self {
                Self::new(v)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
            }
        }
        impl $name {
            pub const fn new(v: $t) -> Self {
                Self { v: UnsafeCell::new(v) }
            }
            pub fn get_mut(&mut self) -> &mut $t {
                self.v.get_mut()
            }
            pub fn into_inner(self) -> $t {
                self.v.into_inner()
            }
            pub fn load(&self, _order: Ordering) -> $t {
                yield_point();
                unsafe { *self.v.get() }
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn store(&self, val: $t, _order: Ordering) {
                yield_point();
                unsafe { *self.v.get() = val; }
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn swap(&self, val: $t, _order: Ordering) -> $t {
                yield_point();
                unsafe { crate::ptr::replace(self.v.get(), val) }
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn compare_exchange(&self, current: $t, new: $t, _success: Ordering, _failure: Ordering) -> Result<$t, $t> {
                yield_point();
                let old = unsafe { *self.v.get() };
                if old == current {
                    unsafe { *self.v.get() = new; }
                    Ok(old)
                } else {
                    Err(old)
                }
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn compare_exchange_weak(&self, current: $t, new: $t, success: Ordering, failure: Ordering) -> Result<$t, $t> {
                self.compare_exchange(current, new, success, failure)
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_update<F>(&self, set_order: Ordering, fetch_order: Ordering, mut f: F) -> Result<$t, $t>
            where
                F: FnMut($t) -> Option<$t>,
            {
                let prev = self.load(fetch_order);
                match f(prev) {
                    Some(next) => {
                        self.store(next, set_order);
                        Ok(prev)
                    }
                    None => Err(prev),
                }
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn try_update(&self, set_order: Ordering, fetch_order: Ordering, f: impl FnMut($t) -> Option<$t>) -> Result<$t, $t> {
                self.fetch_update(set_order, fetch_order, f)
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn update(&self, set_order: Ordering, fetch_order: Ordering, mut f: impl FnMut($t) -> $t) -> $t {
                let prev = self.load(fetch_order);
                self.store(f(prev), set_order);
                prev
            }
            #[rustc_never_returns_null_ptr]
            pub const fn as_ptr(&self) -> *mut $t {
                self.v.get()
            }
            pub const unsafe fn from_ptr<'a>(ptr: *mut $t) -> &'a $name {
                unsafe { &*(ptr as *mut $name) }
            }
            fn exchange_with(&self, f: impl FnOnce($t) -> $t) -> $t {
                yield_point();
                unsafe {
                    let old = *self.v.get();
                    *self.v.get() = f(old);
                    old
                }
            }
        }
    };
}
macro_rules! atomic_int {
    ($name:ident $t:ty) => {
        impl $name {
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_add(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| old.wrapping_add(val))
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_sub(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| old.wrapping_sub(val))
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_and(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| old & val)
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_or(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| old | val)
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_xor(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| old ^ val)
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_nand(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| !(old & val))
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_max(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| if old > val { old } else { val })
            }
            #[rustc_should_not_be_called_on_const_items]
            pub fn fetch_min(&self, val: $t, _order: Ordering) -> $t {
                self.exchange_with(|old| if old < val { old } else { val })
            }
        }
    };
}
atomic! { AtomicBool bool }
atomic! { AtomicUsize usize }
atomic_int! { AtomicUsize usize }
atomic! { AtomicIsize isize }
atomic_int! { AtomicIsize isize }
atomic! { AtomicU8 u8 }
atomic_int! { AtomicU8 u8 }
atomic! { AtomicU16 u16 }
atomic_int! { AtomicU16 u16 }
atomic! { AtomicU32 u32 }
atomic_int! { AtomicU32 u32 }
atomic! { AtomicU64 u64 }
atomic_int! { AtomicU64 u64 }
atomic! { AtomicI8 i8 }
atomic_int! { AtomicI8 i8 }
atomic! { AtomicI16 i16 }
atomic_int! { AtomicI16 i16 }
atomic! { AtomicI32 i32 }
atomic_int! { AtomicI32 i32 }
atomic! { AtomicI64 i64 }
atomic_int! { AtomicI64 i64 }
impl AtomicBool {
    #[rustc_should_not_be_called_on_const_items]
    pub fn fetch_and(&self, val: bool, _order: Ordering) -> bool {
        self.exchange_with(|old| old & val)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn fetch_or(&self, val: bool, _order: Ordering) -> bool {
        self.exchange_with(|old| old | val)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn fetch_xor(&self, val: bool, _order: Ordering) -> bool {
        self.exchange_with(|old| old ^ val)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn fetch_nand(&self, val: bool, _order: Ordering) -> bool {
        self.exchange_with(|old| !(old & val))
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn fetch_not(&self, _order: Ordering) -> bool {
        self.exchange_with(|old| !old)
    }
}

pub fn compiler_fence(_order: Ordering) {}

pub struct AtomicPtr<T> {
    p: UnsafeCell<*mut T>,
}
unsafe impl<T> Send for AtomicPtr<T> {}
unsafe impl<T> Sync for AtomicPtr<T> {}
impl<T> Default for AtomicPtr<T> {
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(crate::ptr::null_mut())
    }
}
impl<T> From<*mut T> for AtomicPtr<T> {
    fn from(p: *mut T) -> Self {
        Self::new(p)
    }
}
impl<T> fmt::Debug for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.load(Ordering::Relaxed), f)
    }
}
impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}
impl<T> AtomicPtr<T> {
    pub const fn new(p: *mut T) -> AtomicPtr<T> {
        AtomicPtr { p: UnsafeCell::new(p) }
    }
    pub const unsafe fn from_ptr<'a>(ptr: *mut *mut T) -> &'a AtomicPtr<T> {
        unsafe { &*(ptr as *mut AtomicPtr<T>) }
    }
    pub fn get_mut(&mut self) -> &mut *mut T {
        self.p.get_mut()
    }
    pub const fn into_inner(self) -> *mut T {
        self.p.into_inner()
    }
    pub fn load(&self, _order: Ordering) -> *mut T {
        yield_point();
        unsafe { *self.p.get() }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn store(&self, ptr: *mut T, _order: Ordering) {
        yield_point();
        unsafe { *self.p.get() = ptr; }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn swap(&self, ptr: *mut T, _order: Ordering) -> *mut T {
        yield_point();
        unsafe { crate::ptr::replace(self.p.get(), ptr) }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn compare_exchange(
        &self,
        current: *mut T,
        new: *mut T,
        _success: Ordering,
        _failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        yield_point();
        let old = unsafe { *self.p.get() };
        if old == current {
            unsafe { *self.p.get() = new; }
            Ok(old)
        } else {
            Err(old)
        }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn compare_exchange_weak(
        &self,
        current: *mut T,
        new: *mut T,
        success: Ordering,
        failure: Ordering,
    ) -> Result<*mut T, *mut T> {
        self.compare_exchange(current, new, success, failure)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn fetch_update<F>(&self, set_order: Ordering, fetch_order: Ordering, mut f: F) -> Result<*mut T, *mut T>
    where
        F: FnMut(*mut T) -> Option<*mut T>,
    {
        let prev = self.load(fetch_order);
        match f(prev) {
            Some(next) => {
                self.store(next, set_order);
                Ok(prev)
            }
            None => Err(prev),
        }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn try_update(
        &self,
        set_order: Ordering,
        fetch_order: Ordering,
        f: impl FnMut(*mut T) -> Option<*mut T>,
    ) -> Result<*mut T, *mut T> {
        self.fetch_update(set_order, fetch_order, f)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn update(&self, set_order: Ordering, fetch_order: Ordering, mut f: impl FnMut(*mut T) -> *mut T) -> *mut T {
        let prev = self.load(fetch_order);
        self.store(f(prev), set_order);
        prev
    }
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *mut *mut T {
        self.p.get()
    }
}
