"""Slabs: objects of one size share pages, and a page that is empty serves another size. [Bonwick, USENIX 1994]"""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.memory.alloc.allocator import FULL, Allocator

PAGE = 4096
EIGHTH = 8
"""A slab has room for at least so many objects, unless they are large."""


class Run:
    """One slab: pages that hold objects of one size."""

    __slots__ = ("start", "bytes", "size", "free", "in_use")

    def __init__(self, start: int, length: int, size: int) -> None:
        self.start, self.bytes, self.size = start, length, size
        self.free = list(range(start + (length // size - 1) * size, start - 1, -size))
        self.in_use = 0


class Slab(Allocator):
    """A cache for each size, rounded to 8 bytes."""

    name = "slab"
    title = "slabs"
    slab_bytes = PAGE

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        super().__init__(limit, start)
        self.partial: dict[int, dict[int, Run]] = {}
        """Slabs with room, by size; the last one is used first."""
        self.run_of: dict[int, Run] = {}
        """The slab of each block in use."""
        self.empty: dict[int, list[int]] = {}
        """Starts of empty slabs, by length."""
        self._used = 0

    @property
    def used(self) -> int:
        return self._used

    def class_of(self, size: int) -> int:
        return size + 7 & ~7 or 8

    def alloc(self, size: int) -> int:
        size = self.class_of(size)
        runs = self.partial.get(size)
        if not runs:
            return self.alloc_slow(size)
        self.fast += 1
        return self.take(runs, size)

    def alloc_slow(self, size: int) -> int:
        """A new slab: an empty one, or further pages."""
        size = self.class_of(size)
        length = self.slab_length(size)
        empty = self.empty.get(length)
        if empty:
            start = empty.pop()
        else:
            start = self.top
            if start + length > self.end:
                return FULL
            self.lost = self.reserved - self._used
            self.top = start + length
        self.slow += 1
        runs = self.partial.setdefault(size, {})
        runs[start] = Run(start, length, size)
        return self.take(runs, size)

    def slab_length(self, size: int) -> int:
        """Whole pages: for large objects one object, for others at least eight."""
        if size * EIGHTH > self.slab_bytes:
            wanted = size if size > 4 * PAGE else size * EIGHTH
            return -(-wanted // PAGE) * PAGE
        return self.slab_bytes

    def take(self, runs: dict[int, Run], size: int) -> int:
        run = runs[next(reversed(runs))]
        address = run.free.pop()
        run.in_use += 1
        if not run.free:
            del runs[run.start]
        self.run_of[address] = run
        self._used += size
        return address

    def free(self, address: int) -> None:
        run = self.run_of.pop(address)
        self._used -= run.size
        run.in_use -= 1
        if not run.free:
            self.partial.setdefault(run.size, {})[run.start] = run
        run.free.append(address)
        if not run.in_use:
            del self.partial[run.size][run.start]
            self.empty.setdefault(run.bytes, []).append(run.start)

    def blocks(self) -> Iterator[tuple[int, int]]:
        return ((address, run.size) for address, run in sorted(self.run_of.items(), key=lambda item: item[0]))

    def holes(self) -> Iterator[tuple[int, int]]:
        at = self.start
        for address, size in self.blocks():
            if address > at:
                yield at, address - at
            at = address + size
        if at < self.top:
            yield at, self.top - at
