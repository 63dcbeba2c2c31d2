"""An allocator: hands out blocks of an address range. [MMTk `Allocator`: `alloc` is the fast path, `alloc_slow` the rest]"""

from __future__ import annotations

from collections.abc import Iterator

FULL = -1
"""Instead of an address: there is no room."""


class Allocator:
    """Blocks of the addresses `start` to `start + limit`; without a limit the range has no end."""

    name = ""
    title = ""

    def __init__(self, limit: int | None = None, start: int = 0) -> None:
        self.limit, self.start = limit, start
        self.end = start + limit if limit is not None else 1 << 62
        self.top = start
        """The end of what was ever asked of the operating system."""
        self.fast = 0
        self.slow = 0
        self.lost = 0
        """Bytes that were free, and could not serve the request for which the range was last extended."""

    @property
    def used(self) -> int:
        """Bytes of blocks that are handed out."""
        raise NotImplementedError

    @property
    def reserved(self) -> int:
        """Bytes asked of the operating system."""
        return self.top - self.start

    @property
    def metadata(self) -> int:
        """Bytes that the allocator keeps for itself."""
        return 0

    def alloc(self, size: int) -> int:
        """The address of a block of at least `size` bytes, or `FULL`."""
        raise NotImplementedError

    def alloc_slow(self, size: int) -> int:
        """The same, when no block is at hand: more memory is asked for."""
        raise NotImplementedError

    def free(self, address: int) -> None:
        """Takes a block back."""
        raise NotImplementedError

    def blocks(self) -> Iterator[tuple[int, int]]:
        """Address and size of each block that is handed out."""
        raise NotImplementedError

    def holes(self) -> Iterator[tuple[int, int]]:
        """Address and size of each free block, by address."""
        raise NotImplementedError
