//! Iterators over slices.

use crate::fmt;
use crate::iter::{ExactSizeIterator, FusedIterator};
use crate::marker::PhantomData;

#[must_use = "iterators are lazy and do nothing unless consumed"]
#[rustc_diagnostic_item = "SliceIter"]
pub struct Iter<'a, T: 'a> {
    ptr: *const T,
    at: usize,
    end: usize,
    _marker: PhantomData<&'a T>,
}
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
unsafe impl<T: Sync> Send for Iter<'_, T> {}
impl<'a, T> Iter<'a, T> {
    pub(super) fn new(slice: &'a [T]) -> Self {
        Iter { ptr: slice.as_ptr(), at: 0, end: slice.len(), _marker: PhantomData }
    }
    #[must_use]
    pub fn as_slice(&self) -> &'a [T] {
        unsafe { crate::slice::from_raw_parts(self.ptr.add(self.at), self.end - self.at) }
    }
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { ptr: self.ptr, at: self.at, end: self.end, _marker: self._marker }
    }
}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.as_slice()).finish()
    }
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        if self.at == self.end {
            None
        } else {
            let i = self.at;
            self.at += 1;
            Some(unsafe { &*self.ptr.add(i) })
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.end - self.at;
        (n, Some(n))
    }
    fn count(self) -> usize {
        self.end - self.at
    }
    fn nth(&mut self, n: usize) -> Option<&'a T> {
        if n >= self.end - self.at {
            self.at = self.end;
            None
        } else {
            self.at += n;
            self.next()
        }
    }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        if self.at == self.end {
            None
        } else {
            self.end -= 1;
            Some(unsafe { &*self.ptr.add(self.end) })
        }
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        Iter::new(&[])
    }
}
impl<T> FusedIterator for Iter<'_, T> {}
impl<T> AsRef<[T]> for Iter<'_, T> {
    fn as_ref(&self) -> &[T] {
        self.as_slice()
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IterMut<'a, T: 'a> {
    ptr: *mut T,
    at: usize,
    end: usize,
    _marker: PhantomData<&'a mut T>,
}
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
unsafe impl<T: Send> Send for IterMut<'_, T> {}
impl<'a, T> IterMut<'a, T> {
    pub(super) fn new(slice: &'a mut [T]) -> Self {
        let end = slice.len();
        IterMut { ptr: slice.as_mut_ptr(), at: 0, end, _marker: PhantomData }
    }
    #[must_use]
    pub fn into_slice(self) -> &'a mut [T] {
        unsafe { crate::slice::from_raw_parts_mut(self.ptr.add(self.at), self.end - self.at) }
    }
}
impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = unsafe { crate::slice::from_raw_parts(self.ptr.add(self.at) as *const T, self.end - self.at) };
        f.debug_tuple("IterMut").field(&rest).finish()
    }
}
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        if self.at == self.end {
            None
        } else {
            let i = self.at;
            self.at += 1;
            Some(unsafe { &mut *self.ptr.add(i) })
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.end - self.at;
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut T> {
        if self.at == self.end {
            None
        } else {
            self.end -= 1;
            Some(unsafe { &mut *self.ptr.add(self.end) })
        }
    }
}
impl<T> ExactSizeIterator for IterMut<'_, T> {}
impl<T> Default for IterMut<'_, T> {
    fn default() -> Self {
        IterMut::new(&mut [])
    }
}
impl<T> FusedIterator for IterMut<'_, T> {}

#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Windows<'a, T: 'a> {
    v: &'a [T],
    size: usize,
}
impl<'a, T: 'a> Windows<'a, T> {
    pub(super) fn new(slice: &'a [T], size: usize) -> Self {
        Self { v: slice, size }
    }
}
impl<'a, T> Iterator for Windows<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.size > self.v.len() {
            None
        } else {
            let ret = Some(&self.v[..self.size]);
            self.v = &self.v[1..];
            ret
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = if self.size > self.v.len() { 0 } else { self.v.len() - self.size + 1 };
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Windows<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.size > self.v.len() {
            None
        } else {
            let ret = Some(&self.v[self.v.len() - self.size..]);
            self.v = &self.v[..self.v.len() - 1];
            ret
        }
    }
}
impl<T> ExactSizeIterator for Windows<'_, T> {}

macro_rules! chunk_iter {
    ($name:ident) => {
        impl<'a, T: 'a> $name<'a, T> {
            pub(super) fn new(slice: &'a [T], size: usize) -> Self {
                Self { v: slice, chunk_size: size }
            }
        }
    };
}
#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Chunks<'a, T: 'a> {
    v: &'a [T],
    chunk_size: usize,
}
chunk_iter! { Chunks }
impl<'a, T> Iterator for Chunks<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let n = if self.v.len() < self.chunk_size { self.v.len() } else { self.chunk_size };
        let (head, tail) = self.v.split_at(n);
        self.v = tail;
        Some(head)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.v.len().div_ceil(self.chunk_size);
        (n, Some(n))
    }
}
impl<'a, T> DoubleEndedIterator for Chunks<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let rest = self.v.len() % self.chunk_size;
        let n = if rest == 0 { self.chunk_size } else { rest };
        let (head, tail) = self.v.split_at(self.v.len() - n);
        self.v = head;
        Some(tail)
    }
}
impl<T> ExactSizeIterator for Chunks<'_, T> {}
#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunksExact<'a, T: 'a> {
    v: &'a [T],
    chunk_size: usize,
}
chunk_iter! { ChunksExact }
impl<'a, T> ChunksExact<'a, T> {
    #[must_use]
    pub fn remainder(&self) -> &'a [T] {
        let whole = self.v.len() / self.chunk_size * self.chunk_size;
        &self.v[whole..]
    }
}
impl<'a, T> Iterator for ChunksExact<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.len() < self.chunk_size {
            return None;
        }
        let (head, tail) = self.v.split_at(self.chunk_size);
        self.v = tail;
        Some(head)
    }
}
#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunks<'a, T: 'a> {
    v: &'a [T],
    chunk_size: usize,
}
chunk_iter! { RChunks }
impl<'a, T> Iterator for RChunks<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let at = self.v.len().saturating_sub(self.chunk_size);
        let (head, tail) = self.v.split_at(at);
        self.v = head;
        Some(tail)
    }
}
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunksMut<'a, T: 'a> {
    v: &'a mut [T],
    chunk_size: usize,
}
impl<'a, T: 'a> ChunksMut<'a, T> {
    pub(super) fn new(slice: &'a mut [T], size: usize) -> Self {
        Self { v: slice, chunk_size: size }
    }
}
impl<'a, T> Iterator for ChunksMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.v.is_empty() {
            return None;
        }
        let n = if self.v.len() < self.chunk_size { self.v.len() } else { self.chunk_size };
        let v = crate::mem::take(&mut self.v);
        let (head, tail) = v.split_at_mut(n);
        self.v = tail;
        Some(head)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.v.len().div_ceil(self.chunk_size);
        (n, Some(n))
    }
}
impl<T> ExactSizeIterator for ChunksMut<'_, T> {}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Split<'a, T: 'a, P>
where
    P: FnMut(&T) -> bool,
{
    v: Option<&'a [T]>,
    pred: P,
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> Split<'a, T, P> {
    pub(super) fn new(slice: &'a [T], pred: P) -> Self {
        Self { v: Some(slice), pred }
    }
}
impl<'a, T, P> Iterator for Split<'a, T, P>
where
    P: FnMut(&T) -> bool,
{
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        let v = self.v?;
        let mut i = 0;
        while i < v.len() {
            if (self.pred)(&v[i]) {
                self.v = Some(&v[i + 1..]);
                return Some(&v[..i]);
            }
            i += 1;
        }
        self.v = None;
        Some(v)
    }
}
impl<'a, T, P> DoubleEndedIterator for Split<'a, T, P>
where
    P: FnMut(&T) -> bool,
{
    fn next_back(&mut self) -> Option<&'a [T]> {
        let v = self.v?;
        let mut i = v.len();
        while i > 0 {
            i -= 1;
            if (self.pred)(&v[i]) {
                self.v = Some(&v[..i]);
                return Some(&v[i + 1..]);
            }
        }
        self.v = None;
        Some(v)
    }
}
impl<T, P> FusedIterator for Split<'_, T, P> where P: FnMut(&T) -> bool {}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitInclusive<'a, T: 'a, P>
where
    P: FnMut(&T) -> bool,
{
    v: &'a [T],
    pred: P,
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> SplitInclusive<'a, T, P> {
    pub(super) fn new(slice: &'a [T], pred: P) -> Self {
        Self { v: slice, pred }
    }
}
impl<'a, T, P> Iterator for SplitInclusive<'a, T, P>
where
    P: FnMut(&T) -> bool,
{
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let mut i = 0;
        while i < self.v.len() {
            i += 1;
            if (self.pred)(&self.v[i - 1]) {
                break;
            }
        }
        let (head, tail) = self.v.split_at(i);
        self.v = tail;
        Some(head)
    }
}
impl<'a, T, P> DoubleEndedIterator for SplitInclusive<'a, T, P>
where
    P: FnMut(&T) -> bool,
{
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.v.is_empty() {
            return None;
        }
        let mut i = self.v.len() - 1;
        while i > 0 && !(self.pred)(&self.v[i - 1]) {
            i -= 1;
        }
        let (head, tail) = self.v.split_at(i);
        self.v = head;
        Some(tail)
    }
}

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct SplitMut<'a, T: 'a, P>
where
    P: FnMut(&T) -> bool,
{
    v: Option<&'a mut [T]>,
    pred: P,
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> SplitMut<'a, T, P> {
    pub(super) fn new(slice: &'a mut [T], pred: P) -> Self {
        Self { v: Some(slice), pred }
    }
}
impl<'a, T, P> Iterator for SplitMut<'a, T, P>
where
    P: FnMut(&T) -> bool,
{
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        let v = self.v.take()?;
        let mut i = 0;
        while i < v.len() {
            if (self.pred)(&v[i]) {
                let (head, tail) = v.split_at_mut(i);
                self.v = Some(&mut tail[1..]);
                return Some(head);
            }
            i += 1;
        }
        Some(v)
    }
}
impl<'a, T, P> DoubleEndedIterator for SplitMut<'a, T, P>
where
    P: FnMut(&T) -> bool,
{
    fn next_back(&mut self) -> Option<&'a mut [T]> {
        let v = self.v.take()?;
        let mut i = v.len();
        while i > 0 {
            i -= 1;
            if (self.pred)(&v[i]) {
                let (head, tail) = v.split_at_mut(i);
                self.v = Some(head);
                return Some(&mut tail[1..]);
            }
        }
        Some(v)
    }
}

macro_rules! reversed {
    ($name:ident $inner:ident $item:ty) => {
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<'a, T: 'a, P>
        where
            P: FnMut(&T) -> bool,
        {
            inner: $inner<'a, T, P>,
        }
        impl<'a, T: 'a, P: FnMut(&T) -> bool> $name<'a, T, P> {
            pub(super) fn new(inner: $inner<'a, T, P>) -> Self {
                Self { inner }
            }
        }
        impl<'a, T, P> Iterator for $name<'a, T, P>
        where
            P: FnMut(&T) -> bool,
        {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                self.inner.next_back()
            }
        }
        impl<'a, T, P> DoubleEndedIterator for $name<'a, T, P>
        where
            P: FnMut(&T) -> bool,
        {
            fn next_back(&mut self) -> Option<$item> {
                self.inner.next()
            }
        }
    };
}
reversed! { RSplit Split &'a [T] }
reversed! { RSplitMut SplitMut &'a mut [T] }

macro_rules! limited {
    ($name:ident $inner:ident $item:ty) => {
        #[must_use = "iterators are lazy and do nothing unless consumed"]
        pub struct $name<'a, T: 'a, P>
        where
            P: FnMut(&T) -> bool,
        {
            inner: $inner<'a, T, P>,
            count: usize,
        }
        impl<'a, T: 'a, P: FnMut(&T) -> bool> $name<'a, T, P> {
            pub(super) fn new(inner: $inner<'a, T, P>, count: usize) -> Self {
                Self { inner, count }
            }
        }
        impl<'a, T, P> Iterator for $name<'a, T, P>
        where
            P: FnMut(&T) -> bool,
        {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                match self.count {
                    0 => None,
                    1 => {
                        self.count = 0;
                        self.inner.rest()
                    }
                    _ => {
                        self.count -= 1;
                        self.inner.next()
                    }
                }
            }
        }
    };
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> Split<'a, T, P> {
    fn rest(&mut self) -> Option<&'a [T]> {
        self.v.take()
    }
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> SplitMut<'a, T, P> {
    fn rest(&mut self) -> Option<&'a mut [T]> {
        self.v.take()
    }
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> RSplit<'a, T, P> {
    fn rest(&mut self) -> Option<&'a [T]> {
        self.inner.rest()
    }
}
impl<'a, T: 'a, P: FnMut(&T) -> bool> RSplitMut<'a, T, P> {
    fn rest(&mut self) -> Option<&'a mut [T]> {
        self.inner.rest()
    }
}
limited! { SplitN Split &'a [T] }
limited! { SplitNMut SplitMut &'a mut [T] }
limited! { RSplitN RSplit &'a [T] }
limited! { RSplitNMut RSplitMut &'a mut [T] }

#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunkBy<'a, T: 'a, P> {
    slice: &'a [T],
    predicate: P,
}
impl<'a, T: 'a, P> ChunkBy<'a, T, P> {
    pub(super) fn new(slice: &'a [T], predicate: P) -> Self {
        ChunkBy { slice, predicate }
    }
}
impl<'a, T: 'a, P> Iterator for ChunkBy<'a, T, P>
where
    P: FnMut(&T, &T) -> bool,
{
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.slice.is_empty() {
            return None;
        }
        let mut len = 1;
        while len < self.slice.len() && (self.predicate)(&self.slice[len - 1], &self.slice[len]) {
            len += 1;
        }
        let (head, tail) = self.slice.split_at(len);
        self.slice = tail;
        Some(head)
    }
}
impl<'a, T: 'a, P> DoubleEndedIterator for ChunkBy<'a, T, P>
where
    P: FnMut(&T, &T) -> bool,
{
    fn next_back(&mut self) -> Option<&'a [T]> {
        if self.slice.is_empty() {
            return None;
        }
        let mut at = self.slice.len() - 1;
        while at > 0 && (self.predicate)(&self.slice[at - 1], &self.slice[at]) {
            at -= 1;
        }
        let (head, tail) = self.slice.split_at(at);
        self.slice = head;
        Some(tail)
    }
}
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunkByMut<'a, T: 'a, P> {
    slice: &'a mut [T],
    predicate: P,
}
impl<'a, T: 'a, P> ChunkByMut<'a, T, P> {
    pub(super) fn new(slice: &'a mut [T], predicate: P) -> Self {
        ChunkByMut { slice, predicate }
    }
}
impl<'a, T: 'a, P> Iterator for ChunkByMut<'a, T, P>
where
    P: FnMut(&T, &T) -> bool,
{
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.slice.is_empty() {
            return None;
        }
        let slice = crate::mem::take(&mut self.slice);
        let mut len = 1;
        while len < slice.len() && (self.predicate)(&slice[len - 1], &slice[len]) {
            len += 1;
        }
        let (head, tail) = slice.split_at_mut(len);
        self.slice = tail;
        Some(head)
    }
}

#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ChunksExactMut<'a, T: 'a> {
    v: &'a mut [T],
    chunk_size: usize,
}
impl<'a, T: 'a> ChunksExactMut<'a, T> {
    pub(super) fn new(slice: &'a mut [T], size: usize) -> Self {
        Self { v: slice, chunk_size: size }
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_remainder(self) -> &'a mut [T] {
        let whole = self.v.len() / self.chunk_size * self.chunk_size;
        &mut self.v[whole..]
    }
}
impl<'a, T> Iterator for ChunksExactMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.v.len() < self.chunk_size {
            return None;
        }
        let v = crate::mem::take(&mut self.v);
        let (head, tail) = v.split_at_mut(self.chunk_size);
        self.v = tail;
        Some(head)
    }
}
#[derive(Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunksMut<'a, T: 'a> {
    v: &'a mut [T],
    chunk_size: usize,
}
impl<'a, T: 'a> RChunksMut<'a, T> {
    pub(super) fn new(slice: &'a mut [T], size: usize) -> Self {
        Self { v: slice, chunk_size: size }
    }
}
impl<'a, T> Iterator for RChunksMut<'a, T> {
    type Item = &'a mut [T];
    fn next(&mut self) -> Option<&'a mut [T]> {
        if self.v.is_empty() {
            return None;
        }
        let at = self.v.len().saturating_sub(self.chunk_size);
        let v = crate::mem::take(&mut self.v);
        let (head, tail) = v.split_at_mut(at);
        self.v = head;
        Some(tail)
    }
}
#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RChunksExact<'a, T: 'a> {
    v: &'a [T],
    chunk_size: usize,
}
chunk_iter! { RChunksExact }
impl<'a, T> RChunksExact<'a, T> {
    #[must_use]
    pub fn remainder(&self) -> &'a [T] {
        &self.v[..self.v.len() % self.chunk_size]
    }
}
impl<'a, T> Iterator for RChunksExact<'a, T> {
    type Item = &'a [T];
    fn next(&mut self) -> Option<&'a [T]> {
        if self.v.len() < self.chunk_size {
            return None;
        }
        let (head, tail) = self.v.split_at(self.v.len() - self.chunk_size);
        self.v = head;
        Some(tail)
    }
}
#[derive(Debug, Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ArrayWindows<'a, T: 'a, const N: usize> {
    v: &'a [T],
}
impl<'a, T: 'a, const N: usize> ArrayWindows<'a, T, N> {
    pub(super) fn new(slice: &'a [T]) -> Self {
        Self { v: slice }
    }
}
impl<'a, T, const N: usize> Iterator for ArrayWindows<'a, T, N> {
    type Item = &'a [T; N];
    fn next(&mut self) -> Option<&'a [T; N]> {
        let ret = self.v.first_chunk::<N>();
        if ret.is_some() {
            self.v = &self.v[1..];
        }
        ret
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = if N > self.v.len() { 0 } else { self.v.len() - N + 1 };
        (n, Some(n))
    }
}
impl<T, const N: usize> ExactSizeIterator for ArrayWindows<'_, T, N> {}
