"""How a run ends other than by returning from `main`: exceptions that cross the interpreted program's frames."""

from __future__ import annotations

from typing import Any

from rustmem.source.span import Span

DANGLING = "memory access failed: the allocation has been freed, so this pointer is dangling"
OUTSIDE = "memory access failed: attempting to access beyond the bounds of the allocation"
UNINIT = "reading memory, but memory is uninitialized, and this operation requires initialized memory"


class RustPanic(BaseException):
    """An unwinding panic. `payload` is the `Box<dyn Any + Send>`'s pointer, made when somebody catches it."""

    def __init__(self, message: str, payload: Any = None, literal: bool = False) -> None:
        self.message = message
        self.payload = payload
        self.literal = literal


class UndefinedBehavior(BaseException):
    """The program broke a rule of the language; `words` are Miri's."""

    def __init__(self, words: str, span: Span | None = None) -> None:
        super().__init__(words)
        self.words, self.span = words, span


class LimitReached(BaseException):
    """A budget of the run is used up: `what` is steps, memory, output, time or trace."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class ProcessExit(BaseException):
    """`std::process::exit`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Abort(BaseException):
    """`std::process::abort`, a panic in a destructor during cleanup, a stack overflow."""


class NotModelled(Exception):
    """The program reached something that the interpreter does not have."""

    def __init__(self, what: str, span: Span | None = None) -> None:
        super().__init__(what)
        self.what, self.span = what, span


class NeedsThreads(BaseException):
    """The program spawns a thread: the run begins again in the flavour whose frames can be interleaved."""
