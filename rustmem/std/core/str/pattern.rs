//! What a string can be searched for.

#[rustc_diagnostic_item = "Pattern"]
#[rustc_on_unimplemented(
    on(
        Self = "{integer}",
        label = "the trait `{This}` is not implemented for `{Self}`"
    )
)]
pub trait Pattern: Sized {
    /// The first match at or after `from`: its start and end.
    fn find_in(&mut self, haystack: &str, from: usize) -> Option<(usize, usize)>;
    /// The last match that ends at or before `to`.
    fn rfind_in(&mut self, haystack: &str, to: usize) -> Option<(usize, usize)>;
    /// The length of a match at the start.
    fn prefix_len(&mut self, haystack: &str) -> Option<usize>;
    /// The length of a match at the end.
    fn suffix_len(&mut self, haystack: &str) -> Option<usize>;
}

/// First occurrence of `needle` at or after `from`, or usize::MAX.
fn find_str(haystack: &str, needle: &str, from: usize) -> usize;
/// Last occurrence of `needle` that ends at or before `to`, or usize::MAX.
fn rfind_str(haystack: &str, needle: &str, to: usize) -> usize;

impl<'b> Pattern for &'b str {
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
    ([$($generics:tt)*] $t:ty, $self:ident, $accept:expr) => {
        impl<$($generics)*> Pattern for $t {
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
char_set_pattern! { [F: FnMut(char) -> bool] F, self, |c| self(c) }
char_set_pattern! { [const N: usize] [char; N], self, |c| self.contains(&c) }
char_set_pattern! { ['b, const N: usize] &'b [char; N], self, |c| self.contains(&c) }
char_set_pattern! { ['b] &'b [char], self, |c| self.contains(&c) }
