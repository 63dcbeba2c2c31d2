"""A plan: what to do when the program allocates, stores a pointer, and lets an object go. [MMTk `Plan`]"""

from __future__ import annotations

from rustmem.memory.mutator import Mutator, New, Operation, Release, Root, Store, Unroot
from rustmem.memory.stats import Stats


class Plan:
    """The heap of one replay. Subclasses decide when an object's memory is free again."""

    name = ""
    title = ""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.stats = Stats()
        self.sizes: dict[int, int] = {}
        """Bytes of each object in use."""
        self.in_use = 0
        self.fields: dict[int, dict[int, int]] = {}
        self.roots: dict[int, int] = {}

    def replay(self, mutator: Mutator) -> Stats:
        """Runs the whole trace."""
        for operation in mutator.operations:
            self.take(operation)
            if self.stats.out_of_memory:
                break
        self.stats.left_objects, self.stats.left_bytes = len(self.sizes), self.in_use
        return self.stats

    def take(self, operation: Operation) -> None:
        match operation:
            case New(step, obj, size):
                if self.make_room(step, size):
                    self.sizes[obj] = size
                    self.fields[obj] = {}
                    self.in_use += size
                    self.stats.allocations += 1
                    self.stats.allocated += size
                    self.stats.peak = max(self.stats.peak, self.in_use)
                else:
                    self.stats.out_of_memory = True
            case Release(step, obj):
                self.release(step, obj)
            case Store(_, obj, offset, target):
                if obj in self.fields:
                    self.fields[obj][offset] = target
            case Root(_, target):
                self.roots[target] = self.roots.get(target, 0) + 1
            case Unroot(_, target):
                self.roots[target] -= 1
                if not self.roots[target]:
                    del self.roots[target]

    def make_room(self, step: int, size: int) -> bool:
        """Whether `size` more bytes fit."""
        return self.limit is None or self.in_use + size <= self.limit

    def release(self, step: int, obj: int) -> None:
        """The program has dropped the owner of `obj`."""

    def free(self, obj: int) -> None:
        self.in_use -= self.sizes.pop(obj)
        self.fields.pop(obj)
        self.stats.frees += 1
