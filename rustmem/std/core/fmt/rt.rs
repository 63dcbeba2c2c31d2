//! What lowered `format_args!` calls. `syntax/lower_format.py` describes the template's bytes.

use crate::fmt::{Binary, Debug, Display, Formatter, LowerExp, LowerHex, Octal, Pointer, Result, UpperExp, UpperHex, Write};
use crate::marker::PhantomData;

/// A value with the function that formats it, or a count for a width or precision.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> {
    value: *const (),
    formatter: *const (),
    count: u16,
    _lifetime: PhantomData<&'a ()>,
}

impl Argument<'_> {
    /// Keeps `x` and `f` with their types forgotten.
    const fn new<'a, T>(x: &'a T, f: fn(&T, &mut Formatter<'_>) -> Result) -> Argument<'a>;

    pub const fn new_display<T: Display>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as Display>::fmt)
    }
    pub const fn new_debug<T: Debug>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as Debug>::fmt)
    }
    pub const fn new_octal<T: Octal>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as Octal>::fmt)
    }
    pub const fn new_lower_hex<T: LowerHex>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as LowerHex>::fmt)
    }
    pub const fn new_upper_hex<T: UpperHex>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as UpperHex>::fmt)
    }
    pub const fn new_pointer<T: Pointer>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as Pointer>::fmt)
    }
    pub const fn new_binary<T: Binary>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as Binary>::fmt)
    }
    pub const fn new_lower_exp<T: LowerExp>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as LowerExp>::fmt)
    }
    pub const fn new_upper_exp<T: UpperExp>(x: &T) -> Argument<'_> {
        Argument::new(x, <T as UpperExp>::fmt)
    }
    /// A width or precision taken from an argument.
    pub const fn from_usize(x: &usize) -> Argument<'_>;
}

/// Walks the template: text goes to `output`, a placeholder calls its argument's function with a `Formatter` of its options.
pub fn write_template(output: &mut dyn Write, template: &[u8], args: &[Argument<'_>]) -> Result;
