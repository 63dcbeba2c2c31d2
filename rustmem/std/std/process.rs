//! The process.

use core::fmt;

pub fn exit(code: i32) -> !;
pub fn abort() -> ! {
    core::intrinsics::abort()
}
#[must_use]
pub fn id() -> u32 {
    1
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ExitCode(u8);
impl ExitCode {
    pub const SUCCESS: ExitCode = ExitCode(0);
    pub const FAILURE: ExitCode = ExitCode(1);
    #[doc(hidden)]
    pub fn to_i32(self) -> i32 {
        self.0 as i32
    }
}
impl From<u8> for ExitCode {
    fn from(code: u8) -> Self {
        ExitCode(code)
    }
}

#[lang = "termination"]
#[rustc_on_unimplemented(on(
    cause = "MainFunctionType",
    message = "`main` has invalid return type `{Self}`",
    label = "`main` can only return types that implement `{This}`"
))]
pub trait Termination {
    fn report(self) -> ExitCode;
}
impl Termination for () {
    fn report(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}
impl Termination for ! {
    fn report(self) -> ExitCode {
        self
    }
}
impl Termination for ExitCode {
    fn report(self) -> ExitCode {
        self
    }
}
impl<T: Termination, E: fmt::Debug> Termination for Result<T, E> {
    fn report(self) -> ExitCode {
        match self {
            Ok(val) => val.report(),
            Err(err) => {
                crate::io::_eprint(format_args!("Error: {err:?}\n"));
                ExitCode::FAILURE
            }
        }
    }
}
/// Runs `main`; its result is the exit code.
#[lang = "start"]
#[doc(hidden)]
pub fn lang_start<T: Termination>(main: fn() -> T) -> i32 {
    main().report().to_i32()
}
