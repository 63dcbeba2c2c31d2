"""Threads and what they wait for."""

from __future__ import annotations

from typing import Any

from rustmem.interp.intrinsics.registry import function


@function("core::sync::atomic::yield_point")
def yield_point(machine: Any, instance: Any) -> Any:
    if machine.scheduler is None:
        return lambda: None
    return machine.scheduler.yield_point
