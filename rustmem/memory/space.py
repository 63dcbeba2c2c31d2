"""A space: a range of addresses under one allocator. [MMTk `Space`]"""

from __future__ import annotations

from rustmem.memory.alloc.allocator import Allocator


class Space:
    """What a plan composes: a name that says what the range is for, and its allocator."""

    def __init__(self, name: str, allocator: Allocator) -> None:
        self.name, self.allocator = name, allocator

    def __contains__(self, address: int) -> bool:
        return self.allocator.start <= address < self.allocator.end
