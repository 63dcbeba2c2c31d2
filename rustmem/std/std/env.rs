//! The environment: a run has no arguments and no variables.

use alloc::string::String;

#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    NotPresent,
}
impl core::fmt::Display for VarError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("environment variable not found")
    }
}
impl core::error::Error for VarError {}

pub struct Args {
    at: usize,
}
pub fn args() -> Args {
    Args { at: 0 }
}
impl Iterator for Args {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        if self.at == 0 {
            self.at = 1;
            Some(String::from("main"))
        } else {
            None
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (1 - self.at, Some(1 - self.at))
    }
}
impl ExactSizeIterator for Args {}
