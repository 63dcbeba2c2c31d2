"""What generated code calls: panics, arithmetic that Python does otherwise, pointers, checked access."""

from __future__ import annotations

import math
from itertools import repeat
from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import DANGLING, OUTSIDE, UNINIT, Abort, LimitReached, NotModelled, RustPanic, UndefinedBehavior
from rustmem.interp.memory import Block
from rustmem.interp.operand import round32

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine


def remainder(a: int, b: int) -> int:
    """Truncated remainder."""
    r = abs(a) % abs(b)
    return -r if a < 0 else r


def float_to_int(value: float, lo: int, hi: int) -> int:
    """Saturating; NaN is 0."""
    if value != value:
        return 0
    if value <= lo:
        return lo
    if value >= hi:
        return hi
    return int(value)


def divide_by_zero(a: float, b: float) -> float:
    if a == 0 or a != a:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def float_remainder(a: float, b: float) -> float:
    if b == 0 or math.isinf(a) or a != a or b != b:
        return math.nan
    return math.fmod(a, b)


def same_pointer(a: Any, b: Any) -> bool:
    if a[0] is b[0]:
        same: bool = a[1:] == b[1:]
        return same
    if a[0] is None or b[0] is None:
        return False
    if len(a) == 3 and a[2] != b[2]:
        return False
    kind = type(a[0])
    if kind is type(b[0]) and kind.__name__ in ("ByteView", "TypedView"):
        inner = "cells" if kind.__name__ == "ByteView" else "data"
        return getattr(a[0], inner) is getattr(b[0], inner) and a[0].start == b[0].start and a[1] == b[1]
    return False


def read_cell(cells: Any, at: int) -> Any:
    """A checked read of one cell."""
    try:
        if at >= 0:
            value = cells[at]
            if value is None:
                raise UndefinedBehavior(UNINIT)
            return value
    except (IndexError, TypeError):
        pass
    raise UndefinedBehavior(_why(cells, at))


def read_bool(cells: Any, at: int) -> Any:
    value = read_cell(cells, at)
    if value is not True and value is not False:
        raise UndefinedBehavior(f"constructing invalid value: encountered {value:#04x}, but expected a boolean")
    return value


def read_cells(cells: Any, at: int, n: int) -> Any:
    """A checked read of several cells; padding may be uninitialised."""
    if cells is None or at < 0 or at + n > len(cells):
        raise UndefinedBehavior(_why(cells, at))
    return cells[at : at + n]


def write_cells(cells: Any, at: int, n: int, value: Any) -> None:
    if cells is None or at < 0 or at + n > len(cells):
        raise UndefinedBehavior(_why(cells, at))
    if type(cells) is bytes:
        raise UndefinedBehavior("writing to read-only memory")
    if n == 1:
        cells[at] = value
    else:
        cells[at : at + n] = value


def _why(cells: Any, at: int) -> str:
    if cells is None:
        if at == 0:
            return "memory access failed: null pointer is a dangling pointer (it has no provenance)"
        return f"memory access failed: {at:#x}[noalloc] is a dangling pointer (it has no provenance)"
    if not len(cells):
        return DANGLING
    return OUTSIDE


def runtime(machine: Machine) -> dict[str, Any]:
    """The names that generated code finds in its globals."""

    def panic_here(message: str) -> None:
        machine.begin_panic(message)

    def overflow(verb: str) -> None:
        machine.begin_panic(f"attempt to {verb} with overflow")

    def overflow_of(op: str) -> None:
        verb = {
            "Add": "add", "Sub": "subtract", "Mul": "multiply", "Div": "divide", "Rem": "calculate the remainder",
            "Shl": "shift left", "Shr": "shift right",
        }[op.removesuffix("WithOverflow").removesuffix("Unchecked")]  # fmt: skip
        machine.begin_panic(f"attempt to {verb} with overflow")

    def out_of_bounds(length: int, index: int) -> None:
        machine.begin_panic(f"index out of bounds: the len is {length} but the index is {index}")

    def out_of_fuel() -> None:
        raise LimitReached("steps")

    def unreachable() -> None:
        raise UndefinedBehavior("entering unreachable code")

    def no_return() -> None:
        raise UndefinedBehavior("a function that never returns returned")

    def uninit() -> None:
        raise UndefinedBehavior(UNINIT)

    def not_modelled(what: str) -> None:
        raise NotModelled(what, machine.caller_span())

    def terminate() -> None:
        """A panic left a cleanup block."""
        machine.write_out(
            b"\nthread 'main' (1) panicked at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:233:5:\n"
            b"panic in a destructor during cleanup\nthread caused non-unwinding panic. aborting.\n".replace(
                b"thread 'main' (1)", machine.thread_label().encode()
            ),
            2,
        )
        raise Abort

    def storage_dead(cells: Any) -> None:
        cells.clear()

    def deref(pointer: Any) -> None:
        if pointer is None:
            raise UndefinedBehavior(UNINIT)

    def offset(pointer: Any, cells: int, size: int, stride: int) -> Any:
        at = pointer[1] + cells
        if cells and (pointer[0] is None or at < 0 or at > len(pointer[0])):
            count = cells // stride * size if stride else 0
            if pointer[0] is None:
                raise UndefinedBehavior(
                    f"in-bounds pointer arithmetic failed: attempting to offset pointer by {count} bytes, but got"
                    f" {pointer[1]:#x}[noalloc] which is a dangling pointer (it has no provenance)"
                )
            if not len(pointer[0]):
                raise UndefinedBehavior(
                    "in-bounds pointer arithmetic failed: the allocation has been freed, so this pointer is dangling"
                )
            raise UndefinedBehavior(
                f"in-bounds pointer arithmetic failed: attempting to offset pointer by {count} bytes, but the result lies"
                " outside of its allocation"
            )
        return (pointer[0], at, *pointer[2:])

    return {
        "RustPanic": RustPanic,
        "FUEL": repeat(None, machine.limits.steps),
        "next": next,
        "list": list,
        "len": len,
        "float": float,
        "int": int,
        "locals": locals,
        "tuple": tuple,
        "nan": math.nan,
        "inf": math.inf,
        "range": range,
        "getattr": getattr,
        "round32": round32,
        "remainder": remainder,
        "float_to_int": float_to_int,
        "divide_by_zero": divide_by_zero,
        "float_remainder": float_remainder,
        "same_pointer": same_pointer,
        "address": machine.memory.address,
        "pointer_from": machine.memory.pointer_at,
        "read_cell": read_cell,
        "read_bool": read_bool,
        "read_ref": read_cell,
        "read_cells": read_cells,
        "write_cells": write_cells,
        "panic_here": panic_here,
        "overflow": overflow,
        "overflow_of": overflow_of,
        "out_of_bounds": out_of_bounds,
        "out_of_fuel": out_of_fuel,
        "unreachable": unreachable,
        "no_return": no_return,
        "uninit": uninit,
        "not_modelled": not_modelled,
        "terminate": terminate,
        "storage_dead": storage_dead,
        "deref": deref,
        "offset": offset,
    }


__all__ = ["Block", "runtime"]
