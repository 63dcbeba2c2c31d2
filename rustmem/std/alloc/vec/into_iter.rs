use core::fmt;
use core::iter::FusedIterator;
use core::mem::ManuallyDrop;
use core::ptr;

use super::Vec;

#[rustc_insignificant_dtor]
#[rustc_diagnostic_item = "vec_IntoIter"]
pub struct IntoIter<T> {
    buf: ManuallyDrop<Vec<T>>,
    at: usize,
    end: usize,
}
impl<T> IntoIter<T> {
    pub(super) fn new(mut v: Vec<T>) -> IntoIter<T> {
        let end = v.len();
        unsafe { v.set_len(0) };
        IntoIter { buf: ManuallyDrop::new(v), at: 0, end }
    }
    pub fn as_slice(&self) -> &[T] {
        unsafe { core::slice::from_raw_parts(self.buf.as_ptr().add(self.at), self.end - self.at) }
    }
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.as_slice()).finish()
    }
}
unsafe impl<T: Send> Send for IntoIter<T> {}
unsafe impl<T: Sync> Sync for IntoIter<T> {}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        if self.at == self.end {
            None
        } else {
            let i = self.at;
            self.at += 1;
            Some(unsafe { ptr::read(self.buf.as_ptr().add(i)) })
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.end - self.at;
        (n, Some(n))
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        if self.at == self.end {
            None
        } else {
            self.end -= 1;
            Some(unsafe { ptr::read(self.buf.as_ptr().add(self.end)) })
        }
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T: Clone> Clone for IntoIter<T> {
    fn clone(&self) -> Self {
        crate::slice::to_vec(self.as_slice()).into_iter()
    }
}
unsafe impl<#[may_dangle] T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        unsafe {
            let rest = ptr::slice_from_raw_parts_mut(self.buf.as_mut_ptr().add(self.at), self.end - self.at);
            ptr::drop_in_place(rest);
            ManuallyDrop::drop(&mut self.buf);
        }
    }
}
