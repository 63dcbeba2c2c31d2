"""The tables of intrinsics, and how one enters them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.interp.errors import DANGLING, OUTSIDE, UndefinedBehavior

INLINE: dict[str, Callable[..., Any]] = {}
"""Path → (compiler, instance, arguments as (expressions, type), call) → the value's expressions, or None if done."""
FUNCTIONS: dict[str, Callable[..., Any]] = {}
"""Path → (machine, instance) → a function of the arguments as they travel."""
OVERRIDES: set[str] = set()
"""Paths of functions that have a Rust body in the stubs and are Python all the same, for speed."""


def inline(*paths: str) -> Callable[[Any], Any]:
    def enter(function: Any) -> Any:
        for path in paths:
            INLINE[path] = function
        return function

    return enter


def function(*paths: str) -> Callable[[Any], Any]:
    """Enters a maker: (machine, instance) → Python function."""

    def enter(maker: Any) -> Any:
        for path in paths:
            FUNCTIONS[path] = maker
        return maker

    return enter


def plain(*paths: str) -> Callable[[Any], Any]:
    """Enters a Python function of the cells alone."""

    def enter(made: Any) -> Any:
        for path in paths:
            FUNCTIONS[path] = lambda machine, instance: made
        return made

    return enter


def override(*paths: str) -> None:
    OVERRIDES.update(paths)


def text_of(pointer: Any) -> str:
    """The text of a `&str`."""
    return data_of(pointer).decode("utf-8", "surrogatepass")


def data_of(pointer: Any) -> bytes:
    """The bytes of a `&[u8]`."""
    cells, at, n = pointer
    if not n:
        return b""
    data = bytes(cells[at : at + n])
    if len(data) != n:
        raise UndefinedBehavior(DANGLING if not len(cells) else OUTSIDE)
    return data


def str_of(text: str) -> Any:
    """A `&'static str` with this text."""
    data = text.encode("utf-8", "surrogatepass")
    return (data, 0, len(data))
