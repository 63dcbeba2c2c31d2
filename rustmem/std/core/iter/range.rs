//! Ranges as iterators.

use crate::iter::FusedIterator;
use crate::ops::{Range, RangeFrom, RangeInclusive};

#[rustc_diagnostic_item = "range_step"]
#[rustc_on_unimplemented(message = "`std::ops::Range<{Self}>` is not an iterator", label = "`Range<{Self}>` is not an iterator", note = "`Range` only implements `Iterator` for select types in the standard library, particularly integers; to see the full list of types, see the documentation for the unstable `Step` trait")]
pub trait Step: Clone + PartialOrd + Sized {
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
    fn backward_checked(start: Self, count: usize) -> Option<Self>;
    fn forward(start: Self, count: usize) -> Self {
        Step::forward_checked(start, count).expect("overflow in `Step::forward`")
    }
    fn backward(start: Self, count: usize) -> Self {
        Step::backward_checked(start, count).expect("overflow in `Step::backward`")
    }
}
macro_rules! step_impl {
    ($t:ident) => {
        impl Step for $t {
            fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>) {
                if *start <= *end {
                    let steps = (*end).abs_diff(*start) as usize;
                    (steps, Some(steps))
                } else {
                    (0, None)
                }
            }
            fn forward_checked(start: Self, n: usize) -> Option<Self> {
                match Self::try_from(n) {
                    Ok(n) => start.checked_add(n),
                    Err(_) => None,
                }
            }
            fn backward_checked(start: Self, n: usize) -> Option<Self> {
                match Self::try_from(n) {
                    Ok(n) => start.checked_sub(n),
                    Err(_) => None,
                }
            }
            fn forward(start: Self, n: usize) -> Self {
                start + (n as Self)
            }
            fn backward(start: Self, n: usize) -> Self {
                start - (n as Self)
            }
        }
    };
}
step_impl! { u8 }
step_impl! { u16 }
step_impl! { u32 }
step_impl! { u64 }
step_impl! { u128 }
step_impl! { usize }
step_impl! { i8 }
step_impl! { i16 }
step_impl! { i32 }
step_impl! { i64 }
step_impl! { i128 }
step_impl! { isize }
impl Step for char {
    fn steps_between(start: &char, end: &char) -> (usize, Option<usize>) {
        let (start, end) = (*start as u32, *end as u32);
        if start <= end {
            let count = (end - start) as usize;
            let count = if start < 0xD800 && 0xDFFF < end { count - 0x800 } else { count };
            (count, Some(count))
        } else {
            (0, None)
        }
    }
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut res = start + count as u32;
        if start < 0xD800 && 0xD800 <= res {
            res += 0x800;
        }
        char::from_u32(res)
    }
    fn backward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut res = start.checked_sub(count as u32)?;
        if start > 0xDFFF && 0xDFFF >= res {
            res = res.checked_sub(0x800)?;
        }
        char::from_u32(res)
    }
}

impl<A: Step> Iterator for Range<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        if self.start < self.end {
            let n = Step::forward(self.start.clone(), 1);
            Some(crate::mem::replace(&mut self.start, n))
        } else {
            None
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.start < self.end { Step::steps_between(&self.start, &self.end) } else { (0, Some(0)) }
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(plus_n) = Step::forward_checked(self.start.clone(), n) {
            if plus_n < self.end {
                self.start = Step::forward(plus_n.clone(), 1);
                return Some(plus_n);
            }
        }
        self.start = self.end.clone();
        None
    }
}
impl<A: Step> DoubleEndedIterator for Range<A> {
    fn next_back(&mut self) -> Option<A> {
        if self.start < self.end {
            self.end = Step::backward(self.end.clone(), 1);
            Some(self.end.clone())
        } else {
            None
        }
    }
}
impl<A: Step> FusedIterator for Range<A> {}
macro_rules! range_exact_iter_impl {
    ($($t:ty)*) => { $(impl ExactSizeIterator for Range<$t> {})* };
}
range_exact_iter_impl! { usize u8 isize i8 u16 i16 u32 i32 }
macro_rules! range_incl_exact_iter_impl {
    ($($t:ty)*) => { $(impl ExactSizeIterator for RangeInclusive<$t> {})* };
}
range_incl_exact_iter_impl! { u8 i8 u16 i16 }
impl<A: Step> Iterator for RangeFrom<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        let n = Step::forward(self.start.clone(), 1);
        Some(crate::mem::replace(&mut self.start, n))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}
impl<A: Step> FusedIterator for RangeFrom<A> {}
impl<A: Step> Iterator for RangeInclusive<A> {
    type Item = A;
    fn next(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        if self.start < self.end {
            let n = Step::forward(self.start.clone(), 1);
            Some(crate::mem::replace(&mut self.start, n))
        } else {
            self.exhausted = true;
            Some(self.start.clone())
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_empty() {
            return (0, Some(0));
        }
        let (steps, _) = Step::steps_between(&self.start, &self.end);
        (steps + 1, Some(steps + 1))
    }
}
impl<A: Step> DoubleEndedIterator for RangeInclusive<A> {
    fn next_back(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        if self.start < self.end {
            let n = Step::backward(self.end.clone(), 1);
            Some(crate::mem::replace(&mut self.end, n))
        } else {
            self.exhausted = true;
            Some(self.end.clone())
        }
    }
}
impl<A: Step> FusedIterator for RangeInclusive<A> {}
