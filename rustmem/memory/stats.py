"""What a plan did: counts of work and bytes, never seconds."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from rustmem.source.node import node

COSTS: dict[str, str] = {
    "allocations": "allocations",
    "allocated": "bytes allocated",
    "fast_allocations": "fast allocations",
    "slow_allocations": "slow allocations",
    "peak": "most bytes in use",
    "peak_live": "most bytes reachable",
    "peak_reserved": "most bytes reserved",
    "left_bytes": "bytes in use at exit",
    "left_objects": "objects in use at exit",
    "frees": "objects freed",
    "drag": "drag, in bytes × bytes allocated",
    "mean_drag": "bytes allocated while an average byte lay dead",
    "metadata": "bytes of metadata",
    "internal": "bytes lost inside blocks",
    "external": "bytes lost between blocks",
    "collections": "collections",
    "minor": "of them minor",
    "marked": "objects marked",
    "edges": "edges scanned",
    "copied": "objects copied",
    "copied_words": "words copied",
    "swept": "objects swept",
    "swept_bytes": "bytes swept",
    "barriers": "write barriers",
    "barrier_hits": "barrier hits",
    "count_updates": "count updates",
    "stops": "stops",
    "longest_stop": "longest stop, in objects",
}
"""Each cost of `Stats`, and the words for it."""


class Stats:
    """The costs of one replay, as integers. `COSTS` has the words."""

    def __init__(self) -> None:
        self.allocations = 0
        self.allocated = 0
        self.fast_allocations = 0
        self.slow_allocations = 0
        """Those that asked for more memory, or collected."""
        self.frees = 0
        self.peak = 0
        """Most bytes of objects that are not reclaimed, as the program asked for them."""
        self.peak_live = 0
        """Most bytes that roots reach: a fact of the program, not of the plan."""
        self.peak_reserved = 0
        """Most bytes of address space that the plan holds, its copy reserve included."""
        self.left_objects = 0
        self.left_bytes = 0
        """In use when the program ended."""
        self.drag = 0
        """Of each object its size times the bytes that were allocated between its death and its reclamation, in sum."""
        self.mean_drag = 0
        """`drag` over the bytes allocated: how much was allocated between the death of an average byte and its reclamation."""
        self.metadata = 0
        """Most bytes that the plan keeps beside the objects: counts, mark bits, remembered sets, forwarding tables."""
        self.internal = 0
        """When most is reserved: bytes of blocks in use that no object asked for."""
        self.external = 0
        """When most is reserved: bytes of free blocks, and what lies between."""
        self.collections = 0
        self.minor = 0
        self.marked = 0
        self.edges = 0
        """Pointers looked at while tracing."""
        self.copied = 0
        self.copied_words = 0
        self.swept = 0
        self.swept_bytes = 0
        self.barriers = 0
        """Stores that ran a write barrier."""
        self.barrier_hits = 0
        """Barriers that had something to record."""
        self.count_updates = 0
        self.stops = 0
        self.longest_stop = 0
        """Most objects touched at one stop of the program; a drop that frees several objects is a stop too."""
        self.out_of_memory = False
        self.failed_at = -1
        """The operation that could not be served."""
        self.digest = 0
        """Of all that the program read: equal under every plan, by the as-if rule."""

    def vector(self) -> dict[str, int]:
        """All costs by name."""
        return {name: getattr(self, name) for name in COSTS}


@node
class Stop:
    """The program waits: a collection, a step of one, or a drop."""

    at: int
    """The operation during which it waits."""
    step: int
    marked: int
    edges: int
    copied: int
    copied_words: int
    swept: int
    dropped: int
    """Objects freed by a drop or by a count that reached zero."""
    count_updates: int

    @property
    def objects(self) -> int:
        """Objects touched."""
        return self.marked + self.copied + self.swept + self.dropped


WIDTH = 9


class Stops:
    """Every stop of a replay, in one column of integers."""

    def __init__(self) -> None:
        self.flat = array("q")
        self.last = -1
        """The step of the last drop: what is dropped at one step is one stop."""

    def __len__(self) -> int:
        return len(self.flat) // WIDTH

    def __getitem__(self, number: int) -> Stop:
        if not 0 <= number < len(self):
            raise IndexError(number)
        return Stop(*self.flat[number * WIDTH : number * WIDTH + WIDTH])

    def __iter__(self) -> Iterator[Stop]:
        return (self[number] for number in range(len(self)))

    def add(self, stop: tuple[int, ...]) -> None:
        """A collection or a part of one; several at one operation are one stop."""
        self.last = -1
        flat = self.flat
        if flat and flat[-WIDTH] == stop[0]:
            for i in range(2, WIDTH):
                flat[i - WIDTH] += stop[i]
        else:
            flat.extend(stop)

    def drop(self, at: int, step: int, objects: int, updates: int = 0) -> None:
        """Objects were freed by the program itself; several at one step are one stop."""
        if step == self.last:
            self.flat[-2] += objects
            self.flat[-1] += updates
        else:
            self.last = step
            self.flat.extend((at, step, 0, 0, 0, 0, 0, objects, updates))

    def longest(self) -> int:
        """Most objects touched at one stop."""
        flat = self.flat
        columns = (flat[2::WIDTH], flat[4::WIDTH], flat[6::WIDTH], flat[7::WIDTH])
        return max((sum(row) for row in zip(*columns)), default=0)
