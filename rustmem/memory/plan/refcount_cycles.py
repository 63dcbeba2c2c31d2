"""Reference counting with cycle collection by trial deletion. [Bacon and Rajan, ECOOP 2001, the synchronous algorithm]

An object whose count fell, but not to zero, may lie on a dead cycle: it is a candidate. From the candidates the collector
takes away the counts that pointers within the graph make; what is left at zero was held by the cycle alone.
"""

from __future__ import annotations

from rustmem.memory.plan.plan import OutOfMemory
from rustmem.memory.plan.refcount import RefCount

BLACK, GREY, WHITE, PURPLE = range(4)
"""In use or free; on trial; found dead; a candidate."""


class RefCountCycles(RefCount):
    name = "refcount-cycles"
    title = "counting with trial deletion"
    bounded = True

    def set_up(self, allocator: str) -> None:
        super().set_up(allocator)
        self.color = bytearray(len(self.sizes))
        self.candidates: dict[int, None] = {}
        self.most_candidates = 0

    def alloc_slow(self, size: int) -> int:
        """Plain counting has freed what it can: the rest is on cycles."""
        self.stop_the_world()
        address = self.heap_space.allocator.alloc(size)
        if address < 0:
            raise OutOfMemory
        self.heap_space.allocator.fast -= 1
        return address

    def collection_request(self, _: int = 0, __: int = 0, ___: int = 0) -> None:
        self.stop_the_world()

    def increment(self, obj: int) -> None:
        super().increment(obj)
        self.color[obj] = BLACK

    def decrement(self, obj: int) -> None:
        super().decrement(obj)
        if self.counts[obj]:
            self.still_held(obj)

    def still_held(self, obj: int) -> None:
        self.color[obj] = PURPLE
        self.candidates[obj] = None
        if len(self.candidates) > self.most_candidates:
            self.most_candidates = len(self.candidates)

    # -- the collector --

    def prepare(self) -> None:
        """Candidates that were freed or used since are none."""
        self.suspects = [obj for obj in self.candidates if self.color[obj] == PURPLE and self.address[obj] >= 0]
        self.candidates = {}

    def collect(self) -> None:
        """Trial deletion, then a scan that gives back what was taken from the living."""
        for obj in self.suspects:
            if self.color[obj] == PURPLE:
                self.mark_grey(obj)
        for obj in self.suspects:
            self.scan(obj)

    def mark_grey(self, obj: int) -> None:
        """Takes away the counts that pointers below `obj` make."""
        color, counts, stats = self.color, self.counts, self.stats
        color[obj] = GREY
        stack = [obj]
        while stack:
            slots = self.fields[stack.pop()]
            stats.marked += 1
            stats.edges += len(slots)
            for target in slots:
                if target:
                    counts[target] -= 1
                    stats.count_updates += 1
                    if color[target] != GREY:
                        color[target] = GREY
                        stack.append(target)

    def scan(self, obj: int) -> None:
        """Grey objects with a count left are held from outside, and so is what they reach; the others are white."""
        color, stack = self.color, [obj]
        while stack:
            obj = stack.pop()
            if color[obj] == GREY:
                if self.counts[obj]:
                    self.scan_black(obj)
                else:
                    color[obj] = WHITE
                    slots = self.fields[obj]
                    self.stats.edges += len(slots)
                    stack += [target for target in slots if target]

    def scan_black(self, obj: int) -> None:
        """Gives the counts back."""
        color, counts, stats = self.color, self.counts, self.stats
        color[obj] = BLACK
        stack = [obj]
        while stack:
            slots = self.fields[stack.pop()]
            stats.edges += len(slots)
            for target in slots:
                if target:
                    counts[target] += 1
                    stats.count_updates += 1
                    if color[target] != BLACK:
                        color[target] = BLACK
                        stack.append(target)

    def release(self) -> None:
        """Frees what is white."""
        color, dead = self.color, []
        stack = list(self.suspects)
        while stack:
            obj = stack.pop()
            if color[obj] == WHITE:
                color[obj] = BLACK
                dead.append(obj)
                stack += [target for target in self.fields[obj] if target]
        for obj in dead:
            self.reclaim(obj)
        self.stats.swept += len(dead)
        self.stats.swept_bytes += sum(self.sizes[obj] for obj in dead)
        self.present_now -= len(dead)

    def metadata(self) -> int:
        """The counts, and a word for each candidate."""
        return super().metadata() + 8 * self.most_candidates
