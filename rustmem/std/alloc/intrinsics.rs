//! What the interpreter provides to `vec!`.

use core::mem::MaybeUninit;

use crate::boxed::Box;

/// Writes `x` into the box without a copy on the stack. A call becomes an assignment when MIR is built.
#[rustc_intrinsic]
pub fn write_box_via_move<T>(b: Box<MaybeUninit<T>>, x: T) -> Box<MaybeUninit<T>> {
    let raw = Box::into_raw(b) as *mut T;
    unsafe {
        core::ptr::write(raw, x);
        Box::from_raw(raw as *mut MaybeUninit<T>)
    }
}
