//! Traits of strings.

use crate::cmp::Ordering;
use crate::ops::{self, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::slice::SliceIndex;
use crate::str::ParseBoolError;

impl Ord for str {
    fn cmp(&self, other: &str) -> Ordering {
        compare(self, other)
    }
}
fn compare(a: &str, b: &str) -> Ordering;
fn equal(a: &str, b: &str) -> bool;
impl PartialEq for str {
    fn eq(&self, other: &str) -> bool {
        equal(self, other)
    }
}
impl Eq for str {}
impl PartialOrd for str {
    fn partial_cmp(&self, other: &str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<I> ops::Index<I> for str
where
    I: SliceIndex<str>,
{
    type Output = I::Output;
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}
impl<I> ops::IndexMut<I> for str
where
    I: SliceIndex<str>,
{
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}
/// The part of a string between two byte offsets on character boundaries.
const unsafe fn slice_unchecked(s: &str, begin: usize, end: usize) -> &str;
const unsafe fn slice_mut_unchecked(s: &mut str, begin: usize, end: usize) -> &mut str;
fn in_bounds(s: &str, begin: usize, end: usize) -> bool {
    begin <= end && s.is_char_boundary(begin) && s.is_char_boundary(end)
}
#[track_caller]
fn slice_error_fail(s: &str, begin: usize, end: usize) -> ! {
    if begin > s.len() {
        panic!("start byte index {begin} is out of bounds of `{s}`");
    }
    if end > s.len() {
        panic!("end byte index {end} is out of bounds of `{s}`");
    }
    if begin > end {
        panic!("begin > end ({begin} > {end}) when slicing `{s}`");
    }
    let (which, index) = if !s.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    let mut char_start = index;
    while !s.is_char_boundary(char_start) {
        char_start -= 1;
    }
    let ch = s[char_start..].chars().next().unwrap();
    let char_range = char_start..char_start + ch.len_utf8();
    panic!("{which} byte index {index} is not a char boundary; it is inside {ch:?} (bytes {char_range:?}) of `{s}`")
}
unsafe impl SliceIndex<str> for Range<usize> {
    type Output = str;
    fn get(self, slice: &str) -> Option<&str> {
        if in_bounds(slice, self.start, self.end) { Some(unsafe { slice_unchecked(slice, self.start, self.end) }) } else { None }
    }
    fn get_mut(self, slice: &mut str) -> Option<&mut str> {
        if in_bounds(slice, self.start, self.end) { Some(unsafe { slice_mut_unchecked(slice, self.start, self.end) }) } else { None }
    }
    fn index(self, slice: &str) -> &str {
        if !in_bounds(slice, self.start, self.end) {
            slice_error_fail(slice, self.start, self.end)
        }
        unsafe { slice_unchecked(slice, self.start, self.end) }
    }
    fn index_mut(self, slice: &mut str) -> &mut str {
        if !in_bounds(slice, self.start, self.end) {
            slice_error_fail(slice, self.start, self.end)
        }
        unsafe { slice_mut_unchecked(slice, self.start, self.end) }
    }
}
macro_rules! str_index {
    ($range:ty, $self:ident, $slice:ident, $as_range:expr) => {
        unsafe impl SliceIndex<str> for $range {
            type Output = str;
            fn get($self, $slice: &str) -> Option<&str> {
                ($as_range).get($slice)
            }
            fn get_mut($self, $slice: &mut str) -> Option<&mut str> {
                let range = $as_range;
                range.get_mut($slice)
            }
            fn index($self, $slice: &str) -> &str {
                ($as_range).index($slice)
            }
            fn index_mut($self, $slice: &mut str) -> &mut str {
                let range = $as_range;
                range.index_mut($slice)
            }
        }
    };
}
str_index! { RangeTo<usize>, self, slice, 0..self.end }
str_index! { RangeFrom<usize>, self, slice, self.start..slice.len() }
str_index! { RangeFull, self, slice, 0..slice.len() }
str_index! { RangeInclusive<usize>, self, slice, *self.start()..*self.end() + 1 }
str_index! { RangeToInclusive<usize>, self, slice, 0..self.end + 1 }

#[rustc_diagnostic_item = "FromStr"]
pub trait FromStr: Sized {
    type Err;
    #[rustc_diagnostic_item = "from_str_method"]
    fn from_str(s: &str) -> Result<Self, Self::Err>;
}
impl FromStr for bool {
    type Err = ParseBoolError;
    fn from_str(s: &str) -> Result<bool, ParseBoolError> {
        match s {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(ParseBoolError),
        }
    }
}
