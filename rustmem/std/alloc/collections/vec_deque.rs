//! A ring buffer, here as a vector with a gap at its front.

use core::cmp::Ordering;
use core::fmt;
use core::ops::{Index, IndexMut, RangeBounds};
use core::slice;

use crate::vec::{self, Vec};

#[rustc_diagnostic_item = "VecDeque"]
#[derive(Clone, Eq, PartialOrd, Ord, Hash)]
pub struct VecDeque<T> {
    buf: Vec<T>,
}
impl<T: PartialEq> PartialEq for VecDeque<T> {
    fn eq(&self, other: &Self) -> bool {
        self.buf == other.buf
    }
}
impl<T> VecDeque<T> {
    #[must_use]
    pub const fn new() -> VecDeque<T> {
        VecDeque { buf: Vec::new() }
    }
    #[must_use]
    pub fn with_capacity(capacity: usize) -> VecDeque<T> {
        VecDeque { buf: Vec::with_capacity(capacity) }
    }
    pub fn get(&self, index: usize) -> Option<&T> {
        self.buf.get(index)
    }
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.buf.get_mut(index)
    }
    pub fn capacity(&self) -> usize {
        self.buf.capacity()
    }
    pub fn reserve(&mut self, additional: usize) {
        self.buf.reserve(additional)
    }
    #[track_caller]
    pub fn swap(&mut self, i: usize, j: usize) {
        self.buf.swap(i, j)
    }
    pub fn truncate(&mut self, len: usize) {
        self.buf.truncate(len)
    }
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { inner: self.buf.iter() }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { inner: self.buf.iter_mut() }
    }
    pub const fn len(&self) -> usize {
        self.buf.len()
    }
    pub const fn is_empty(&self) -> bool {
        self.buf.is_empty()
    }
    #[track_caller]
    pub fn drain<R>(&mut self, range: R) -> Drain<'_, T>
    where
        R: RangeBounds<usize>,
    {
        Drain { inner: self.buf.drain(range) }
    }
    pub fn clear(&mut self) {
        self.buf.clear()
    }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq<T>,
    {
        self.buf.contains(x)
    }
    pub fn front(&self) -> Option<&T> {
        self.buf.first()
    }
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.buf.first_mut()
    }
    pub fn back(&self) -> Option<&T> {
        self.buf.last()
    }
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.buf.last_mut()
    }
    pub fn pop_front(&mut self) -> Option<T> {
        if self.buf.is_empty() { None } else { Some(self.buf.remove(0)) }
    }
    pub fn pop_back(&mut self) -> Option<T> {
        self.buf.pop()
    }
    pub fn push_front(&mut self, value: T) {
        self.buf.insert(0, value)
    }
    #[rustc_confusables("push", "put", "append")]
    pub fn push_back(&mut self, value: T) {
        self.buf.push(value)
    }
    #[track_caller]
    pub fn insert(&mut self, index: usize, value: T) {
        self.buf.insert(index, value)
    }
    pub fn remove(&mut self, index: usize) -> Option<T> {
        if index < self.buf.len() { Some(self.buf.remove(index)) } else { None }
    }
    pub fn append(&mut self, other: &mut Self) {
        self.buf.append(&mut other.buf)
    }
    pub fn retain<F>(&mut self, f: F)
    where
        F: FnMut(&T) -> bool,
    {
        self.buf.retain(f)
    }
    #[track_caller]
    pub fn rotate_left(&mut self, n: usize) {
        self.buf.rotate_left(n)
    }
    #[track_caller]
    pub fn rotate_right(&mut self, n: usize) {
        self.buf.rotate_right(n)
    }
    pub fn make_contiguous(&mut self) -> &mut [T] {
        &mut self.buf
    }
    pub fn as_slices(&self) -> (&[T], &[T]) {
        (&self.buf, &[])
    }
    pub fn as_mut_slices(&mut self) -> (&mut [T], &mut [T]) {
        (&mut self.buf, &mut [])
    }
    #[track_caller]
    pub fn reserve_exact(&mut self, additional: usize) {
        self.buf.reserve_exact(additional)
    }
    pub fn shrink_to_fit(&mut self) {
        self.buf.shrink_to_fit()
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.buf.shrink_to(min_capacity)
    }
    #[track_caller]
    pub fn range<R>(&self, range: R) -> Iter<'_, T>
    where
        R: RangeBounds<usize>,
    {
        let range = slice::range(range, ..self.len());
        Iter { inner: self.buf[range].iter() }
    }
    #[track_caller]
    pub fn range_mut<R>(&mut self, range: R) -> IterMut<'_, T>
    where
        R: RangeBounds<usize>,
    {
        let range = slice::range(range, ..self.len());
        IterMut { inner: self.buf[range].iter_mut() }
    }
    pub fn pop_front_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let first = self.front_mut()?;
        if predicate(first) { self.pop_front() } else { None }
    }
    pub fn pop_back_if(&mut self, predicate: impl FnOnce(&mut T) -> bool) -> Option<T> {
        let last = self.back_mut()?;
        if predicate(last) { self.pop_back() } else { None }
    }
    #[must_use = "if you don't need a reference to the value, use `VecDeque::push_front` instead"]
    pub fn push_front_mut(&mut self, value: T) -> &mut T {
        self.push_front(value);
        &mut self.buf[0]
    }
    #[must_use = "if you don't need a reference to the value, use `VecDeque::push_back` instead"]
    pub fn push_back_mut(&mut self, value: T) -> &mut T {
        self.push_back(value);
        self.buf.last_mut().unwrap()
    }
    #[must_use = "if you don't need a reference to the value, use `VecDeque::insert` instead"]
    #[track_caller]
    pub fn insert_mut(&mut self, index: usize, value: T) -> &mut T {
        self.buf.insert(index, value);
        &mut self.buf[index]
    }
    pub fn swap_remove_front(&mut self, index: usize) -> Option<T> {
        let length = self.len();
        if index < length && index != 0 {
            self.swap(index, 0);
        } else if index >= length {
            return None;
        }
        self.pop_front()
    }
    pub fn swap_remove_back(&mut self, index: usize) -> Option<T> {
        let length = self.len();
        if length > 0 && index < length - 1 {
            self.swap(index, length - 1);
        } else if index >= length {
            return None;
        }
        self.pop_back()
    }
    #[must_use = "use `.truncate()` if you don't need the other half"]
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> Self {
        assert!(at <= self.len(), "`at` out of bounds");
        VecDeque { buf: self.buf.split_off(at) }
    }
    pub fn retain_mut<F>(&mut self, f: F)
    where
        F: FnMut(&mut T) -> bool,
    {
        self.buf.retain_mut(f)
    }
    pub fn resize_with(&mut self, new_len: usize, generator: impl FnMut() -> T) {
        self.buf.resize_with(new_len, generator)
    }
    pub fn binary_search(&self, x: &T) -> Result<usize, usize>
    where
        T: Ord,
    {
        self.buf.binary_search(x)
    }
    pub fn binary_search_by<'a, F>(&'a self, f: F) -> Result<usize, usize>
    where
        F: FnMut(&'a T) -> Ordering,
    {
        self.buf.binary_search_by(f)
    }
    pub fn binary_search_by_key<'a, B, F>(&'a self, b: &B, f: F) -> Result<usize, usize>
    where
        F: FnMut(&'a T) -> B,
        B: Ord,
    {
        self.buf.binary_search_by_key(b, f)
    }
    pub fn partition_point<P>(&self, pred: P) -> usize
    where
        P: FnMut(&T) -> bool,
    {
        self.buf.partition_point(pred)
    }
}
impl<T: Clone> VecDeque<T> {
    pub fn resize(&mut self, new_len: usize, value: T) {
        self.buf.resize(new_len, value)
    }
}
impl<'a, T: 'a + Copy> Extend<&'a T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for x in iter {
            self.push_back(*x);
        }
    }
}
impl<T> Default for VecDeque<T> {
    fn default() -> VecDeque<T> {
        VecDeque::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for VecDeque<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<T> Index<usize> for VecDeque<T> {
    type Output = T;
    fn index(&self, index: usize) -> &T {
        self.get(index).expect("Out of bounds access")
    }
}
impl<T> IndexMut<usize> for VecDeque<T> {
    fn index_mut(&mut self, index: usize) -> &mut T {
        self.get_mut(index).expect("Out of bounds access")
    }
}
impl<T> FromIterator<T> for VecDeque<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> VecDeque<T> {
        VecDeque { buf: iter.into_iter().collect() }
    }
}
impl<T> Extend<T> for VecDeque<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        self.buf.extend(iter)
    }
}
impl<T> IntoIterator for VecDeque<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { inner: self.buf.into_iter() }
    }
}
impl<'a, T> IntoIterator for &'a VecDeque<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut VecDeque<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
impl<T> From<Vec<T>> for VecDeque<T> {
    fn from(other: Vec<T>) -> Self {
        VecDeque { buf: other }
    }
}
impl<T> From<VecDeque<T>> for Vec<T> {
    fn from(other: VecDeque<T>) -> Self {
        other.buf
    }
}
impl<T, const N: usize> From<[T; N]> for VecDeque<T> {
    fn from(arr: [T; N]) -> Self {
        VecDeque { buf: Vec::from(arr) }
    }
}
impl<T, U> PartialEq<Vec<U>> for VecDeque<T>
where
    T: PartialEq<U>,
{
    fn eq(&self, other: &Vec<U>) -> bool {
        self.buf == *other
    }
}
impl<T, U, const N: usize> PartialEq<[U; N]> for VecDeque<T>
where
    T: PartialEq<U>,
{
    fn eq(&self, other: &[U; N]) -> bool {
        self.buf == *other
    }
}
#[derive(Clone)]
pub struct Iter<'a, T: 'a> {
    inner: slice::Iter<'a, T>,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        self.inner.next_back()
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
pub struct IterMut<'a, T: 'a> {
    inner: slice::IterMut<'a, T>,
}
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut T> {
        self.inner.next_back()
    }
}
pub struct Drain<'a, T: 'a> {
    inner: vec::Drain<'a, T>,
}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.inner.as_slice()).finish()
    }
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        self.inner.next_back()
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
#[derive(Clone)]
pub struct IntoIter<T> {
    inner: vec::IntoIter<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.inner.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.inner.next_back()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        Iter { inner: Default::default() }
    }
}
