//! What slices can do with a heap.

pub use core::slice::*;

use core::borrow::Borrow;
use core::cmp::Ordering::{self, Less};

use crate::borrow::ToOwned;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

/// A vector with clones of the elements.
pub(crate) fn to_vec<T: Clone>(s: &[T]) -> Vec<T> {
    let mut v = Vec::with_capacity(s.len());
    for x in s {
        v.push(x.clone());
    }
    v
}
impl<T> [T] {
    pub fn sort(&mut self)
    where
        T: Ord,
    {
        core::slice::stable_sort(self, &mut |a, b| a.lt(b));
    }
    pub fn sort_by<F>(&mut self, mut compare: F)
    where
        F: FnMut(&T, &T) -> Ordering,
    {
        core::slice::stable_sort(self, &mut |a, b| compare(a, b) == Less);
    }
    pub fn sort_by_key<K, F>(&mut self, mut f: F)
    where
        F: FnMut(&T) -> K,
        K: Ord,
    {
        core::slice::stable_sort(self, &mut |a, b| f(a).lt(&f(b)));
    }
    pub fn sort_by_cached_key<K, F>(&mut self, mut f: F)
    where
        F: FnMut(&T) -> K,
        K: Ord,
    {
        core::slice::stable_sort(self, &mut |a, b| f(a).lt(&f(b)));
    }
    #[rustc_conversion_suggestion]
    pub fn to_vec(&self) -> Vec<T>
    where
        T: Clone,
    {
        to_vec(self)
    }
    pub fn into_vec(self: Box<Self>) -> Vec<T> {
        let len = self.len();
        let raw = Box::into_raw(self) as *mut T;
        unsafe { Vec::from_raw_parts(raw, len, len) }
    }
    pub fn repeat(&self, n: usize) -> Vec<T>
    where
        T: Copy,
    {
        let mut v = Vec::with_capacity(self.len().checked_mul(n).expect("capacity overflow"));
        let mut i = 0;
        while i < n {
            v.extend_from_slice(self);
            i += 1;
        }
        v
    }
    pub fn concat<Item: ?Sized>(&self) -> <Self as Concat<Item>>::Output
    where
        Self: Concat<Item>,
    {
        Concat::concat(self)
    }
    pub fn join<Separator>(&self, sep: Separator) -> <Self as Join<Separator>>::Output
    where
        Self: Join<Separator>,
    {
        Join::join(self, sep)
    }
}
impl [u8] {
    #[must_use = "this returns the uppercase bytes as a new Vec, without modifying the original"]
    pub fn to_ascii_uppercase(&self) -> Vec<u8> {
        let mut me = self.to_vec();
        me.make_ascii_uppercase();
        me
    }
    #[must_use = "this returns the lowercase bytes as a new Vec, without modifying the original"]
    pub fn to_ascii_lowercase(&self) -> Vec<u8> {
        let mut me = self.to_vec();
        me.make_ascii_lowercase();
        me
    }
}
pub trait Concat<Item: ?Sized> {
    type Output;
    fn concat(slice: &Self) -> Self::Output;
}
pub trait Join<Separator> {
    type Output;
    fn join(slice: &Self, sep: Separator) -> Self::Output;
}
impl<T: Clone, V: Borrow<[T]>> Concat<T> for [V] {
    type Output = Vec<T>;
    fn concat(slice: &Self) -> Vec<T> {
        let mut result = Vec::new();
        for v in slice {
            result.extend_from_slice(v.borrow())
        }
        result
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&T> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &T) -> Vec<T> {
        let mut result = Vec::new();
        let mut first = true;
        for v in slice {
            if !first {
                result.push(sep.clone());
            }
            first = false;
            result.extend_from_slice(v.borrow())
        }
        result
    }
}
impl<T: Clone, V: Borrow<[T]>> Join<&[T]> for [V] {
    type Output = Vec<T>;
    fn join(slice: &Self, sep: &[T]) -> Vec<T> {
        let mut result = Vec::new();
        let mut first = true;
        for v in slice {
            if !first {
                result.extend_from_slice(sep);
            }
            first = false;
            result.extend_from_slice(v.borrow())
        }
        result
    }
}
impl<S: Borrow<str>> Concat<str> for [S] {
    type Output = String;
    fn concat(slice: &Self) -> String {
        Join::join(slice, "")
    }
}
impl<S: Borrow<str>> Join<&str> for [S] {
    type Output = String;
    fn join(slice: &Self, sep: &str) -> String {
        let mut total = 0;
        for s in slice {
            total += s.borrow().len() + sep.len();
        }
        let mut result = String::with_capacity(total.saturating_sub(sep.len()));
        let mut first = true;
        for s in slice {
            if !first {
                result.push_str(sep);
            }
            first = false;
            result.push_str(s.borrow());
        }
        result
    }
}
impl<T: Clone> ToOwned for [T] {
    type Owned = Vec<T>;
    fn to_owned(&self) -> Vec<T> {
        self.to_vec()
    }
}
