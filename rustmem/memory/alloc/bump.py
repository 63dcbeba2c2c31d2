"""Bump allocation: the next object stands where the last one ends. [MMTk `BumpAllocator`]"""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.memory.alloc.allocator import FULL, Allocator

BLOCK = 4096
"""So many bytes are acquired at a time; within them allocation is fast."""


class Bump(Allocator):
    """Frees nothing by itself; a plan empties the whole range, or moves `cursor` back after it has moved objects."""

    name = "bump"
    title = "bump"

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        super().__init__(limit, start)
        self.cursor = start
        self.block_end = start

    def alloc(self, size: int) -> int:
        address = self.cursor
        if address + size > self.block_end:
            return self.alloc_slow(size)
        self.cursor = address + size
        self.fast += 1
        return address

    def alloc_slow(self, size: int) -> int:
        """Acquires as many blocks as it takes."""
        address = self.cursor
        if address + size > self.end:
            return FULL
        self.slow += 1
        blocks = -((self.block_end - address - size) // BLOCK)
        self.block_end = min(self.block_end + blocks * BLOCK, self.end)
        self.cursor = address + size
        return address

    def reset(self, cursor: int) -> None:
        """What lies from `cursor` on is free."""
        self.top = max(self.top, self.cursor)
        self.cursor = cursor
        self.block_end = min(max(cursor, self.start - (self.start - cursor) // BLOCK * BLOCK), self.end)

    @property
    def used(self) -> int:
        return self.cursor - self.start

    @property
    def reserved(self) -> int:
        return max(self.top, self.cursor) - self.start

    def holes(self) -> Iterator[tuple[int, int]]:
        if self.reserved + self.start > self.cursor:
            yield self.cursor, self.reserved + self.start - self.cursor
