"""Panics, exits, output, input."""

from __future__ import annotations

from typing import Any

from rustmem.interp.errors import ProcessExit
from rustmem.interp.intrinsics.registry import data_of, function, plain, text_of


@function("core::panicking::begin_panic")
def begin_panic(machine: Any, instance: Any) -> Any:
    return lambda message: machine.begin_panic(text_of(message))


@plain("std::process::exit")
def exit_(code: int) -> None:
    raise ProcessExit(code & 0xFF)


__all__ = ["data_of"]
