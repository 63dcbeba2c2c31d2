"""The buddy system: blocks of powers of two, split in halves and joined again. [Knowlton, CACM 1965]"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappop, heappush

from rustmem.memory.alloc.allocator import FULL, Allocator

SMALLEST = 5
"""The smallest block has 32 bytes."""


class Buddy(Allocator):
    """Every block is aligned to its size; its buddy is at the address with that one bit flipped."""

    name = "buddy"
    title = "buddy system"

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        super().__init__(limit, start)
        self.free_at: dict[int, int] = {}
        """The order of each free block, by address."""
        self.bins: list[list[int]] = [[] for _ in range(64)]
        """Free blocks by order, as heaps; one that is gone stays until it comes up."""
        self.orders: dict[int, int] = {}
        self._used = 0
        self.splits = 0
        self.joins = 0

    @property
    def used(self) -> int:
        return self._used

    def alloc(self, size: int) -> int:
        order = max(SMALLEST, (size - 1).bit_length())
        for larger in range(order, 63):
            bin_ = self.bins[larger]
            while bin_:
                if self.free_at.get(bin_[0]) == larger:
                    self.fast += 1
                    return self.take(heappop(bin_), larger, order)
                heappop(bin_)
        return self.alloc_slow(size)

    def alloc_slow(self, size: int) -> int:
        """Acquires the next blocks up to an aligned one; what lies between becomes free."""
        order = max(SMALLEST, (size - 1).bit_length())
        offset = self.top - self.start
        aligned = -(-offset >> order) << order
        if self.start + aligned + (1 << order) > self.end:
            return FULL
        self.lost = self.reserved - self._used
        while offset < aligned:
            low = (offset & -offset).bit_length() - 1 if offset else order
            self.give_back(offset, min(low, order))
            offset += 1 << min(low, order)
        self.top = self.start + aligned + (1 << order)
        self.slow += 1
        self.orders[self.start + aligned] = order
        self._used += 1 << order
        return self.start + aligned

    def take(self, address: int, order: int, wanted: int) -> int:
        """Splits a free block until one half is as small as wanted; the upper halves stay free."""
        del self.free_at[address]
        while order > wanted:
            order -= 1
            self.splits += 1
            self.add(address + (1 << order), order)
        self.orders[address] = order
        self._used += 1 << order
        return address

    def add(self, address: int, order: int) -> None:
        self.free_at[address] = order
        heappush(self.bins[order], address)

    def free(self, address: int) -> None:
        """Joins the block with its buddy as long as that is free."""
        order = self.orders.pop(address)
        self._used -= 1 << order
        self.give_back(address - self.start, order)

    def give_back(self, offset: int, order: int) -> None:
        """A block becomes free, and so larger."""
        while self.free_at.get(self.start + (offset ^ 1 << order)) == order:
            del self.free_at[self.start + (offset ^ 1 << order)]
            offset &= ~(1 << order)
            order += 1
            self.joins += 1
        self.add(self.start + offset, order)

    def blocks(self) -> Iterator[tuple[int, int]]:
        return ((address, 1 << order) for address, order in sorted(self.orders.items()))

    def holes(self) -> Iterator[tuple[int, int]]:
        return ((address, 1 << order) for address, order in sorted(self.free_at.items()))
