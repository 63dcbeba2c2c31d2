"""Ownership: an object's memory is free when its owner is dropped, as the program says itself."""

from __future__ import annotations

from rustmem.memory.plan.plan import Plan


class Ownership(Plan):
    name = "ownership"
    title = "ownership"

    def release(self, step: int, obj: int) -> None:
        self.free(obj)
        self.stats.work_at(step, 1)
