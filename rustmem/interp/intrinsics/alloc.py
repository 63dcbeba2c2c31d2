"""The heap: room for arrays of values, and the untyped room of `std::alloc`."""

from __future__ import annotations

from typing import Any

from rustmem.interp.intrinsics.registry import function


@function("core::array::uninit_array")
def uninit_array(machine: Any, instance: Any) -> Any:
    n = machine.shapes.of(machine.normalize(instance.args[0])).n * instance.args[1].value
    if n > 8:
        return lambda: [None] * n
    return lambda: (None,) * n if n != 1 else None
