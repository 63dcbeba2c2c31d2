"""Free lists as one search through all holes, and the buddy system as a search through all blocks: the oracle of `alloc`."""

from __future__ import annotations


class NaiveFreeList:
    """Blocks in a dict; the holes are what lies between them, up to the highest address that was ever used."""

    def __init__(self, best: bool, limit: int | None = None) -> None:
        self.best, self.limit, self.top = best, limit, 0
        self.blocks: dict[int, int] = {}

    def holes(self) -> list[tuple[int, int]]:
        found, end = [], 0
        for address, size in sorted(self.blocks.items()):
            if address > end:
                found.append((end, address - end))
            end = address + size
        if self.top > end:
            found.append((end, self.top - end))
        return found

    def alloc(self, size: int) -> int:
        fitting = [(address, hole) for address, hole in self.holes() if hole >= size]
        if fitting:
            address = min(fitting, key=lambda hole: hole[1])[0] if self.best else fitting[0][0]
        else:
            address = max((a + s for a, s in self.blocks.items()), default=0)
            if self.limit is not None and address + size > self.limit:
                return -1
            self.top = address + size
        self.blocks[address] = size
        return address

    def free(self, address: int) -> None:
        del self.blocks[address]
