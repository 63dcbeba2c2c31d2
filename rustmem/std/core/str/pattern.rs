//! What a string can be searched for.

#[rustc_diagnostic_item = "Pattern"]
#[rustc_on_unimplemented(
    on(
        Self = "{integer}",
        label = "the trait `{This}` is not implemented for `{Self}`"
    )
)]
pub trait Pattern: Sized {
    type Searcher: Searcher<'static>;
    /// The first match at or after `from`: its start and end.
    fn find_in(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)>;
    /// The last match that ends at or before `to`.
    fn rfind_in(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)>;
    /// The length of a match at the start.
    fn prefix_len(&mut self, haystack: &str) -> Option<usize>;
    /// The length of a match at the end.
    fn suffix_len(&mut self, haystack: &str) -> Option<usize>;
}

/// What searches for a pattern; here only its type counts, for the bounds of the methods of strings.
pub trait Searcher<'a> {}
pub trait ReverseSearcher<'a>: Searcher<'a> {}
pub trait DoubleEndedSearcher<'a>: ReverseSearcher<'a> {}
pub struct StrSearcher<'a, 'b>(crate::marker::PhantomData<(&'a (), &'b ())>);
pub struct CharSearcher<'a>(crate::marker::PhantomData<&'a ()>);
pub struct CharPredicateSearcher<'a, F: FnMut(char) -> bool>(crate::marker::PhantomData<(&'a (), F)>);
pub struct CharArraySearcher<'a, const N: usize>(crate::marker::PhantomData<&'a ()>);
pub struct CharArrayRefSearcher<'a, 'b, const N: usize>(crate::marker::PhantomData<(&'a (), &'b ())>);
pub struct CharSliceSearcher<'a, 'b>(crate::marker::PhantomData<(&'a (), &'b ())>);
impl<'a, 'b> Searcher<'a> for StrSearcher<'a, 'b> {}
impl<'a, 'b> ReverseSearcher<'a> for StrSearcher<'a, 'b> {}
impl<'a> Searcher<'a> for CharSearcher<'a> {}
impl<'a> ReverseSearcher<'a> for CharSearcher<'a> {}
impl<'a> DoubleEndedSearcher<'a> for CharSearcher<'a> {}
impl<'a, F: FnMut(char) -> bool> Searcher<'a> for CharPredicateSearcher<'a, F> {}
impl<'a, F: FnMut(char) -> bool> ReverseSearcher<'a> for CharPredicateSearcher<'a, F> {}
impl<'a, F: FnMut(char) -> bool> DoubleEndedSearcher<'a> for CharPredicateSearcher<'a, F> {}
impl<'a, const N: usize> Searcher<'a> for CharArraySearcher<'a, N> {}
impl<'a, const N: usize> ReverseSearcher<'a> for CharArraySearcher<'a, N> {}
impl<'a, const N: usize> DoubleEndedSearcher<'a> for CharArraySearcher<'a, N> {}
impl<'a, 'b, const N: usize> Searcher<'a> for CharArrayRefSearcher<'a, 'b, N> {}
impl<'a, 'b, const N: usize> ReverseSearcher<'a> for CharArrayRefSearcher<'a, 'b, N> {}
impl<'a, 'b, const N: usize> DoubleEndedSearcher<'a> for CharArrayRefSearcher<'a, 'b, N> {}
impl<'a, 'b> Searcher<'a> for CharSliceSearcher<'a, 'b> {}
impl<'a, 'b> ReverseSearcher<'a> for CharSliceSearcher<'a, 'b> {}
impl<'a, 'b> DoubleEndedSearcher<'a> for CharSliceSearcher<'a, 'b> {}

/// First occurrence of `needle` at or after `from`, or usize::MAX.
fn find_str(haystack: &str, needle: &str, from: usize) -> usize;
/// Last occurrence of `needle` that ends at or before `to`, or usize::MAX.
fn rfind_str(haystack: &str, needle: &str, to: usize) -> usize;

impl<'b> Pattern for &'b str {
    type Searcher = StrSearcher<'static, 'b>;
    fn find_in(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        let at = find_str(haystack, *self, from);
        if at == usize::MAX { None } else { Some((at, at + self.len())) }
    }
    fn rfind_in(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        let at = rfind_str(haystack, *self, to);
        if at == usize::MAX { None } else { Some((at, at + self.len())) }
    }
    fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
        if haystack.as_bytes().starts_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
    fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
        if haystack.as_bytes().ends_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
}
impl<'b, 'c> Pattern for &'c &'b str {
    type Searcher = StrSearcher<'static, 'b>;
    fn find_in(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        (**self).find_in(haystack, from)
    }
    fn rfind_in(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        (**self).rfind_in(haystack, to)
    }
    fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
        (**self).prefix_len(haystack)
    }
    fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
        (**self).suffix_len(haystack)
    }
}
/// Searches for a character that satisfies a predicate.
fn find_char(haystack: &str, from: usize, accept: &mut dyn FnMut(char) -> bool) -> Option<(usize, usize)> {
    for (i, c) in haystack[from..].char_indices() {
        if accept(c) {
            return Some((from + i, from + i + c.len_utf8()));
        }
    }
    None
}
fn rfind_char(haystack: &str, to: usize, accept: &mut dyn FnMut(char) -> bool) -> Option<(usize, usize)> {
    for (i, c) in haystack[..to].char_indices().rev() {
        if accept(c) {
            return Some((i, i + c.len_utf8()));
        }
    }
    None
}
fn prefix_char(haystack: &str, accept: &mut dyn FnMut(char) -> bool) -> Option<usize> {
    match haystack.chars().next() {
        Some(c) if accept(c) => Some(c.len_utf8()),
        _ => None,
    }
}
fn suffix_char(haystack: &str, accept: &mut dyn FnMut(char) -> bool) -> Option<usize> {
    match haystack.chars().next_back() {
        Some(c) if accept(c) => Some(c.len_utf8()),
        _ => None,
    }
}
impl Pattern for char {
    type Searcher = CharSearcher<'static>;
    fn find_in(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        self.encode_utf8(&mut [0; 4]).find_in_text(haystack, from)
    }
    fn rfind_in(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        self.encode_utf8(&mut [0; 4]).rfind_in_text(haystack, to)
    }
    fn prefix_len(&mut self, haystack: &str) -> Option<usize> {
        let wanted = *self;
        prefix_char(haystack, &mut |c| c == wanted)
    }
    fn suffix_len(&mut self, haystack: &str) -> Option<usize> {
        let wanted = *self;
        suffix_char(haystack, &mut |c| c == wanted)
    }
}
impl str {
    #[doc(hidden)]
    fn find_in_text(&self, haystack: &str, from: usize) -> Option<(usize, usize)> {
        let mut needle = self;
        needle.find_in(haystack, from)
    }
    #[doc(hidden)]
    fn rfind_in_text(&self, haystack: &str, to: usize) -> Option<(usize, usize)> {
        let mut needle = self;
        needle.rfind_in(haystack, to)
    }
}
macro_rules! char_set_pattern {
    ([$($generics:tt)*] $t:ty, $searcher:ty, $self:ident, $accept:expr) => {
        impl<$($generics)*> Pattern for $t {
            type Searcher = $searcher;
            fn find_in(&mut $self, haystack: &str, from: usize) -> Option<(usize, usize)> {
                find_char(haystack, from, &mut $accept)
            }
            fn rfind_in(&mut $self, haystack: &str, to: usize) -> Option<(usize, usize)> {
                rfind_char(haystack, to, &mut $accept)
            }
            fn prefix_len(&mut $self, haystack: &str) -> Option<usize> {
                prefix_char(haystack, &mut $accept)
            }
            fn suffix_len(&mut $self, haystack: &str) -> Option<usize> {
                suffix_char(haystack, &mut $accept)
            }
        }
    };
}
char_set_pattern! { [F: FnMut(char) -> bool] F, CharPredicateSearcher<'static, F>, self, |c| self(c) }
char_set_pattern! { [const N: usize] [char; N], CharArraySearcher<'static, N>, self, |c| self.contains(&c) }
char_set_pattern! { ['b, const N: usize] &'b [char; N], CharArrayRefSearcher<'static, 'b, N>, self, |c| self.contains(&c) }
char_set_pattern! { ['b] &'b [char], CharSliceSearcher<'static, 'b>, self, |c| self.contains(&c) }
