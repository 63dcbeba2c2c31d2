//! What `str` can do with a heap.

pub use core::str::*;

use core::borrow::{Borrow, BorrowMut};
use core::str::pattern::Pattern;

use crate::borrow::ToOwned;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;

impl Borrow<str> for String {
    fn borrow(&self) -> &str {
        &self[..]
    }
}
impl BorrowMut<str> for String {
    fn borrow_mut(&mut self) -> &mut str {
        &mut self[..]
    }
}
impl ToOwned for str {
    type Owned = String;
    fn to_owned(&self) -> String {
        unsafe { String::from_utf8_unchecked(self.as_bytes().to_owned()) }
    }
}
impl str {
    pub fn into_boxed_bytes(self: Box<str>) -> Box<[u8]> {
        self.into_string().into_bytes().into_boxed_slice()
    }
    #[must_use = "this returns the replaced string as a new allocation, without modifying the original"]
    pub fn replace<P: Pattern>(&self, from: P, to: &str) -> String {
        let mut result = String::new();
        let mut last_end = 0;
        for (start, part) in self.match_indices(from) {
            result.push_str(&self[last_end..start]);
            result.push_str(to);
            last_end = start + part.len();
        }
        result.push_str(&self[last_end..]);
        result
    }
    #[must_use = "this returns the replaced string as a new allocation, without modifying the original"]
    pub fn replacen<P: Pattern>(&self, pat: P, to: &str, count: usize) -> String {
        let mut result = String::with_capacity(32);
        let mut last_end = 0;
        for (start, part) in self.match_indices(pat).take(count) {
            result.push_str(&self[last_end..start]);
            result.push_str(to);
            last_end = start + part.len();
        }
        result.push_str(&self[last_end..]);
        result
    }
    #[must_use = "this returns the lowercase string as a new String, without modifying the original"]
    pub fn to_lowercase(&self) -> String {
        let mut s = String::with_capacity(self.len());
        for c in self.chars() {
            s.extend(c.to_lowercase());
        }
        s
    }
    #[must_use = "this returns the uppercase string as a new String, without modifying the original"]
    pub fn to_uppercase(&self) -> String {
        let mut s = String::with_capacity(self.len());
        for c in self.chars() {
            s.extend(c.to_uppercase());
        }
        s
    }
    #[must_use = "`self` will be dropped if the result is not used"]
    pub fn into_string(self: Box<str>) -> String {
        let len = self.len();
        let raw = Box::into_raw(self) as *mut u8;
        unsafe { String::from_utf8_unchecked(Vec::from_raw_parts(raw, len, len)) }
    }
    #[must_use]
    pub fn repeat(&self, n: usize) -> String {
        unsafe { String::from_utf8_unchecked(self.as_bytes().repeat(n)) }
    }
    #[must_use = "to uppercase the value in-place, use `make_ascii_uppercase()`"]
    pub fn to_ascii_uppercase(&self) -> String {
        let mut s = self.to_owned();
        s.make_ascii_uppercase();
        s
    }
    #[must_use = "to lowercase the value in-place, use `make_ascii_lowercase()`"]
    pub fn to_ascii_lowercase(&self) -> String {
        let mut s = self.to_owned();
        s.make_ascii_lowercase();
        s
    }
}
