//! The macros of `core`. Only macro definitions stand here; a module says where a macro lives if not at the root.
//! `#[rustc_builtin_macro]` marks what `syntax/builtin_macros.py` implements.

#[rustc_builtin_macro(core_panic)]
macro_rules! panic { () => {}; }

#[allow_internal_unstable(panic_internals)]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if !(*left_val == *right_val) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(
                        kind,
                        &*left_val,
                        &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)),
                    );
                }
            }
        }
    };
}

macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(kind, &*left_val, &*right_val, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($arg:tt)+) => {
        match (&$left, &$right) {
            (left_val, right_val) => {
                if *left_val == *right_val {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(
                        kind,
                        &*left_val,
                        &*right_val,
                        $crate::option::Option::Some($crate::format_args!($($arg)+)),
                    );
                }
            }
        }
    };
}

macro_rules! debug_assert {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) {
            $crate::assert!($($arg)*);
        }
    };
}

macro_rules! debug_assert_eq {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) {
            $crate::assert_eq!($($arg)*);
        }
    };
}

macro_rules! debug_assert_ne {
    ($($arg:tt)*) => {
        if $crate::cfg!(debug_assertions) {
            $crate::assert_ne!($($arg)*);
        }
    };
}

macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        #[allow(non_exhaustive_omitted_patterns)]
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false,
        }
    };
}

macro_rules! r#try {
    ($expr:expr $(,)?) => {
        match $expr {
            $crate::result::Result::Ok(val) => val,
            $crate::result::Result::Err(err) => {
                return $crate::result::Result::Err($crate::convert::From::from(err));
            }
        }
    };
}

macro_rules! write {
    ($dst:expr, $($arg:tt)*) => {
        $dst.write_fmt($crate::format_args!($($arg)*))
    };
}

macro_rules! writeln {
    ($dst:expr $(,)?) => {
        $crate::write!($dst, "\n")
    };
    ($dst:expr, $($arg:tt)*) => {
        $dst.write_fmt($crate::format_args_nl!($($arg)*))
    };
}

#[rustc_builtin_macro(unreachable)]
macro_rules! unreachable { () => {}; }

macro_rules! unimplemented {
    () => {
        $crate::panicking::panic("not implemented")
    };
    ($($arg:tt)+) => {
        $crate::panic!("not implemented: {}", $crate::format_args!($($arg)+))
    };
}

macro_rules! todo {
    () => {
        $crate::panicking::panic("not yet implemented")
    };
    ($($arg:tt)+) => {
        $crate::panic!("not yet implemented: {}", $crate::format_args!($($arg)+))
    };
}

#[rustc_builtin_macro]
macro_rules! compile_error { () => {}; }
#[rustc_builtin_macro]
macro_rules! format_args { () => {}; }
#[rustc_builtin_macro]
macro_rules! const_format_args { () => {}; }
#[rustc_builtin_macro]
macro_rules! format_args_nl { () => {}; }
#[rustc_builtin_macro]
macro_rules! env { () => {}; }
#[rustc_builtin_macro]
macro_rules! option_env { () => {}; }
#[rustc_builtin_macro]
macro_rules! concat { () => {}; }
#[rustc_builtin_macro]
macro_rules! line { () => {}; }
#[rustc_builtin_macro]
macro_rules! column { () => {}; }
#[rustc_builtin_macro]
macro_rules! file { () => {}; }
#[rustc_builtin_macro]
macro_rules! stringify { () => {}; }
#[rustc_builtin_macro]
macro_rules! include_str { () => {}; }
#[rustc_builtin_macro]
macro_rules! include_bytes { () => {}; }
#[rustc_builtin_macro]
macro_rules! include { () => {}; }
#[rustc_builtin_macro]
macro_rules! module_path { () => {}; }
#[rustc_builtin_macro]
macro_rules! cfg { () => {}; }
#[rustc_builtin_macro]
macro_rules! assert { () => {}; }
#[rustc_builtin_macro]
macro_rules! cfg_select { () => {}; }

pub mod panic {
    macro_rules! panic_2015 {
        () => {
            $crate::panicking::panic("explicit panic")
        };
        ($msg:literal $(,)?) => {
            $crate::panicking::panic($msg)
        };
        ($msg:expr $(,)?) => ({
            $crate::panicking::panic_str_2015($msg);
        });
        ("{}", $arg:expr $(,)?) => ({
            $crate::panicking::panic_display(&$arg);
        });
        ($fmt:expr, $($arg:tt)+) => ({
            $crate::panicking::panic_fmt($crate::const_format_args!($fmt, $($arg)+));
        });
    }

    macro_rules! panic_2021 {
        () => (
            $crate::panicking::panic("explicit panic")
        );
        ("{}", $arg:expr $(,)?) => ({
            $crate::panicking::panic_display(&$arg);
        });
        ($($t:tt)+) => ({
            $crate::panicking::panic_fmt($crate::const_format_args!($($t)+));
        });
    }

    macro_rules! unreachable_2015 {
        () => (
            $crate::panicking::panic("internal error: entered unreachable code")
        );
        ($msg:expr $(,)?) => (
            $crate::panicking::unreachable_display(&$msg)
        );
        ($fmt:expr, $($arg:tt)*) => (
            $crate::panic!($crate::concat!("internal error: entered unreachable code: ", $fmt), $($arg)*)
        );
    }

    macro_rules! unreachable_2021 {
        () => (
            $crate::panicking::panic("internal error: entered unreachable code")
        );
        ($($t:tt)+) => (
            $crate::panic!("internal error: entered unreachable code: {}", $crate::format_args!($($t)+))
        );
    }
}

pub mod ptr {
    macro_rules! addr_of {
        ($place:expr) => {
            &raw const $place
        };
    }

    macro_rules! addr_of_mut {
        ($place:expr) => {
            &raw mut $place
        };
    }
}

pub mod mem {
    macro_rules! offset_of {
        ($Container:ty, $($fields:expr)+ $(,)?) => {
            const { builtin # offset_of($Container, $($fields)+) }
        };
    }
}

pub mod pin {
    macro_rules! pin {
        ($value:expr $(,)?) => {
            {
                super let mut pinned = $value;
                unsafe { $crate::pin::Pin::new_unchecked(&mut pinned) }
            }
        };
    }
}

pub mod task {
    macro_rules! ready {
        ($e:expr $(,)?) => {
            match $e {
                $crate::task::Poll::Ready(t) => t,
                $crate::task::Poll::Pending => {
                    return $crate::task::Poll::Pending;
                }
            }
        };
    }
}
