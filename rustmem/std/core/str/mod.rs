//! Strings.

mod iter;
pub mod pattern;
mod traits;

pub use self::iter::{Bytes, CharIndices, Chars, EncodeUtf16, EscapeDebug, EscapeDefault, EscapeUnicode, Lines, MatchIndices, Matches, RSplit, RSplitN, Split, SplitAsciiWhitespace, SplitInclusive, SplitN, SplitTerminator, SplitWhitespace};
pub use self::traits::FromStr;

pub(crate) use self::iter::escape_text;
use self::pattern::{DoubleEndedSearcher, Pattern, ReverseSearcher};
use crate::fmt;
use crate::slice::SliceIndex;

#[derive(Copy, Eq, PartialEq, Clone, Debug)]
pub struct Utf8Error {
    valid_up_to: usize,
    error_len: Option<u8>,
}
impl Utf8Error {
    #[must_use]
    pub const fn valid_up_to(&self) -> usize {
        self.valid_up_to
    }
}
impl fmt::Display for Utf8Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error_len {
            Some(error_len) => write!(f, "invalid utf-8 sequence of {} bytes from index {}", error_len, self.valid_up_to),
            None => write!(f, "incomplete utf-8 byte sequence from index {}", self.valid_up_to),
        }
    }
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseBoolError;
impl fmt::Display for ParseBoolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("provided string was not `true` or `false`")
    }
}
/// (0, _, _) if the bytes are UTF-8, else (1, valid up to, length of the error or 0).
const fn validate(v: &[u8]) -> (u8, usize, u8);
pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
    match validate(v) {
        (0, _, _) => Ok(unsafe { from_utf8_unchecked(v) }),
        (_, valid_up_to, n) => Err(Utf8Error { valid_up_to, error_len: if n == 0 { None } else { Some(n) } }),
    }
}
#[must_use]
pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str;
#[must_use]
pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str;

impl str {
    pub const fn from_utf8(v: &[u8]) -> Result<&str, Utf8Error> {
        from_utf8(v)
    }
    #[must_use]
    pub const unsafe fn from_utf8_unchecked(v: &[u8]) -> &str {
        unsafe { from_utf8_unchecked(v) }
    }
    #[must_use]
    pub const unsafe fn from_utf8_unchecked_mut(v: &mut [u8]) -> &mut str {
        unsafe { from_utf8_unchecked_mut(v) }
    }
    #[must_use]
    pub const fn len(&self) -> usize {
        self.as_bytes().len()
    }
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[must_use]
    pub const fn is_char_boundary(&self, index: usize) -> bool {
        if index == 0 || index == self.len() {
            return true;
        }
        index < self.len() && (self.as_bytes()[index] & 0xC0) != 0x80
    }
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8];
    #[must_use]
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8];
    #[must_use]
    #[rustc_never_returns_null_ptr]
    pub const fn as_ptr(&self) -> *const u8 {
        self.as_bytes().as_ptr()
    }
    #[rustc_never_returns_null_ptr]
    pub const fn as_mut_ptr(&mut self) -> *mut u8 {
        unsafe { self.as_bytes_mut().as_mut_ptr() }
    }
    pub fn get<I: SliceIndex<str>>(&self, i: I) -> Option<&I::Output> {
        i.get(self)
    }
    pub fn get_mut<I: SliceIndex<str>>(&mut self, i: I) -> Option<&mut I::Output> {
        i.get_mut(self)
    }
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, i: I) -> &I::Output {
        i.index(self)
    }
    #[must_use]
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            Some(pair) => pair,
            None => panic!("failed to slice string"),
        }
    }
    #[must_use]
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if self.is_char_boundary(mid) { Some((&self[..mid], &self[mid..])) } else { None }
    }
    #[rustc_diagnostic_item = "str_chars"]
    pub fn chars(&self) -> Chars<'_> {
        Chars::new(self)
    }
    pub fn char_indices(&self) -> CharIndices<'_> {
        CharIndices::new(self)
    }
    pub fn bytes(&self) -> Bytes<'_> {
        Bytes(self.as_bytes().iter())
    }
    #[must_use = "this returns the split string as an iterator, without modifying the original"]
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> {
        SplitWhitespace { rest: self }
    }
    #[must_use = "this returns the split string as an iterator, without modifying the original"]
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> {
        SplitAsciiWhitespace { inner: SplitWhitespace { rest: self } }
    }
    pub fn lines(&self) -> Lines<'_> {
        Lines { inner: self.split_inclusive('\n') }
    }
    pub fn contains<P: Pattern>(&self, mut pat: P) -> bool {
        pat.find_in(self, 0).is_some()
    }
    pub fn starts_with<P: Pattern>(&self, mut pat: P) -> bool {
        pat.prefix_len(self).is_some()
    }
    pub fn ends_with<P: Pattern>(&self, mut pat: P) -> bool
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        pat.suffix_len(self).is_some()
    }
    pub fn find<P: Pattern>(&self, mut pat: P) -> Option<usize> {
        pat.find_in(self, 0).map(|(start, _)| start)
    }
    pub fn rfind<P: Pattern>(&self, mut pat: P) -> Option<usize>
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        pat.rfind_in(self, self.len()).map(|(start, _)| start)
    }
    pub fn split<P: Pattern>(&self, pat: P) -> Split<'_, P> {
        Split::new(self, pat, true)
    }
    pub fn split_inclusive<P: Pattern>(&self, pat: P) -> SplitInclusive<'_, P> {
        SplitInclusive { rest: Some(self), pat }
    }
    pub fn rsplit<P: Pattern>(&self, pat: P) -> RSplit<'_, P>
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        RSplit { rest: Some(self), pat }
    }
    pub fn split_terminator<P: Pattern>(&self, pat: P) -> SplitTerminator<'_, P> {
        SplitTerminator { inner: Split::new(self, pat, false) }
    }
    pub fn splitn<P: Pattern>(&self, n: usize, pat: P) -> SplitN<'_, P> {
        SplitN { inner: Split::new(self, pat, true), count: n }
    }
    pub fn rsplitn<P: Pattern>(&self, n: usize, pat: P) -> RSplitN<'_, P>
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        RSplitN { inner: RSplit { rest: Some(self), pat }, count: n }
    }
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.find_in(self, 0)?;
        Some((&self[..start], &self[end..]))
    }
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)>
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        let (start, end) = delimiter.rfind_in(self, self.len())?;
        Some((&self[..start], &self[end..]))
    }
    pub fn matches<P: Pattern>(&self, pat: P) -> Matches<'_, P> {
        Matches { inner: MatchIndices { text: self, at: 0, pat } }
    }
    pub fn match_indices<P: Pattern>(&self, pat: P) -> MatchIndices<'_, P> {
        MatchIndices { text: self, at: 0, pat }
    }
    #[must_use = "this returns the trimmed string as a slice, without modifying the original"]
    #[rustc_diagnostic_item = "str_trim"]
    pub fn trim(&self) -> &str {
        self.trim_matches(char::is_whitespace)
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    #[rustc_diagnostic_item = "str_trim_start"]
    pub fn trim_start(&self) -> &str {
        self.trim_start_matches(char::is_whitespace)
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    #[rustc_diagnostic_item = "str_trim_end"]
    pub fn trim_end(&self) -> &str {
        self.trim_end_matches(char::is_whitespace)
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_matches<P: Pattern>(&self, mut pat: P) -> &str
    where
        P::Searcher: DoubleEndedSearcher<'static>,
    {
        let mut text = self;
        while let Some(n) = pat.prefix_len(text) {
            if n == 0 {
                break;
            }
            text = &text[n..];
        }
        while let Some(n) = pat.suffix_len(text) {
            if n == 0 {
                break;
            }
            text = &text[..text.len() - n];
        }
        text
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_start_matches<P: Pattern>(&self, mut pat: P) -> &str {
        let mut text = self;
        while let Some(n) = pat.prefix_len(text) {
            if n == 0 {
                break;
            }
            text = &text[n..];
        }
        text
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_end_matches<P: Pattern>(&self, mut pat: P) -> &str
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        let mut text = self;
        while let Some(n) = pat.suffix_len(text) {
            if n == 0 {
                break;
            }
            text = &text[..text.len() - n];
        }
        text
    }
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"]
    pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> {
        let n = prefix.prefix_len(self)?;
        Some(&self[n..])
    }
    #[must_use = "this returns the remaining substring as a new slice, without modifying the original"]
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str>
    where
        P::Searcher: ReverseSearcher<'static>,
    {
        let n = suffix.suffix_len(self)?;
        Some(&self[..self.len() - n])
    }
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> {
        FromStr::from_str(self)
    }
    #[must_use]
    pub const fn is_ascii(&self) -> bool {
        self.as_bytes().is_ascii()
    }
    #[must_use]
    pub fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_bytes().eq_ignore_ascii_case(other.as_bytes())
    }
    pub fn make_ascii_uppercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_uppercase()
    }
    pub fn make_ascii_lowercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_lowercase()
    }
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_debug(&self) -> EscapeDebug<'_> {
        EscapeDebug { text: self, started: None }
    }
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_default(&self) -> EscapeDefault<'_> {
        EscapeDefault::new(self)
    }
    #[must_use = "this returns the escaped string as an iterator, without modifying the original"]
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> {
        EscapeUnicode::new(self)
    }
    #[must_use = "this returns the encoded string as an iterator, without modifying the original"]
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> {
        EncodeUtf16 { chars: self.chars(), extra: 0 }
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_ascii_start(&self) -> &str {
        self.trim_start_matches(|c: char| c.is_ascii_whitespace())
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_ascii_end(&self) -> &str {
        self.trim_end_matches(|c: char| c.is_ascii_whitespace())
    }
    #[must_use = "this returns the trimmed string as a new slice, without modifying the original"]
    pub fn trim_ascii(&self) -> &str {
        self.trim_ascii_start().trim_ascii_end()
    }
    pub fn floor_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut i = index;
        while !self.is_char_boundary(i) {
            i -= 1;
        }
        i
    }
    pub fn ceil_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut i = index;
        while !self.is_char_boundary(i) {
            i += 1;
        }
        i
    }
}
impl Default for &str {
    fn default() -> Self {
        ""
    }
}
