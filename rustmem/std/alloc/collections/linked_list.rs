//! A doubly linked list, here in the order of a vector of boxes.

use core::fmt;

use crate::boxed::Box;
use crate::collections::vec_deque::{self, VecDeque};

#[rustc_diagnostic_item = "LinkedList"]
#[derive(Clone, Eq, PartialOrd, Ord, Hash)]
pub struct LinkedList<T> {
    nodes: VecDeque<Box<T>>,
}
impl<T: PartialEq> PartialEq for LinkedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.nodes == other.nodes
    }
}
impl<T> LinkedList<T> {
    #[must_use]
    pub const fn new() -> Self {
        LinkedList { nodes: VecDeque::new() }
    }
    pub fn append(&mut self, other: &mut Self) {
        self.nodes.append(&mut other.nodes)
    }
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
    pub fn clear(&mut self) {
        self.nodes.clear()
    }
    pub fn front(&self) -> Option<&T> {
        self.nodes.front().map(|node| &**node)
    }
    pub fn back(&self) -> Option<&T> {
        self.nodes.back().map(|node| &**node)
    }
    pub fn front_mut(&mut self) -> Option<&mut T> {
        self.nodes.front_mut().map(|node| &mut **node)
    }
    pub fn push_front(&mut self, elt: T) {
        self.nodes.push_front(Box::new(elt))
    }
    pub fn pop_front(&mut self) -> Option<T> {
        self.nodes.pop_front().map(|node| *node)
    }
    pub fn push_back(&mut self, elt: T) {
        self.nodes.push_back(Box::new(elt))
    }
    pub fn pop_back(&mut self) -> Option<T> {
        self.nodes.pop_back().map(|node| *node)
    }
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { inner: self.nodes.iter() }
    }
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { inner: self.nodes.iter_mut() }
    }
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq<T>,
    {
        self.iter().any(|e| e == x)
    }
    pub fn back_mut(&mut self) -> Option<&mut T> {
        self.nodes.back_mut().map(|node| &mut **node)
    }
    #[must_use = "if you don't need a reference to the value, use `LinkedList::push_front` instead"]
    pub fn push_front_mut(&mut self, elt: T) -> &mut T {
        self.push_front(elt);
        self.front_mut().unwrap()
    }
    #[must_use = "if you don't need a reference to the value, use `LinkedList::push_back` instead"]
    pub fn push_back_mut(&mut self, elt: T) -> &mut T {
        self.push_back(elt);
        self.back_mut().unwrap()
    }
    pub fn split_off(&mut self, at: usize) -> LinkedList<T> {
        assert!(at <= self.len(), "Cannot split off at a nonexistent index");
        LinkedList { nodes: self.nodes.split_off(at) }
    }
}
impl<T> Default for LinkedList<T> {
    fn default() -> Self {
        Self::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for LinkedList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
pub struct Iter<'a, T: 'a> {
    inner: vec_deque::Iter<'a, Box<T>>,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next().map(|node| &**node)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
pub struct IntoIter<T> {
    inner: vec_deque::IntoIter<Box<T>>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.inner.next().map(|node| *node)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<T> IntoIterator for LinkedList<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { inner: self.nodes.into_iter() }
    }
}
impl<'a, T> IntoIterator for &'a LinkedList<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<T> FromIterator<T> for LinkedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut list = Self::new();
        list.extend(iter);
        list
    }
}
impl<T> Extend<T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for x in iter {
            self.push_back(x);
        }
    }
}
impl<T, const N: usize> From<[T; N]> for LinkedList<T> {
    fn from(arr: [T; N]) -> Self {
        Self::from_iter(arr)
    }
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { inner: self.inner.clone() }
    }
}
impl<'a, T> DoubleEndedIterator for Iter<'a, T> {
    fn next_back(&mut self) -> Option<&'a T> {
        self.inner.next_back().map(|node| &**node)
    }
}
impl<T> ExactSizeIterator for Iter<'_, T> {}
pub struct IterMut<'a, T: 'a> {
    inner: vec_deque::IterMut<'a, Box<T>>,
}
impl<'a, T> Iterator for IterMut<'a, T> {
    type Item = &'a mut T;
    fn next(&mut self) -> Option<&'a mut T> {
        self.inner.next().map(|node| &mut **node)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl<'a, T> DoubleEndedIterator for IterMut<'a, T> {
    fn next_back(&mut self) -> Option<&'a mut T> {
        self.inner.next_back().map(|node| &mut **node)
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.inner.next_back().map(|node| *node)
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<'a, T> IntoIterator for &'a mut LinkedList<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
impl<'a, T: 'a + Copy> Extend<&'a T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for x in iter {
            self.push_back(*x);
        }
    }
}
impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        Iter { inner: Default::default() }
    }
}
