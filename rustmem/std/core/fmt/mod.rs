//! Formatting.

mod builders;
mod num;
pub mod rt;

pub use self::builders::{DebugInner, DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple};

use crate::marker::PhantomData;
use crate::result;

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}
#[rustc_diagnostic_item = "FmtResult"]
pub type Result = result::Result<(), Error>;

#[rustc_diagnostic_item = "FmtError"]
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;
impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt("an error occurred when formatting an argument", f)
    }
}

#[rustc_diagnostic_item = "FmtWrite"]
pub trait Write {
    fn write_str(&mut self, s: &str) -> Result;
    fn write_char(&mut self, c: char) -> Result {
        self.write_str(c.encode_utf8(&mut [0; 4]))
    }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result
    where
        Self: Sized,
    {
        write(self, args)
    }
}
impl<W: Write + ?Sized> Write for &mut W {
    fn write_str(&mut self, s: &str) -> Result {
        (**self).write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        (**self).write_char(c)
    }
}

/// How one placeholder is to be written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct FormattingOptions {
    pub(crate) fill: char,
    /// 0 unknown, 1 left, 2 center, 3 right.
    pub(crate) align: u8,
    pub(crate) sign_plus: bool,
    pub(crate) sign_minus: bool,
    pub(crate) alternate: bool,
    pub(crate) zero_pad: bool,
    /// 0 none, 1 `x`, 2 `X`.
    pub(crate) debug_hex: u8,
    pub(crate) width: Option<usize>,
    pub(crate) precision: Option<usize>,
}
impl FormattingOptions {
    pub const fn new() -> Self {
        FormattingOptions {
            fill: ' ',
            align: 0,
            sign_plus: false,
            sign_minus: false,
            alternate: false,
            zero_pad: false,
            debug_hex: 0,
            width: None,
            precision: None,
        }
    }
}

#[lang = "Formatter"]
#[rustc_diagnostic_item = "Formatter"]
pub struct Formatter<'a> {
    pub(crate) options: FormattingOptions,
    pub(crate) buf: &'a mut (dyn Write + 'a),
}
impl<'a> Formatter<'a> {
    pub const fn new(write: &'a mut (dyn Write + 'a), options: FormattingOptions) -> Self {
        Formatter { options, buf: write }
    }
    fn wrap_buf<'b, 'c>(&'b mut self, buf: &'c mut (dyn Write + 'c)) -> Formatter<'c> {
        Formatter { options: self.options, buf }
    }
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, buf: &str) -> Result {
        let mut width = buf.len();
        let mut sign = None;
        if !is_nonnegative {
            sign = Some('-');
            width += 1;
        } else if self.options.sign_plus {
            sign = Some('+');
            width += 1;
        }
        let prefix = if self.options.alternate {
            width += prefix.len();
            Some(prefix)
        } else {
            None
        };
        match self.options.width {
            Some(min) if width < min => {
                if self.options.zero_pad {
                    write_prefix(self, sign, prefix)?;
                    let mut i = width;
                    while i < min {
                        self.buf.write_str("0")?;
                        i += 1;
                    }
                    self.buf.write_str(buf)
                } else {
                    let post = self.padding(min - width, 3)?;
                    write_prefix(self, sign, prefix)?;
                    self.buf.write_str(buf)?;
                    self.write_fill(post)
                }
            }
            _ => {
                write_prefix(self, sign, prefix)?;
                self.buf.write_str(buf)
            }
        }
    }
    pub fn pad(&mut self, s: &str) -> Result {
        if self.options.width.is_none() && self.options.precision.is_none() {
            return self.buf.write_str(s);
        }
        let s = match self.options.precision {
            Some(max) => match s.char_indices().nth(max) {
                Some((end, _)) => &s[..end],
                None => s,
            },
            None => s,
        };
        match self.options.width {
            None => self.buf.write_str(s),
            Some(width) => {
                let count = s.chars().count();
                if count >= width {
                    self.buf.write_str(s)
                } else {
                    let post = self.padding(width - count, 1)?;
                    self.buf.write_str(s)?;
                    self.write_fill(post)
                }
            }
        }
    }
    /// Writes the padding that goes before, returns how much goes after.
    fn padding(&mut self, padding: usize, default: u8) -> result::Result<usize, Error> {
        let align = if self.options.align == 0 { default } else { self.options.align };
        let before = match align {
            1 => 0,
            2 => padding / 2,
            _ => padding,
        };
        self.write_fill(before)?;
        Ok(padding - before)
    }
    fn write_fill(&mut self, count: usize) -> Result {
        let mut i = 0;
        while i < count {
            self.buf.write_char(self.options.fill)?;
            i += 1;
        }
        Ok(())
    }
    /// A float's digits, padded: as `pad_integral`, but the sign is in `text`.
    pub(crate) fn pad_number(&mut self, negative: bool, digits: &str, can_zero_pad: bool) -> Result {
        let sign = if negative {
            "-"
        } else if self.options.sign_plus && can_zero_pad {
            "+"
        } else {
            ""
        };
        let width = sign.len() + digits.len();
        match self.options.width {
            Some(min) if width < min => {
                if self.options.zero_pad && can_zero_pad {
                    self.buf.write_str(sign)?;
                    let mut i = width;
                    while i < min {
                        self.buf.write_str("0")?;
                        i += 1;
                    }
                    self.buf.write_str(digits)
                } else {
                    let post = self.padding(min - width, 3)?;
                    self.buf.write_str(sign)?;
                    self.buf.write_str(digits)?;
                    self.write_fill(post)
                }
            }
            _ => {
                self.buf.write_str(sign)?;
                self.buf.write_str(digits)
            }
        }
    }
    pub fn write_str(&mut self, data: &str) -> Result {
        self.buf.write_str(data)
    }
    pub fn write_fmt(&mut self, fmt: Arguments<'_>) -> Result {
        write(self.buf, fmt)
    }
    #[must_use]
    pub const fn fill(&self) -> char {
        self.options.fill
    }
    #[must_use]
    pub const fn align(&self) -> Option<Alignment> {
        match self.options.align {
            1 => Some(Alignment::Left),
            2 => Some(Alignment::Center),
            3 => Some(Alignment::Right),
            _ => None,
        }
    }
    #[must_use]
    pub const fn width(&self) -> Option<usize> {
        self.options.width
    }
    #[must_use]
    pub const fn precision(&self) -> Option<usize> {
        self.options.precision
    }
    #[must_use]
    pub const fn sign_plus(&self) -> bool {
        self.options.sign_plus
    }
    #[must_use]
    pub const fn sign_minus(&self) -> bool {
        self.options.sign_minus
    }
    #[must_use]
    pub const fn alternate(&self) -> bool {
        self.options.alternate
    }
    #[must_use]
    pub const fn sign_aware_zero_pad(&self) -> bool {
        self.options.zero_pad
    }
    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> {
        builders::debug_struct_new(self, name)
    }
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> {
        builders::debug_tuple_new(self, name)
    }
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> {
        builders::debug_list_new(self)
    }
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> {
        builders::debug_set_new(self)
    }
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> {
        builders::debug_map_new(self)
    }
    #[doc(hidden)]
    pub fn debug_struct_field1_finish(&mut self, name: &str, name1: &str, value1: &dyn Debug) -> Result {
        self.debug_struct(name).field(name1, value1).finish()
    }
    #[doc(hidden)]
    pub fn debug_struct_field2_finish(&mut self, name: &str, name1: &str, value1: &dyn Debug, name2: &str, value2: &dyn Debug) -> Result {
        self.debug_struct(name).field(name1, value1).field(name2, value2).finish()
    }
    #[doc(hidden)]
    pub fn debug_struct_field3_finish(&mut self, name: &str, name1: &str, value1: &dyn Debug, name2: &str, value2: &dyn Debug, name3: &str, value3: &dyn Debug) -> Result {
        self.debug_struct(name).field(name1, value1).field(name2, value2).field(name3, value3).finish()
    }
    #[doc(hidden)]
    pub fn debug_struct_field4_finish(&mut self, name: &str, name1: &str, value1: &dyn Debug, name2: &str, value2: &dyn Debug, name3: &str, value3: &dyn Debug, name4: &str, value4: &dyn Debug) -> Result {
        self.debug_struct(name).field(name1, value1).field(name2, value2).field(name3, value3).field(name4, value4).finish()
    }
    #[doc(hidden)]
    pub fn debug_struct_field5_finish(&mut self, name: &str, name1: &str, value1: &dyn Debug, name2: &str, value2: &dyn Debug, name3: &str, value3: &dyn Debug, name4: &str, value4: &dyn Debug, name5: &str, value5: &dyn Debug) -> Result {
        self.debug_struct(name).field(name1, value1).field(name2, value2).field(name3, value3).field(name4, value4).field(name5, value5).finish()
    }
    #[doc(hidden)]
    pub fn debug_struct_fields_finish(&mut self, name: &str, names: &[&str], values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_struct(name);
        let mut i = 0;
        while i < names.len() {
            builder.field(names[i], values[i]);
            i += 1;
        }
        builder.finish()
    }
    #[doc(hidden)]
    pub fn debug_tuple_field1_finish(&mut self, name: &str, value1: &dyn Debug) -> Result {
        self.debug_tuple(name).field(value1).finish()
    }
    #[doc(hidden)]
    pub fn debug_tuple_field2_finish(&mut self, name: &str, value1: &dyn Debug, value2: &dyn Debug) -> Result {
        self.debug_tuple(name).field(value1).field(value2).finish()
    }
    #[doc(hidden)]
    pub fn debug_tuple_field3_finish(&mut self, name: &str, value1: &dyn Debug, value2: &dyn Debug, value3: &dyn Debug) -> Result {
        self.debug_tuple(name).field(value1).field(value2).field(value3).finish()
    }
    #[doc(hidden)]
    pub fn debug_tuple_field4_finish(&mut self, name: &str, value1: &dyn Debug, value2: &dyn Debug, value3: &dyn Debug, value4: &dyn Debug) -> Result {
        self.debug_tuple(name).field(value1).field(value2).field(value3).field(value4).finish()
    }
    #[doc(hidden)]
    pub fn debug_tuple_field5_finish(&mut self, name: &str, value1: &dyn Debug, value2: &dyn Debug, value3: &dyn Debug, value4: &dyn Debug, value5: &dyn Debug) -> Result {
        self.debug_tuple(name).field(value1).field(value2).field(value3).field(value4).field(value5).finish()
    }
    #[doc(hidden)]
    pub fn debug_tuple_fields_finish(&mut self, name: &str, values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_tuple(name);
        let mut i = 0;
        while i < values.len() {
            builder.field(values[i]);
            i += 1;
        }
        builder.finish()
    }
}
fn write_prefix(f: &mut Formatter<'_>, sign: Option<char>, prefix: Option<&str>) -> Result {
    if let Some(c) = sign {
        f.buf.write_char(c)?;
    }
    match prefix {
        Some(prefix) => f.buf.write_str(prefix),
        None => Ok(()),
    }
}
impl Write for Formatter<'_> {
    fn write_str(&mut self, s: &str) -> Result {
        self.buf.write_str(s)
    }
    fn write_char(&mut self, c: char) -> Result {
        self.buf.write_char(c)
    }
    fn write_fmt(&mut self, args: Arguments<'_>) -> Result {
        write(self.buf, args)
    }
}

#[rustc_on_unimplemented(
    on(
        crate_local,
        note = "add `#[derive(Debug)]` to `{Self}` or manually `impl {This} for {Self}`"
    ),
    on(
        from_desugaring = "FormatLiteral",
        label = "`{Self}` cannot be formatted using `{{:?}}` because it doesn't implement `{This}`"
    ),
    message = "`{Self}` doesn't implement `{This}`"
)]
#[rustc_diagnostic_item = "Debug"]
#[rustc_trivial_field_reads]
pub trait Debug {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
#[rustc_on_unimplemented(
    on(
        any(Self = "std::path::Path", Self = "std::path::PathBuf"),
        label = "`{Self}` cannot be formatted with the default formatter; call `.display()` on it",
        note = "call `.display()` or `.to_string_lossy()` to safely print paths, as they may contain non-Unicode data",
    ),
    on(
        from_desugaring = "FormatLiteral",
        note = "in format strings you may be able to use `{{:?}}` (or {{:#?}} for pretty-print) instead",
        label = "`{Self}` cannot be formatted with the default formatter",
    ),
    message = "`{Self}` doesn't implement `{This}`"
)]
#[rustc_diagnostic_item = "Display"]
pub trait Display {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
pub trait Octal {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
pub trait Binary {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
pub trait LowerHex {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
pub trait UpperHex {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
#[rustc_diagnostic_item = "Pointer"]
pub trait Pointer {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
pub trait LowerExp {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
pub trait UpperExp {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}

macro_rules! fmt_refs {
    ($($tr:ident),*) => {
        $(
            impl<T: ?Sized + $tr> $tr for &T {
                fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                    $tr::fmt(&**self, f)
                }
            }
            impl<T: ?Sized + $tr> $tr for &mut T {
                fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                    $tr::fmt(&**self, f)
                }
            }
        )*
    };
}
fmt_refs! { Debug, Display, Octal, Binary, LowerHex, UpperHex, LowerExp, UpperExp }

impl Debug for ! {
    fn fmt(&self, _: &mut Formatter<'_>) -> Result {
        *self
    }
}
impl Display for ! {
    fn fmt(&self, _: &mut Formatter<'_>) -> Result {
        *self
    }
}
impl Debug for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt(self, f)
    }
}
impl Display for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(if *self { "true" } else { "false" })
    }
}
impl Debug for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(quote_str(self))
    }
}
impl Display for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(self)
    }
}
impl Debug for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(quote_char(*self))
    }
}
impl Display for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if self_is_plain(f) { f.buf.write_char(*self) } else { f.pad(self.encode_utf8(&mut [0; 4])) }
    }
}
fn self_is_plain(f: &Formatter<'_>) -> bool {
    f.options.width.is_none() && f.options.precision.is_none()
}
/// The text in double quotes with `escape_debug`.
fn quote_str(s: &str) -> &'static str;
/// The character in single quotes with `escape_debug`.
fn quote_char(c: char) -> &'static str;
impl<T: ?Sized> Pointer for &T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Pointer::fmt(&(*self as *const T), f)
    }
}
impl<T: ?Sized> Pointer for &mut T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Pointer::fmt(&(&**self as *const T), f)
    }
}
pub(crate) fn pointer_fmt_inner(ptr_addr: usize, f: &mut Formatter<'_>) -> Result {
    let old = f.options;
    if f.options.alternate {
        f.options.zero_pad = true;
        if f.options.width.is_none() {
            f.options.width = Some(18);
        }
    }
    f.options.alternate = true;
    let ret = LowerHex::fmt(&ptr_addr, f);
    f.options = old;
    ret
}
impl Debug for () {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad("()")
    }
}
impl<T: Debug> Debug for [T] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    pub(crate) template: &'a [u8],
    pub(crate) args: &'a [rt::Argument<'a>],
    _marker: PhantomData<&'a ()>,
}
impl<'a> Arguments<'a> {
    #[doc(hidden)]
    pub const unsafe fn new<const N: usize, const M: usize>(template: &'a [u8; N], args: &'a [rt::Argument<'a>; M]) -> Arguments<'a> {
        Arguments { template, args, _marker: PhantomData }
    }
    #[doc(hidden)]
    pub const fn from_str(s: &'static str) -> Arguments<'a> {
        Arguments { template: literal_template(s), args: &[], _marker: PhantomData }
    }
    #[doc(hidden)]
    pub const fn from_str_nonconst(s: &'static str) -> Arguments<'a> {
        Arguments::from_str(s)
    }
    #[must_use]
    pub const fn as_str(&self) -> Option<&'static str> {
        template_literal(self.template)
    }
}
/// The template of a format string without placeholders.
const fn literal_template(s: &'static str) -> &'static [u8];
/// The literal text of a template without placeholders.
const fn template_literal(template: &[u8]) -> Option<&'static str>;
impl Debug for Arguments<'_> {
    fn fmt(&self, fmt: &mut Formatter<'_>) -> Result {
        Display::fmt(self, fmt)
    }
}
impl Display for Arguments<'_> {
    fn fmt(&self, fmt: &mut Formatter<'_>) -> Result {
        write(fmt.buf, *self)
    }
}
/// Writes the template's text and arguments in turn.
pub fn write(output: &mut dyn Write, args: Arguments<'_>) -> Result {
    rt::write_template(output, args.template, args.args)
}
pub fn from_fn<F: Fn(&mut Formatter<'_>) -> Result>(f: F) -> FromFn<F> {
    FromFn(f)
}
pub struct FromFn<F>(F);
impl<F: Fn(&mut Formatter<'_>) -> Result> Debug for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
impl<F: Fn(&mut Formatter<'_>) -> Result> Display for FromFn<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        (self.0)(f)
    }
}
