//! Formatting to strings.

pub use core::fmt::*;

use crate::string::String;

#[must_use]
#[rustc_diagnostic_item = "fmt_format"]
pub fn format(args: Arguments<'_>) -> String {
    let mut output = String::new();
    write(&mut output, args).expect("a formatting trait implementation returned an error when the underlying stream did not");
    output
}
