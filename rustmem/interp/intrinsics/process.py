"""Panics, exits, output, input, time."""

from __future__ import annotations

import math
from typing import Any

from rustmem.interp.errors import ProcessExit, RustPanic
from rustmem.interp.intrinsics.registry import data_of, function, override, plain, str_of, text_of


@function("core::panicking::begin_panic")
def begin_panic(machine: Any, instance: Any) -> Any:
    return lambda message: machine.begin_panic(text_of(message), literal=True)


@plain("std::process::exit")
def exit_(code: int) -> None:
    raise ProcessExit(code & 0xFF)


@plain("extern::abs", "extern::labs", "extern::llabs")
def c_abs(value: int) -> int:
    return abs(value)


@plain("extern::sqrt")
def c_sqrt(value: float) -> float:
    return math.sqrt(value) if value >= 0 else math.nan


@plain("extern::getpid")
def getpid() -> int:
    return 1


@function("std::panic::resume_unwind")
def resume_unwind(machine: Any, instance: Any) -> Any:
    def run(payload: Any) -> None:
        raise RustPanic("", payload)

    return run


@function("std::io::write_stdout")
def write_stdout(machine: Any, instance: Any) -> Any:
    return lambda text: machine.write_out(data_of(text), 1)


@function("std::io::write_stderr")
def write_stderr(machine: Any, instance: Any) -> Any:
    return lambda text: machine.write_out(data_of(text), 2)


@function("std::io::read_stdin_line")
def read_stdin_line(machine: Any, instance: Any) -> Any:
    def run() -> Any:
        text = machine.state.get("stdin", "")
        end = text.find("\n") + 1 or len(text)
        machine.state["stdin"] = text[end:]
        return str_of(text[:end])

    return run


@function("std::time::now_nanos")
def now_nanos(machine: Any, instance: Any) -> Any:
    def run() -> int:
        machine.state["now"] = machine.state.get("now", 0) + 100
        return machine.state["now"] + machine.clock()  # type: ignore[no-any-return]

    return run


@function("alloc::string::lossy")
def lossy(machine: Any, instance: Any) -> Any:
    return lambda v: str_of(data_of(v).decode("utf-8", "replace"))


__all__ = ["override"]
