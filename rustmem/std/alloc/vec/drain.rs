use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;
use core::ptr::{self, NonNull};
use core::slice;

use super::Vec;

pub struct Drain<'a, T: 'a> {
    tail_start: usize,
    tail_len: usize,
    iter: slice::Iter<'a, T>,
    vec: NonNull<Vec<T>>,
}
impl<'a, T> Drain<'a, T> {
    #[track_caller]
    pub(super) fn new<R: RangeBounds<usize>>(vec: &'a mut Vec<T>, range: R) -> Self {
        let len = vec.len();
        let range = slice::range(range, ..len);
        unsafe {
            vec.set_len(range.start);
            let drained = slice::from_raw_parts(vec.as_ptr().add(range.start), range.end - range.start);
            Drain { tail_start: range.end, tail_len: len - range.end, iter: drained.iter(), vec: NonNull::from(vec) }
        }
    }
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.iter.as_slice()
    }
}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.iter.as_slice()).finish()
    }
}
unsafe impl<T: Sync> Sync for Drain<'_, T> {}
unsafe impl<T: Send> Send for Drain<'_, T> {}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.iter.next().map(|elt| unsafe { ptr::read(elt as *const _) })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        self.iter.next_back().map(|elt| unsafe { ptr::read(elt as *const _) })
    }
}
impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        while let Some(x) = self.next() {
            drop(x);
        }
        unsafe {
            let vec = self.vec.as_mut();
            let start = vec.len();
            if self.tail_start != start {
                let p = vec.as_mut_ptr();
                ptr::copy(p.add(self.tail_start), p.add(start), self.tail_len);
            }
            vec.set_len(start + self.tail_len);
        }
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}

pub struct Splice<'a, I: Iterator + 'a> {
    removed: super::IntoIter<I::Item>,
    _vec: core::marker::PhantomData<&'a mut Vec<I::Item>>,
}
impl<'a, I: Iterator + 'a> Splice<'a, I> {
    #[track_caller]
    pub(super) fn new<R: RangeBounds<usize>>(vec: &'a mut Vec<I::Item>, range: R, replace_with: I) -> Self {
        let range = slice::range(range, ..vec.len());
        let tail = vec.split_off(range.end);
        let removed = vec.split_off(range.start);
        vec.extend(replace_with);
        vec.extend(tail);
        Splice { removed: removed.into_iter(), _vec: core::marker::PhantomData }
    }
}
impl<I: Iterator> Iterator for Splice<'_, I> {
    type Item = I::Item;
    fn next(&mut self) -> Option<I::Item> {
        self.removed.next()
    }
}
