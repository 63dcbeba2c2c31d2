//! Room for the elements of a vector.

use core::cmp;
use core::mem;
use core::ptr::Unique;

use crate::alloc;

pub(super) struct RawVec<T> {
    ptr: Unique<T>,
    cap: usize,
}
pub(super) const fn min_non_zero_cap<T>() -> usize {
    let size = mem::size_of::<T>();
    if size == 1 {
        8
    } else if size <= 1024 {
        4
    } else {
        1
    }
}
impl<T> RawVec<T> {
    pub(super) const NEW: Self = RawVec { ptr: Unique::dangling(), cap: 0 };

    pub(super) fn with_capacity(cap: usize) -> Self {
        if cap == 0 || mem::size_of::<T>() == 0 {
            return Self::NEW;
        }
        RawVec { ptr: unsafe { Unique::new_unchecked(alloc::allocate_array(cap)) }, cap }
    }
    pub(super) unsafe fn from_raw_parts(ptr: *mut T, cap: usize) -> Self {
        RawVec { ptr: unsafe { Unique::new_unchecked(ptr) }, cap }
    }
    pub(super) const fn ptr(&self) -> *mut T {
        self.ptr.as_ptr()
    }
    pub(super) const fn capacity(&self) -> usize {
        if mem::size_of::<T>() == 0 { usize::MAX } else { self.cap }
    }
    pub(super) fn grow_one(&mut self) {
        self.grow_amortized(self.cap, 1);
    }
    pub(super) fn reserve(&mut self, len: usize, additional: usize) {
        if additional > self.capacity() - len {
            self.grow_amortized(len, additional);
        }
    }
    pub(super) fn reserve_exact(&mut self, len: usize, additional: usize) {
        if additional > self.capacity() - len {
            self.set_capacity(len + additional);
        }
    }
    fn grow_amortized(&mut self, len: usize, additional: usize) {
        let required = match len.checked_add(additional) {
            Some(required) => required,
            None => capacity_overflow(),
        };
        let cap = cmp::max(self.cap * 2, required);
        self.set_capacity(cmp::max(min_non_zero_cap::<T>(), cap));
    }
    fn set_capacity(&mut self, cap: usize) {
        if mem::size_of::<T>() == 0 {
            capacity_overflow();
        }
        if cap > isize::MAX as usize / mem::size_of::<T>() {
            capacity_overflow();
        }
        let ptr = unsafe {
            if self.cap == 0 { alloc::allocate_array(cap) } else { alloc::grow_array(self.ptr.as_ptr(), self.cap, cap) }
        };
        self.ptr = unsafe { Unique::new_unchecked(ptr) };
        self.cap = cap;
    }
    pub(super) fn shrink(&mut self, cap: usize) {
        if mem::size_of::<T>() == 0 || self.cap == 0 {
            return;
        }
        if cap == 0 {
            unsafe { alloc::free_array(self.ptr.as_ptr(), self.cap) };
            self.ptr = Unique::dangling();
            self.cap = 0;
        } else {
            self.set_capacity(cap);
        }
    }
}
fn capacity_overflow() -> ! {
    panic!("capacity overflow");
}
unsafe impl<#[may_dangle] T> Drop for RawVec<T> {
    fn drop(&mut self) {
        if self.cap != 0 && mem::size_of::<T>() != 0 {
            unsafe { alloc::free_array(self.ptr.as_ptr(), self.cap) }
        }
    }
}
