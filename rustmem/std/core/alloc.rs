//! Layouts.

#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[lang = "alloc_layout"]
pub struct Layout {
    size: usize,
    align: usize,
}
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct LayoutError;
impl crate::fmt::Display for LayoutError {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.write_str("invalid parameters to Layout::from_size_align")
    }
}
impl Layout {
    #[must_use]
    pub const fn new<T>() -> Self {
        Layout { size: crate::mem::size_of::<T>(), align: crate::mem::align_of::<T>() }
    }
    pub const fn from_size_align(size: usize, align: usize) -> Result<Self, LayoutError> {
        if align == 0 || align & (align - 1) != 0 { Err(LayoutError) } else { Ok(Layout { size, align }) }
    }
    pub const fn array<T>(n: usize) -> Result<Self, LayoutError> {
        Ok(Layout { size: crate::mem::size_of::<T>() * n, align: crate::mem::align_of::<T>() })
    }
    #[must_use]
    pub const fn size(&self) -> usize {
        self.size
    }
    #[must_use]
    pub const fn align(&self) -> usize {
        self.align
    }
}
pub unsafe trait GlobalAlloc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8;
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout);
}
