"""What the collectors of real runtimes do, where that follows from counts alone.

tests/test_memory_reality.py holds each against the runtime.
"""

from __future__ import annotations

from collections.abc import Iterable


def serial_young_collections(allocated: int, eden: int) -> int:
    """HotSpot's Serial collector empties the eden each time it is full: collections while so many bytes are allocated."""
    return allocated // eden


GO_MINIMUM = 4 << 20
"""Go's smallest heap goal at GOGC=100, in bytes."""
GO_MARGIN = 1 << 20
"""The goal is at least so far above what is live, for concurrent work. [runtime/mgcpacer.go, heapMinimum and goal]"""


def go_heap_goal(live: int, stack: int, globals_: int, gogc: int = 100) -> int:
    """The heap at which Go's next collection is to end, from the figures of `runtime/metrics`. [Go GC guide, GOGC]"""
    return max(live + (live + stack + globals_) * gogc // 100, GO_MINIMUM * gogc // 100, live + GO_MARGIN)


class CPythonGenerations:
    """CPython 3.11's cycle collector: which of its three generations is collected when. [Modules/gcmodule.c]

    Objects are those that the collector tracks. `alloc` counts them, `free` is what reference counting frees, and `lose` is a
    group of objects that only point to each other from now on.
    """

    def __init__(
        self, thresholds: tuple[int, int, int] = (700, 10, 10), old: int = 0, counts: tuple[int, int, int] = (0, 0, 0)
    ) -> None:
        self.thresholds = thresholds
        self.counts = list(counts)
        self.generations: tuple[dict[int, None], dict[int, None], dict[int, None]] = ({}, {}, {})
        self.old = old
        """Objects of the oldest generation that were there before."""
        self.long_lived = old
        """In the oldest generation after its last collection."""
        self.pending = 0
        """Objects that came into the oldest generation since then."""
        self.made = 0
        self.group: dict[int, int] = {}
        """The lost group of each object."""
        self.group_left: dict[int, set[int]] = {}
        self.collections = [0, 0, 0]
        self.history: list[tuple[int, int]] = []
        """Of each collection its generation and how many objects it freed."""

    def alloc(self) -> int:
        """A new object; the collector looks at its thresholds before it knows the object. Its number."""
        self.made += 1
        self.counts[0] += 1
        if self.counts[0] > self.thresholds[0]:
            self.collect_due()
        self.generations[0][self.made] = None
        return self.made

    def free(self, obj: int) -> None:
        """The count of an object fell to zero."""
        for generation in self.generations:
            if obj in generation:
                del generation[obj]
                break
        if self.counts[0] > 0:
            self.counts[0] -= 1

    def lose(self, objects: Iterable[int]) -> None:
        """The objects are garbage, on cycles of their own."""
        members = set(objects)
        number = min(members)
        self.group_left[number] = members
        for obj in members:
            self.group[obj] = number

    def collect_due(self) -> None:
        """The oldest generation whose count is over its threshold; the full one only if a quarter as much is pending."""
        for number in (2, 1, 0):
            if self.counts[number] > self.thresholds[number]:
                if number == 2 and self.pending < self.long_lived // 4:
                    continue
                self.collect(number)
                return

    def collect(self, number: int) -> None:
        """Collects a generation with the younger ones; survivors become older."""
        if number < 2:
            self.counts[number + 1] += 1
        for young in range(number + 1):
            self.counts[young] = 0
        seen: dict[int, None] = {}
        for young in range(number, -1, -1):
            seen.update(self.generations[young])
            self.generations[young].clear()
        dead = self.dead_of(seen)
        for obj in dead:
            del seen[obj]
        if number == 2:
            self.pending, self.long_lived = 0, len(seen) + self.old
        elif number == 1:
            self.pending += len(seen)
        self.generations[min(number + 1, 2)].update(seen)
        self.collections[number] += 1
        self.history.append((number, len(dead)))

    def dead_of(self, seen: dict[int, None]) -> list[int]:
        """Lost groups that lie wholly in the generations that are collected."""
        groups = dict.fromkeys(self.group[obj] for obj in seen if obj in self.group)
        dead: list[int] = []
        for number in groups:
            members = self.group_left[number]
            if all(obj in seen for obj in members):
                dead += sorted(members)
                del self.group_left[number]
                for obj in members:
                    del self.group[obj]
        return dead
