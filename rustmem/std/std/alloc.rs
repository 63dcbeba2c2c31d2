//! Allocators.

pub use alloc::alloc::{GlobalAlloc, Layout, LayoutError, alloc, alloc_zeroed, dealloc, handle_alloc_error, realloc};

#[derive(Debug, Default, Copy, Clone)]
pub struct System;
unsafe impl GlobalAlloc for System {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe { alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        unsafe { dealloc(ptr, layout) }
    }
}
