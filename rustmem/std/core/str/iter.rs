//! Iterators over strings.

use crate::fmt;
use crate::iter::FusedIterator;
use crate::slice;
use crate::str::pattern::{DoubleEndedSearcher, Pattern, ReverseSearcher};

#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
#[rustc_diagnostic_item = "Chars"]
pub struct Chars<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}
/// The character that starts at byte `at`.
fn char_at(text: &str, at: usize) -> char;
/// The character that ends at byte `end`.
fn char_before(text: &str, end: usize) -> char;
impl<'a> Chars<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Chars { text, at: 0, end: text.len() }
    }
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        &self.text[self.at..self.end]
    }
}
impl<'a> Iterator for Chars<'a> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        if self.at == self.end {
            return None;
        }
        let c = char_at(self.text, self.at);
        self.at += c.len_utf8();
        Some(c)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let n = self.end - self.at;
        ((n + 3) / 4, Some(n))
    }
}
impl<'a> DoubleEndedIterator for Chars<'a> {
    fn next_back(&mut self) -> Option<char> {
        if self.at == self.end {
            return None;
        }
        let c = char_before(self.text, self.end);
        self.end -= c.len_utf8();
        Some(c)
    }
}
impl FusedIterator for Chars<'_> {}
impl fmt::Debug for Chars<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chars(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct CharIndices<'a> {
    iter: Chars<'a>,
}
impl<'a> CharIndices<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        CharIndices { iter: Chars::new(text) }
    }
    #[must_use]
    pub fn as_str(&self) -> &'a str {
        self.iter.as_str()
    }
}
impl<'a> Iterator for CharIndices<'a> {
    type Item = (usize, char);
    fn next(&mut self) -> Option<(usize, char)> {
        let at = self.iter.at;
        let c = self.iter.next()?;
        Some((at, c))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
impl<'a> DoubleEndedIterator for CharIndices<'a> {
    fn next_back(&mut self) -> Option<(usize, char)> {
        let c = self.iter.next_back()?;
        Some((self.iter.end, c))
    }
}
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Bytes<'a>(pub(super) slice::Iter<'a, u8>);
impl Iterator for Bytes<'_> {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        self.0.next().copied()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}
impl DoubleEndedIterator for Bytes<'_> {
    fn next_back(&mut self) -> Option<u8> {
        self.0.next_back().copied()
    }
}
impl ExactSizeIterator for Bytes<'_> {}

#[derive(Clone)]
pub struct Split<'a, P: Pattern> {
    rest: Option<&'a str>,
    pat: P,
    allow_trailing_empty: bool,
}
impl<'a, P: Pattern> Split<'a, P> {
    pub(super) fn new(text: &'a str, pat: P, allow_trailing_empty: bool) -> Self {
        Split { rest: Some(text), pat, allow_trailing_empty }
    }
    fn take_rest(&mut self) -> Option<&'a str> {
        self.rest.take()
    }
}
impl<'a, P: Pattern> Iterator for Split<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let from = 0;
        match self.pat.find_in(text, from) {
            Some((start, end)) if end > start => {
                self.rest = Some(&text[end..]);
                Some(&text[..start])
            }
            Some((start, _)) => self.next_at_empty_match(text, start),
            None => {
                self.rest = None;
                if text.is_empty() && !self.allow_trailing_empty { None } else { Some(text) }
            }
        }
    }
}
impl<'a, P: Pattern> Split<'a, P> {
    /// An empty pattern matches at both ends and between all characters.
    fn next_at_empty_match(&mut self, text: &'a str, _start: usize) -> Option<&'a str> {
        if self.allow_trailing_empty {
            self.allow_trailing_empty = false;
            return Some("");
        }
        match text.chars().next() {
            Some(c) => {
                self.rest = Some(&text[c.len_utf8()..]);
                Some(&text[..c.len_utf8()])
            }
            None => {
                self.rest = None;
                Some("")
            }
        }
    }
}
impl<'a, P: Pattern<Searcher: DoubleEndedSearcher<'static>>> DoubleEndedIterator for Split<'a, P> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        match self.pat.rfind_in(text, text.len()) {
            Some((start, end)) => {
                self.rest = Some(&text[..start]);
                Some(&text[end..])
            }
            None => self.rest.take(),
        }
    }
}
#[derive(Clone)]
pub struct RSplit<'a, P: Pattern> {
    pub(super) rest: Option<&'a str>,
    pub(super) pat: P,
}
impl<'a, P: Pattern<Searcher: ReverseSearcher<'static>>> Iterator for RSplit<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        match self.pat.rfind_in(text, text.len()) {
            Some((start, end)) => {
                self.rest = Some(&text[..start]);
                Some(&text[end..])
            }
            None => self.rest.take(),
        }
    }
}
#[derive(Clone)]
pub struct SplitInclusive<'a, P: Pattern> {
    pub(super) rest: Option<&'a str>,
    pub(super) pat: P,
}
impl<'a, P: Pattern> Iterator for SplitInclusive<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        if text.is_empty() {
            return None;
        }
        match self.pat.find_in(text, 0) {
            Some((_, end)) => {
                self.rest = Some(&text[end..]);
                Some(&text[..end])
            }
            None => self.rest.take(),
        }
    }
}
#[derive(Clone)]
pub struct SplitTerminator<'a, P: Pattern> {
    pub(super) inner: Split<'a, P>,
}
impl<'a, P: Pattern> Iterator for SplitTerminator<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        self.inner.next()
    }
}
#[derive(Clone)]
pub struct SplitN<'a, P: Pattern> {
    pub(super) inner: Split<'a, P>,
    pub(super) count: usize,
}
impl<'a, P: Pattern> Iterator for SplitN<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.inner.take_rest()
            }
            _ => {
                self.count -= 1;
                self.inner.next()
            }
        }
    }
}
#[derive(Clone)]
pub struct RSplitN<'a, P: Pattern> {
    pub(super) inner: RSplit<'a, P>,
    pub(super) count: usize,
}
impl<'a, P: Pattern<Searcher: ReverseSearcher<'static>>> Iterator for RSplitN<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        match self.count {
            0 => None,
            1 => {
                self.count = 0;
                self.inner.rest.take()
            }
            _ => {
                self.count -= 1;
                self.inner.next()
            }
        }
    }
}
#[derive(Clone)]
pub struct MatchIndices<'a, P: Pattern> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) pat: P,
}
impl<'a, P: Pattern> Iterator for MatchIndices<'a, P> {
    type Item = (usize, &'a str);
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let (start, end) = self.pat.find_in(self.text, self.at)?;
        self.at = end;
        Some((start, &self.text[start..end]))
    }
}
#[derive(Clone)]
pub struct Matches<'a, P: Pattern> {
    pub(super) inner: MatchIndices<'a, P>,
}
impl<'a, P: Pattern> Iterator for Matches<'a, P> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        match self.inner.next() {
            Some((_, text)) => Some(text),
            None => None,
        }
    }
}
#[derive(Clone)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Lines<'a> {
    pub(super) inner: SplitInclusive<'a, char>,
}
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let line = self.inner.next()?;
        let line = match line.strip_suffix('\n') {
            Some(line) => line,
            None => return Some(line),
        };
        match line.strip_suffix('\r') {
            Some(line) => Some(line),
            None => Some(line),
        }
    }
}
impl<'a> DoubleEndedIterator for Lines<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.inner.rest?;
        if text.is_empty() {
            return None;
        }
        let body = text.strip_suffix('\n').unwrap_or(text);
        let start = match body.rfind('\n') {
            Some(i) => i + 1,
            None => 0,
        };
        self.inner.rest = Some(&text[..start]);
        Some(body[start..].strip_suffix('\r').unwrap_or(&body[start..]))
    }
}
#[derive(Clone, Debug)]
pub struct SplitWhitespace<'a> {
    pub(super) rest: &'a str,
}
impl<'a> Iterator for SplitWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        self.rest = &text[end..];
        Some(&text[..end])
    }
}
impl<'a> DoubleEndedIterator for SplitWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_end();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let start = match text.rfind(char::is_whitespace) {
            Some(i) => i + text[i..].chars().next().unwrap().len_utf8(),
            None => 0,
        };
        self.rest = &text[..start];
        Some(&text[start..])
    }
}
#[derive(Clone, Debug)]
pub struct SplitAsciiWhitespace<'a> {
    pub(super) inner: SplitWhitespace<'a>,
}
impl<'a> Iterator for SplitAsciiWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        self.inner.next()
    }
}
#[derive(Clone, Debug)]
pub struct EscapeDebug<'a> {
    pub(super) text: &'a str,
    pub(super) started: Option<Chars<'static>>,
}
impl fmt::Display for EscapeDebug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(escape_text(self.text))
    }
}
impl Iterator for EscapeDebug<'_> {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        if self.started.is_none() {
            self.started = Some(escape_text(self.text).chars());
        }
        self.started.as_mut()?.next()
    }
}
macro_rules! escapes {
    ($name:ident $method:ident) => {
        #[derive(Clone, Debug)]
        pub struct $name<'a> {
            rest: Chars<'a>,
            front: Option<crate::char::$name>,
        }
        impl<'a> $name<'a> {
            pub(super) fn new(text: &'a str) -> Self {
                $name { rest: text.chars(), front: None }
            }
        }
        impl Iterator for $name<'_> {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                loop {
                    if let Some(front) = &mut self.front {
                        if let Some(c) = front.next() {
                            return Some(c);
                        }
                    }
                    self.front = Some(self.rest.next()?.$method());
                }
            }
        }
        impl fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for c in self.clone() {
                    fmt::Write::write_char(f, c)?;
                }
                Ok(())
            }
        }
    };
}
escapes! { EscapeDefault escape_default }
escapes! { EscapeUnicode escape_unicode }
#[derive(Clone)]
pub struct EncodeUtf16<'a> {
    pub(super) chars: Chars<'a>,
    pub(super) extra: u16,
}
impl Iterator for EncodeUtf16<'_> {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        if self.extra != 0 {
            let unit = self.extra;
            self.extra = 0;
            return Some(unit);
        }
        let code = self.chars.next()? as u32;
        if code < 0x10000 {
            Some(code as u16)
        } else {
            self.extra = 0xDC00 | (code as u16 & 0x3FF);
            Some(0xD800 | ((code - 0x10000) >> 10) as u16)
        }
    }
}
/// The text with `char::escape_debug` applied.
pub(crate) fn escape_text(text: &str) -> &'static str;
