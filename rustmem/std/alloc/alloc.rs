//! The heap. The functions without a body are the interpreter's; they are what a trace records.

pub use core::alloc::*;

/// Room for `capacity` values of type `T`, not initialised; no memory where that is 0 bytes.
pub(crate) unsafe fn allocate_array<T>(capacity: usize) -> *mut T;
/// Moves an array to a place with room for `new` values.
pub(crate) unsafe fn grow_array<T>(ptr: *mut T, old: usize, new: usize) -> *mut T;
pub(crate) unsafe fn free_array<T>(ptr: *mut T, capacity: usize);
/// A new allocation that holds `value`.
pub(crate) fn allocate_value<T>(value: T) -> *mut T;
/// Frees the allocation that holds a value (which was dropped or moved out before).
pub(crate) unsafe fn free_value<T: ?Sized>(ptr: *mut T);

pub struct Global;

pub unsafe fn alloc(layout: Layout) -> *mut u8;
pub unsafe fn dealloc(ptr: *mut u8, layout: Layout);
pub unsafe fn realloc(ptr: *mut u8, layout: Layout, new_size: usize) -> *mut u8;
pub unsafe fn alloc_zeroed(layout: Layout) -> *mut u8;
pub fn handle_alloc_error(layout: Layout) -> ! {
    panic!("memory allocation of {} bytes failed", layout.size())
}
