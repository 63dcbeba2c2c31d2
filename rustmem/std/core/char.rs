//! Characters.

use crate::fmt;
use crate::iter::FusedIterator;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct CharTryFromError(pub(crate) ());
impl fmt::Display for CharTryFromError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("converted integer out of range for `char`")
    }
}
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct TryFromCharError(pub(crate) ());
impl fmt::Display for TryFromCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("unicode code point out of range")
    }
}
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseCharError {
    kind: CharErrorKind,
}
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum CharErrorKind {
    EmptyString,
    TooManyChars,
}
impl fmt::Display for ParseCharError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self.kind {
            CharErrorKind::EmptyString => "cannot parse char from empty string",
            CharErrorKind::TooManyChars => "too many characters in string",
        })
    }
}
impl crate::str::FromStr for char {
    type Err = ParseCharError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut chars = s.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Err(ParseCharError { kind: CharErrorKind::EmptyString }),
            (Some(c), None) => Ok(c),
            _ => Err(ParseCharError { kind: CharErrorKind::TooManyChars }),
        }
    }
}
#[must_use]
pub const fn from_u32(i: u32) -> Option<char> {
    char::from_u32(i)
}
#[must_use]
pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
    char::from_digit(num, radix)
}
/// Whether the code point has a Unicode property, by number: 0 alphabetic, 1 numeric, 2 whitespace, 3 lowercase,
/// 4 uppercase, 5 control.
const fn has_property(c: char, property: u8) -> bool;
/// The full case mapping: up to three characters, unused ones are NUL.
fn case_mapping(c: char, upper: bool) -> [char; 3];
const unsafe fn from_u32_transmute(i: u32) -> char;

/// Up to ten ASCII characters.
#[derive(Clone, Debug)]
struct Escaped {
    data: [char; 10],
    at: usize,
    end: usize,
}
impl Escaped {
    const fn one(c: char) -> Escaped {
        let mut data = ['\0'; 10];
        data[0] = c;
        Escaped { data, at: 0, end: 1 }
    }
    const fn backslash(c: char) -> Escaped {
        let mut data = ['\0'; 10];
        data[0] = '\\';
        data[1] = c;
        Escaped { data, at: 0, end: 2 }
    }
    fn unicode(c: char) -> Escaped {
        let mut made = Escaped { data: ['\0'; 10], at: 0, end: 0 };
        made.push('\\');
        made.push('u');
        made.push('{');
        let code = c as u32;
        let mut shift = 24;
        while shift > 0 {
            shift -= 4;
            let rest = code >> shift;
            if rest > 0 || shift == 0 {
                made.push(char::from_digit(rest & 15, 16).unwrap());
            }
        }
        made.push('}');
        made
    }
    fn push(&mut self, c: char) {
        self.data[self.end] = c;
        self.end += 1;
    }
    fn next(&mut self) -> Option<char> {
        if self.at == self.end {
            None
        } else {
            self.at += 1;
            Some(self.data[self.at - 1])
        }
    }
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut i = self.at;
        while i < self.end {
            fmt::Write::write_char(f, self.data[i])?;
            i += 1;
        }
        Ok(())
    }
}
macro_rules! escape_iter {
    ($name:ident) => {
        #[derive(Clone, Debug)]
        pub struct $name(Escaped);
        impl Iterator for $name {
            type Item = char;
            fn next(&mut self) -> Option<char> {
                self.0.next()
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                let n = self.0.end - self.0.at;
                (n, Some(n))
            }
        }
        impl ExactSizeIterator for $name {}
        impl FusedIterator for $name {}
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.write(f)
            }
        }
    };
}
escape_iter! { EscapeUnicode }
escape_iter! { EscapeDefault }
escape_iter! { EscapeDebug }
#[derive(Clone, Debug)]
pub struct DecodeUtf16<I>
where
    I: Iterator<Item = u16>,
{
    iter: I,
    buf: Option<u16>,
}
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct DecodeUtf16Error {
    code: u16,
}
impl DecodeUtf16Error {
    #[must_use]
    pub fn unpaired_surrogate(&self) -> u16 {
        self.code
    }
}
impl fmt::Display for DecodeUtf16Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unpaired surrogate found: {:x}", self.code)
    }
}
impl crate::error::Error for DecodeUtf16Error {}
pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
    DecodeUtf16 { iter: iter.into_iter(), buf: None }
}
impl<I: Iterator<Item = u16>> Iterator for DecodeUtf16<I> {
    type Item = Result<char, DecodeUtf16Error>;
    fn next(&mut self) -> Option<Result<char, DecodeUtf16Error>> {
        let u = match self.buf.take() {
            Some(buf) => buf,
            None => self.iter.next()?,
        };
        if (u & 0xF800) != 0xD800 {
            return Some(Ok(char::from_u32(u as u32).unwrap()));
        }
        if u >= 0xDC00 {
            return Some(Err(DecodeUtf16Error { code: u }));
        }
        let u2 = match self.iter.next() {
            Some(u2) => u2,
            None => return Some(Err(DecodeUtf16Error { code: u })),
        };
        if u2 < 0xDC00 || u2 > 0xDFFF {
            self.buf = Some(u2);
            return Some(Err(DecodeUtf16Error { code: u }));
        }
        let c = (((u & 0x3ff) as u32) << 10 | (u2 & 0x3ff) as u32) + 0x1_0000;
        Some(Ok(char::from_u32(c).unwrap()))
    }
}
impl char {
    pub fn decode_utf16<I: IntoIterator<Item = u16>>(iter: I) -> DecodeUtf16<I::IntoIter> {
        decode_utf16(iter)
    }
    pub fn encode_utf16(self, dst: &mut [u16]) -> &mut [u16] {
        let code = self as u32;
        if code < 0x10000 {
            dst[0] = code as u16;
            &mut dst[..1]
        } else {
            let rest = code - 0x10000;
            dst[0] = 0xD800 | (rest >> 10) as u16;
            dst[1] = 0xDC00 | (rest as u16 & 0x3FF);
            &mut dst[..2]
        }
    }
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    pub fn escape_unicode(self) -> EscapeUnicode {
        EscapeUnicode(Escaped::unicode(self))
    }
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    pub fn escape_debug(self) -> EscapeDebug {
        let mut buffer = [0; 4];
        let mut made = Escaped { data: ['\0'; 10], at: 0, end: 0 };
        for c in crate::str::escape_text(self.encode_utf8(&mut buffer)).chars() {
            made.push(c);
        }
        EscapeDebug(made)
    }
    #[must_use = "this returns the escaped char as an iterator, without modifying the original"]
    pub fn escape_default(self) -> EscapeDefault {
        EscapeDefault(match self {
            '\t' => Escaped::backslash('t'),
            '\r' => Escaped::backslash('r'),
            '\n' => Escaped::backslash('n'),
            '\\' | '\'' | '"' => Escaped::backslash(self),
            ' '..='~' => Escaped::one(self),
            _ => Escaped::unicode(self),
        })
    }
    pub const MIN: char = '\0';
    pub const MAX: char = '\u{10FFFF}';
    pub const REPLACEMENT_CHARACTER: char = '\u{FFFD}';
    #[must_use]
    pub const fn from_u32(i: u32) -> Option<char> {
        if i > 0x10FFFF || (i >= 0xD800 && i <= 0xDFFF) { None } else { Some(unsafe { from_u32_transmute(i) }) }
    }
    #[must_use]
    pub const unsafe fn from_u32_unchecked(i: u32) -> char {
        unsafe { from_u32_transmute(i) }
    }
    #[must_use]
    pub const fn from_digit(num: u32, radix: u32) -> Option<char> {
        if radix > 36 {
            panic!("from_digit: radix is too high (maximum 36)");
        }
        if num < radix {
            let num = num as u8;
            if num < 10 { Some((b'0' + num) as char) } else { Some((b'a' + num - 10) as char) }
        } else {
            None
        }
    }
    #[must_use]
    #[track_caller]
    pub const fn is_digit(self, radix: u32) -> bool {
        self.to_digit(radix).is_some()
    }
    #[must_use]
    #[track_caller]
    pub const fn to_digit(self, radix: u32) -> Option<u32> {
        assert!(radix >= 2 && radix <= 36, "to_digit: invalid radix -- radix must be in the range 2 to 36 inclusive");
        let c = self as u32;
        let digit = if c >= '0' as u32 && c <= '9' as u32 {
            c - '0' as u32
        } else if c >= 'a' as u32 && c <= 'z' as u32 {
            c - 'a' as u32 + 10
        } else if c >= 'A' as u32 && c <= 'Z' as u32 {
            c - 'A' as u32 + 10
        } else {
            return None;
        };
        if digit < radix { Some(digit) } else { None }
    }
    #[must_use]
    pub const fn len_utf8(self) -> usize {
        let code = self as u32;
        if code < 0x80 {
            1
        } else if code < 0x800 {
            2
        } else if code < 0x10000 {
            3
        } else {
            4
        }
    }
    #[must_use]
    pub const fn len_utf16(self) -> usize {
        if (self as u32) < 0x10000 { 1 } else { 2 }
    }
    pub const fn encode_utf8(self, dst: &mut [u8]) -> &mut str;
    #[must_use]
    pub const fn is_alphabetic(self) -> bool {
        has_property(self, 0)
    }
    #[must_use]
    pub const fn is_numeric(self) -> bool {
        has_property(self, 1)
    }
    #[must_use]
    pub const fn is_alphanumeric(self) -> bool {
        self.is_alphabetic() || self.is_numeric()
    }
    #[must_use]
    pub const fn is_whitespace(self) -> bool {
        has_property(self, 2)
    }
    #[must_use]
    pub const fn is_lowercase(self) -> bool {
        has_property(self, 3)
    }
    #[must_use]
    pub const fn is_uppercase(self) -> bool {
        has_property(self, 4)
    }
    #[must_use]
    pub const fn is_control(self) -> bool {
        has_property(self, 5)
    }
    #[must_use]
    pub fn to_lowercase(self) -> ToLowercase {
        ToLowercase(CaseMapping { chars: case_mapping(self, false), at: 0 })
    }
    #[must_use]
    pub fn to_uppercase(self) -> ToUppercase {
        ToUppercase(CaseMapping { chars: case_mapping(self, true), at: 0 })
    }
    #[must_use]
    pub const fn is_ascii(&self) -> bool {
        (*self as u32) < 128
    }
    #[must_use]
    pub const fn to_ascii_uppercase(&self) -> char {
        if self.is_ascii_lowercase() { (*self as u8 - 32) as char } else { *self }
    }
    #[must_use]
    pub const fn to_ascii_lowercase(&self) -> char {
        if self.is_ascii_uppercase() { (*self as u8 + 32) as char } else { *self }
    }
    #[must_use]
    pub const fn eq_ignore_ascii_case(&self, other: &char) -> bool {
        self.to_ascii_lowercase() as u32 == other.to_ascii_lowercase() as u32
    }
    pub const fn make_ascii_uppercase(&mut self) {
        *self = self.to_ascii_uppercase();
    }
    pub const fn make_ascii_lowercase(&mut self) {
        *self = self.to_ascii_lowercase();
    }
    #[must_use]
    pub const fn is_ascii_alphabetic(&self) -> bool {
        matches!(*self, 'A'..='Z' | 'a'..='z')
    }
    #[must_use]
    pub const fn is_ascii_uppercase(&self) -> bool {
        matches!(*self, 'A'..='Z')
    }
    #[must_use]
    pub const fn is_ascii_lowercase(&self) -> bool {
        matches!(*self, 'a'..='z')
    }
    #[must_use]
    pub const fn is_ascii_alphanumeric(&self) -> bool {
        matches!(*self, '0'..='9' | 'A'..='Z' | 'a'..='z')
    }
    #[must_use]
    pub const fn is_ascii_digit(&self) -> bool {
        matches!(*self, '0'..='9')
    }
    #[must_use]
    pub const fn is_ascii_hexdigit(&self) -> bool {
        matches!(*self, '0'..='9' | 'A'..='F' | 'a'..='f')
    }
    #[must_use]
    pub const fn is_ascii_punctuation(&self) -> bool {
        matches!(*self, '!'..='/' | ':'..='@' | '['..='`' | '{'..='~')
    }
    #[must_use]
    pub const fn is_ascii_whitespace(&self) -> bool {
        matches!(*self, '\t' | '\n' | '\x0C' | '\r' | ' ')
    }
    #[must_use]
    pub const fn is_ascii_control(&self) -> bool {
        matches!(*self, '\0'..='\x1F' | '\x7F')
    }
    #[must_use]
    pub const fn is_ascii_graphic(&self) -> bool {
        matches!(*self, '!'..='~')
    }
}

#[derive(Clone, Debug)]
struct CaseMapping {
    chars: [char; 3],
    at: usize,
}
impl CaseMapping {
    fn next(&mut self) -> Option<char> {
        if self.at == 3 || (self.at > 0 && self.chars[self.at] == '\0') {
            return None;
        }
        self.at += 1;
        Some(self.chars[self.at - 1])
    }
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.clone();
        while let Some(c) = rest.next() {
            fmt::Write::write_char(f, c)?;
        }
        Ok(())
    }
}
#[derive(Clone, Debug)]
pub struct ToLowercase(CaseMapping);
impl Iterator for ToLowercase {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        self.0.next()
    }
}
impl FusedIterator for ToLowercase {}
impl fmt::Display for ToLowercase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}
#[derive(Clone, Debug)]
pub struct ToUppercase(CaseMapping);
impl Iterator for ToUppercase {
    type Item = char;
    fn next(&mut self) -> Option<char> {
        self.0.next()
    }
}
impl FusedIterator for ToUppercase {}
impl fmt::Display for ToUppercase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f)
    }
}
