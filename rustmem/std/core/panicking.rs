//! How the language panics. `begin_panic` is the interpreter's: it prints the message with the
//! caller's place and unwinds.

use crate::fmt;

/// Starts a panic at the place of the caller (`#[track_caller]`).
#[track_caller]
pub const fn begin_panic(message: &str) -> !;

#[track_caller]
#[lang = "panic_fmt"]
pub const fn panic_fmt(fmt: fmt::Arguments<'_>) -> !;
#[track_caller]
#[lang = "panic"]
pub const fn panic(expr: &'static str) -> ! {
    begin_panic(expr)
}
#[track_caller]
pub const fn panic_explicit() -> ! {
    begin_panic("explicit panic")
}
#[track_caller]
#[rustc_diagnostic_item = "panic_str_2015"]
pub const fn panic_str_2015(expr: &str) -> ! {
    begin_panic(expr)
}
#[track_caller]
#[lang = "panic_display"]
pub const fn panic_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("{}", *x))
}
#[track_caller]
#[rustc_diagnostic_item = "unreachable_display"]
pub fn unreachable_display<T: fmt::Display>(x: &T) -> ! {
    panic_fmt(format_args!("internal error: entered unreachable code: {}", *x))
}

#[derive(Debug)]
pub enum AssertKind {
    Eq,
    Ne,
    Match,
}
#[track_caller]
pub fn assert_failed<T, U>(kind: AssertKind, left: &T, right: &U, args: Option<fmt::Arguments<'_>>) -> !
where
    T: fmt::Debug + ?Sized,
    U: fmt::Debug + ?Sized,
{
    assert_failed_inner(kind, &left, &right, args)
}
#[track_caller]
fn assert_failed_inner(kind: AssertKind, left: &dyn fmt::Debug, right: &dyn fmt::Debug, args: Option<fmt::Arguments<'_>>) -> ! {
    let op = match kind {
        AssertKind::Eq => "==",
        AssertKind::Ne => "!=",
        AssertKind::Match => "matches",
    };
    match args {
        Some(args) => panic!("assertion `left {op} right` failed: {args}\n  left: {left:?}\n right: {right:?}"),
        None => panic!("assertion `left {op} right` failed\n  left: {left:?}\n right: {right:?}"),
    }
}
