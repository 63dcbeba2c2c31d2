"""Semispace copying: live objects move to the other half, and the old half is free as a whole. [Cheney, CACM 1970]"""

from __future__ import annotations

from rustmem.memory.alloc import Bump
from rustmem.memory.plan.plan import OutOfMemory, Plan


class SemiSpace(Plan):
    """Objects are copied in breadth-first order from the roots; the tospace itself is the queue."""

    name = "semispace"
    title = "semispace copying"
    any_allocator = False

    def set_up(self, allocator: str) -> None:
        half = None if self.heap is None else self.heap // 2
        self.halves = (Bump(half), Bump(half, 1 << 40 if half is None else half))
        self.space("semispace 0", self.halves[0])
        self.space("semispace 1", self.halves[1])
        self.to_space, self.from_space = self.halves
        self.epoch = 0
        self.copied_in = [0] * len(self.sizes)

    def alloc(self, obj: int, size: int, _: int = 0) -> None:
        address = self.to_space.alloc(size)
        if address < 0:
            address = self.alloc_slow(size)
        self.settle(obj, size, address)

    def alloc_slow(self, size: int) -> int:
        self.stop_the_world()
        address = self.to_space.alloc(size)
        if address < 0:
            raise OutOfMemory
        return address

    def collection_request(self, _: int = 0, __: int = 0, ___: int = 0) -> None:
        self.stop_the_world()

    def prepare(self) -> None:
        """The flip."""
        self.epoch += 1
        self.to_space, self.from_space = self.from_space, self.to_space
        self.to_space.reset(self.to_space.start)

    def collect(self) -> None:
        """Cheney's scan: copy the roots' objects, then scan what was copied, copying what it points to."""
        copied_in, epoch, fields = self.copied_in, self.epoch, self.fields
        queue = list(self.roots)
        for obj in queue:
            copied_in[obj] = epoch
        edges = 0
        for obj in queue:
            slots = fields[obj]
            edges += len(slots)
            for target in slots:
                if target and copied_in[target] != epoch:
                    copied_in[target] = epoch
                    queue.append(target)
        address, sizes, cursor, words = self.address, self.sizes, self.to_space.start, 0
        for obj in queue:
            address[obj] = cursor
            cursor += sizes[obj]
            words += -(-sizes[obj] // 8)
        self.to_space.reset(cursor)
        self.survivors = queue
        self.stats.edges += edges
        self.stats.copied += len(queue)
        self.stats.copied_words += words

    def release(self) -> None:
        """The fromspace is free: nobody looks at what lies there. The books do."""
        copied_in, epoch = self.copied_in, self.epoch
        for obj in self.objects:
            if copied_in[obj] != epoch:
                self.forget(obj)
        self.objects = self.survivors
        self.from_space.reset(self.from_space.start)

    def used(self) -> int:
        return self.to_space.used

    def reserved(self) -> int:
        """Both halves, as far as one was ever filled."""
        return 2 * max(half.reserved for half in self.halves)
