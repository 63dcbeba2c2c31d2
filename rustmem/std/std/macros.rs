//! The macros of `std`; those of `core` and `alloc` are visible through it.

#[rustc_builtin_macro(std_panic)]
macro_rules! panic { () => {}; }

macro_rules! print {
    ($($arg:tt)*) => {{
        $crate::io::_print($crate::format_args!($($arg)*));
    }};
}

macro_rules! println {
    () => {
        $crate::print!("\n")
    };
    ($($arg:tt)*) => {{
        $crate::io::_print($crate::format_args_nl!($($arg)*));
    }};
}

macro_rules! eprint {
    ($($arg:tt)*) => {{
        $crate::io::_eprint($crate::format_args!($($arg)*));
    }};
}

macro_rules! eprintln {
    () => {
        $crate::eprint!("\n")
    };
    ($($arg:tt)*) => {{
        $crate::io::_eprint($crate::format_args_nl!($($arg)*));
    }};
}

macro_rules! dbg {
    () => {
        $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!())
    };
    ($val:expr $(,)?) => {
        match $val {
            tmp => {
                $crate::eprintln!("[{}:{}:{}] {} = {:#?}",
                    $crate::file!(),
                    $crate::line!(),
                    $crate::column!(),
                    $crate::stringify!($val),
                    &&tmp as &dyn $crate::fmt::Debug,
                );
                tmp
            }
        }
    };
    ($($val:expr),+ $(,)?) => {
        ($($crate::dbg!($val)),+,)
    };
}

macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => (
        $crate::thread::local_impl::thread_local_inner!([$(#[$attr])*] [$vis] $name, $t, const $init);
        $crate::thread_local!($($rest)*);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block) => (
        $crate::thread::local_impl::thread_local_inner!([$(#[$attr])*] [$vis] $name, $t, const $init);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => (
        $crate::thread::local_impl::thread_local_inner!([$(#[$attr])*] [$vis] $name, $t, $init);
        $crate::thread_local!($($rest)*);
    );
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr) => (
        $crate::thread::local_impl::thread_local_inner!([$(#[$attr])*] [$vis] $name, $t, $init);
    );
}

pub mod thread {
    pub mod local_impl {
        // A key is the function that makes the first value; the value of each thread is found by it.
        macro_rules! thread_local_inner {
            ([$($attrs:tt)*] [$vis:vis] $name:ident, $t:ty, const $init:block) => {
                $($attrs)* $vis const $name: $crate::thread::LocalKey<$t> = {
                    const __RUST_STD_INTERNAL_INIT: $t = $init;
                    #[inline]
                    fn __rust_std_internal_init_fn() -> $t {
                        __RUST_STD_INTERNAL_INIT
                    }
                    unsafe { $crate::thread::LocalKey::new(__rust_std_internal_init_fn) }
                };
            };
            ([$($attrs:tt)*] [$vis:vis] $name:ident, $t:ty, $init:expr) => {
                $($attrs)* $vis const $name: $crate::thread::LocalKey<$t> = {
                    #[inline]
                    fn __rust_std_internal_init_fn() -> $t {
                        $init
                    }
                    unsafe { $crate::thread::LocalKey::new(__rust_std_internal_init_fn) }
                };
            };
        }
    }
}
