//! What the interpreter provides. Every function without a body, here and elsewhere, is implemented in
//! `rustmem.interp.intrinsics` under its path.

pub const fn type_id<T: ?Sized>() -> u64;
pub const fn type_name<T: ?Sized>() -> &'static str;
pub const fn needs_drop<T: ?Sized>() -> bool;
pub const fn size_of<T>() -> usize;
pub const fn align_of<T>() -> usize;
pub unsafe fn size_of_val<T: ?Sized>(ptr: *const T) -> usize;
pub unsafe fn align_of_val<T: ?Sized>(ptr: *const T) -> usize;
pub const fn abort() -> !;
pub const unsafe fn unreachable() -> !;
pub const unsafe fn transmute<Src, Dst>(src: Src) -> Dst;
pub const fn forget<T>(value: T);
pub const fn black_box<T>(value: T) -> T;
pub const fn discriminant_value<T>(value: &T) -> <T as crate::marker::DiscriminantKind>::Discriminant;
/// Runs `try_fn(data)`; if it unwinds, runs `catch_fn(data, payload)` and gives 1.
pub unsafe fn catch_unwind(try_fn: fn(*mut u8), data: *mut u8, catch_fn: fn(*mut u8, *mut u8)) -> i32;
/// The place of the nearest caller that is not `#[track_caller]`.
pub const fn caller_location() -> &'static crate::panic::Location<'static>;
