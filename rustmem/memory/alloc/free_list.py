"""Free lists: holes between blocks, joined with their neighbours. [Knuth, TAOCP 1, 2.5; Wilson et al., IWMM 1995]

First fit takes the hole with the lowest address that is large enough, best fit the smallest one. Both answer as a search
through one list would, but look into bins by size. tests/oracle/naive_alloc.py is that search.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import heappop, heappush

from rustmem.memory.alloc.allocator import FULL, Allocator


class FreeList(Allocator):
    """What both fits share: splitting, joining and growing."""

    def block_size(self, size: int) -> int:
        """Bytes of the block for a request: by default no padding, so that closed forms hold to the byte."""
        return size or 1

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        super().__init__(limit, start)
        self.sizes: dict[int, int] = {}
        self.hole_at: dict[int, int] = {}
        """Size of the hole that begins at an address."""
        self.hole_to: dict[int, int] = {}
        """Start of the hole that ends at an address."""
        self.free_bytes = 0

    @property
    def used(self) -> int:
        return self.top - self.start - self.free_bytes

    def alloc(self, size: int) -> int:
        size = self.block_size(size)
        address = self.find(size)
        if address == FULL:
            return self.alloc_slow(size)
        hole = self.hole_at[address]
        self.remove(address, hole)
        if hole > size:
            self.insert(address + size, hole - size)
        self.sizes[address] = size
        self.fast += 1
        return address

    def alloc_slow(self, size: int) -> int:
        """Moves the end of the range up by a block of `size` bytes; a hole that lies there is used first."""
        address = self.hole_to.get(self.top, self.top)
        if address + size > self.end:
            return FULL
        self.lost = self.free_bytes
        if address != self.top:
            self.remove(address, self.top - address)
        self.top = address + size
        self.sizes[address] = size
        self.slow += 1
        return address

    def free(self, address: int) -> None:
        """Joins the block with the holes on both sides."""
        size = self.sizes.pop(address)
        after = self.hole_at.get(address + size)
        if after is not None:
            self.remove(address + size, after)
            size += after
        before = self.hole_to.get(address)
        if before is not None:
            self.remove(before, address - before)
            size += address - before
            address = before
        self.insert(address, size)

    def find(self, size: int) -> int:
        """The hole to take, or `FULL`."""
        raise NotImplementedError

    def insert(self, address: int, size: int) -> None:
        self.hole_at[address] = size
        self.hole_to[address + size] = address
        self.free_bytes += size

    def remove(self, address: int, size: int) -> None:
        del self.hole_at[address]
        del self.hole_to[address + size]
        self.free_bytes -= size

    def blocks(self) -> Iterator[tuple[int, int]]:
        return iter(sorted(self.sizes.items()))

    def holes(self) -> Iterator[tuple[int, int]]:
        return iter(sorted(self.hole_at.items()))


class BestFit(FreeList):
    """The smallest hole that is large enough; of several the lowest."""

    name = "best-fit"
    title = "free list, best fit"

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        super().__init__(limit, start)
        self.bins: dict[int, list[int]] = {}
        """Holes by exact size, as heaps; a hole that is gone stays until it comes up."""
        self.in_order: list[int] = []
        """The sizes that have a bin."""

    def find(self, size: int) -> int:
        at = bisect_left(self.in_order, size)
        while at < len(self.in_order):
            wanted = self.in_order[at]
            bin_ = self.bins[wanted]
            while bin_:
                if self.hole_at.get(bin_[0]) == wanted:
                    return bin_[0]
                heappop(bin_)
            del self.bins[wanted], self.in_order[at]
        return FULL

    def insert(self, address: int, size: int) -> None:
        super().insert(address, size)
        bin_ = self.bins.get(size)
        if bin_ is None:
            bin_ = self.bins[size] = []
            insort(self.in_order, size)
        heappush(bin_, address)


class FirstFit(FreeList):
    """The hole with the lowest address that is large enough."""

    name = "first-fit"
    title = "free list, first fit"

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        super().__init__(limit, start)
        self.bins: list[list[int]] = [[] for _ in range(4 * 64)]
        """Holes by a quarter of a power of two, each bin by address."""

    def find(self, size: int) -> int:
        first = bin_of(size)
        best = 1 << 62
        for bin_ in self.bins[first + 1 :]:
            if bin_ and bin_[0] < best:
                best = bin_[0]
        for address in self.bins[first]:
            if address > best:
                break
            if self.hole_at[address] >= size:
                return address
        return best if best < 1 << 62 else FULL

    def insert(self, address: int, size: int) -> None:
        super().insert(address, size)
        insort(self.bins[bin_of(size)], address)

    def remove(self, address: int, size: int) -> None:
        super().remove(address, size)
        bin_ = self.bins[bin_of(size)]
        del bin_[bisect_left(bin_, address)]


def bin_of(size: int) -> int:
    """Of sizes up to 7 each its own bin, then four to a doubling."""
    if size < 8:
        return size
    power = size.bit_length() - 3
    return 4 * power + (size >> power)
