//! Input and output: standard input is empty, the outputs are recorded.

pub mod prelude {
    pub use super::{BufRead, Read, Write};
}

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

#[doc(hidden)]
pub fn _print(args: fmt::Arguments<'_>) {
    let _ = fmt::write(&mut StdoutRaw, args);
}
#[doc(hidden)]
pub fn _eprint(args: fmt::Arguments<'_>) {
    let _ = fmt::write(&mut StderrRaw, args);
}
fn write_stdout(s: &str);
fn write_stderr(s: &str);
/// The next line of standard input, with its line end; empty at the end.
fn read_stdin_line() -> &'static str;

struct StdoutRaw;
impl fmt::Write for StdoutRaw {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        write_stdout(s);
        Ok(())
    }
}
struct StderrRaw;
impl fmt::Write for StderrRaw {
    fn write_str(&mut self, s: &str) -> fmt::Result {
        write_stderr(s);
        Ok(())
    }
}

pub type Result<T> = core::result::Result<T, Error>;

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[rustc_diagnostic_item = "io_errorkind"]
pub enum ErrorKind {
    NotFound,
    PermissionDenied,
    ConnectionRefused,
    ConnectionReset,
    AlreadyExists,
    WouldBlock,
    InvalidInput,
    InvalidData,
    TimedOut,
    WriteZero,
    Interrupted,
    Unsupported,
    UnexpectedEof,
    OutOfMemory,
    Other,
}
impl ErrorKind {
    fn description(&self) -> &'static str {
        match *self {
            ErrorKind::NotFound => "entity not found",
            ErrorKind::PermissionDenied => "permission denied",
            ErrorKind::ConnectionRefused => "connection refused",
            ErrorKind::ConnectionReset => "connection reset",
            ErrorKind::AlreadyExists => "entity already exists",
            ErrorKind::WouldBlock => "operation would block",
            ErrorKind::InvalidInput => "invalid input parameter",
            ErrorKind::InvalidData => "invalid data",
            ErrorKind::TimedOut => "timed out",
            ErrorKind::WriteZero => "write zero",
            ErrorKind::Interrupted => "operation interrupted",
            ErrorKind::Unsupported => "unsupported",
            ErrorKind::UnexpectedEof => "unexpected end of file",
            ErrorKind::OutOfMemory => "out of memory",
            ErrorKind::Other => "other error",
        }
    }
}
impl fmt::Display for ErrorKind {
    fn fmt(&self, fmt: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt.write_str(self.description())
    }
}
pub struct Error {
    kind: ErrorKind,
    error: Option<Box<dyn core::error::Error + Send + Sync>>,
}
impl Error {
    pub fn new<E>(kind: ErrorKind, error: E) -> Error
    where
        E: Into<Box<dyn core::error::Error + Send + Sync>>,
    {
        Error { kind, error: Some(error.into()) }
    }
    pub fn other<E>(error: E) -> Error
    where
        E: Into<Box<dyn core::error::Error + Send + Sync>>,
    {
        Error { kind: ErrorKind::Other, error: Some(error.into()) }
    }
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Some(error) => f.debug_struct("Custom").field("kind", &self.kind).field("error", error).finish(),
            None => f.debug_tuple("Kind").field(&self.kind).finish(),
        }
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            Some(error) => fmt::Display::fmt(error, f),
            None => f.write_str(self.kind.description()),
        }
    }
}
impl core::error::Error for Error {}
impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error { kind, error: None }
    }
}

#[rustc_diagnostic_item = "IoRead"]
pub trait Read {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize>;
    fn read_to_string(&mut self, buf: &mut String) -> Result<usize> {
        let mut bytes = Vec::new();
        let n = self.read_to_end(&mut bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => {
                buf.push_str(&text);
                Ok(n)
            }
            Err(_) => Err(Error::new(ErrorKind::InvalidData, "stream did not contain valid UTF-8")),
        }
    }
    fn read_to_end(&mut self, buf: &mut Vec<u8>) -> Result<usize> {
        let mut total = 0;
        let mut chunk = [0u8; 64];
        loop {
            let n = self.read(&mut chunk)?;
            if n == 0 {
                return Ok(total);
            }
            buf.extend_from_slice(&chunk[..n]);
            total += n;
        }
    }
}
#[rustc_diagnostic_item = "IoWrite"]
pub trait Write {
    fn write(&mut self, buf: &[u8]) -> Result<usize>;
    fn flush(&mut self) -> Result<()>;
    fn write_all(&mut self, buf: &[u8]) -> Result<()> {
        self.write(buf)?;
        Ok(())
    }
    fn write_fmt(&mut self, args: fmt::Arguments<'_>) -> Result<()> {
        let text = alloc::fmt::format(args);
        self.write_all(text.as_bytes())
    }
    fn by_ref(&mut self) -> &mut Self
    where
        Self: Sized,
    {
        self
    }
}
pub trait BufRead: Read {
    fn read_line(&mut self, buf: &mut String) -> Result<usize>;
    fn lines(self) -> Lines<Self>
    where
        Self: Sized,
    {
        Lines { buf: self }
    }
}
#[derive(Debug)]
pub struct Lines<B> {
    buf: B,
}
impl<B: BufRead> Iterator for Lines<B> {
    type Item = Result<String>;
    fn next(&mut self) -> Option<Result<String>> {
        let mut buf = String::new();
        match self.buf.read_line(&mut buf) {
            Ok(0) => None,
            Ok(_) => {
                if buf.ends_with('\n') {
                    buf.pop();
                }
                Some(Ok(buf))
            }
            Err(e) => Some(Err(e)),
        }
    }
}
pub struct Stdin(());
pub struct StdinLock<'a>(core::marker::PhantomData<&'a ()>);
#[must_use]
pub fn stdin() -> Stdin {
    Stdin(())
}
impl Stdin {
    pub fn lock(&self) -> StdinLock<'static> {
        StdinLock(core::marker::PhantomData)
    }
    pub fn read_line(&self, buf: &mut String) -> Result<usize> {
        let line = read_stdin_line();
        buf.push_str(line);
        Ok(line.len())
    }
    pub fn lines(self) -> Lines<StdinLock<'static>> {
        self.lock().lines()
    }
}
impl Read for Stdin {
    fn read(&mut self, _buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl Read for StdinLock<'_> {
    fn read(&mut self, _buf: &mut [u8]) -> Result<usize> {
        Ok(0)
    }
}
impl BufRead for StdinLock<'_> {
    fn read_line(&mut self, buf: &mut String) -> Result<usize> {
        let line = read_stdin_line();
        buf.push_str(line);
        Ok(line.len())
    }
}
pub struct Stdout(());
pub struct StdoutLock<'a>(core::marker::PhantomData<&'a ()>);
#[must_use]
pub fn stdout() -> Stdout {
    Stdout(())
}
impl Stdout {
    pub fn lock(&self) -> StdoutLock<'static> {
        StdoutLock(core::marker::PhantomData)
    }
}
fn write_text(buf: &[u8], err: bool) {
    let text = String::from_utf8_lossy(buf);
    if err { write_stderr(&text) } else { write_stdout(&text) }
}
impl Write for Stdout {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        write_text(buf, false);
        Ok(buf.len())
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
impl Write for StdoutLock<'_> {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        write_text(buf, false);
        Ok(buf.len())
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
pub struct Stderr(());
#[must_use]
pub fn stderr() -> Stderr {
    Stderr(())
}
impl Write for Stderr {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        write_text(buf, true);
        Ok(buf.len())
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
impl Write for Vec<u8> {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        self.extend_from_slice(buf);
        Ok(buf.len())
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}
impl<W: Write + ?Sized> Write for &mut W {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        (**self).write(buf)
    }
    fn flush(&mut self) -> Result<()> {
        (**self).flush()
    }
}
impl<W: Write + ?Sized> Write for Box<W> {
    fn write(&mut self, buf: &[u8]) -> Result<usize> {
        (**self).write(buf)
    }
    fn flush(&mut self) -> Result<()> {
        (**self).flush()
    }
}
impl Read for &[u8] {
    fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        let n = if buf.len() < self.len() { buf.len() } else { self.len() };
        buf[..n].copy_from_slice(&self[..n]);
        *self = &self[n..];
        Ok(n)
    }
}
