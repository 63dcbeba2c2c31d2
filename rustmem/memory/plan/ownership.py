"""Ownership: an object's memory is free when its owner is dropped, as the program says itself."""

from __future__ import annotations

from rustmem.memory.plan.plan import Plan


class Ownership(Plan):
    name = "ownership"
    title = "ownership"
    bounded = False

    def free(self, obj: int, _: int = 0, __: int = 0) -> None:
        """A drop that frees several objects at one step is one stop."""
        self.reclaim(obj)
        self.stops.drop(self.at, self.log.steps[self.at], 1)
