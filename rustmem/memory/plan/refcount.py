"""Reference counting: an object is freed when the last pointer to it goes away. [Collins, CACM 1960]"""

from __future__ import annotations

from rustmem.memory.plan.plan import Plan


class RefCount(Plan):
    """Counts every pointer, those of roots too. What lies on a cycle is never freed."""

    name = "refcount"
    title = "reference counting"
    bounded = False

    def set_up(self, allocator: str) -> None:
        super().set_up(allocator)
        self.counts = [0] * len(self.sizes)
        self.most_objects = 0
        self.present_now = 0

    def settle(self, obj: int, size: int, address: int) -> None:
        super().settle(obj, size, address)
        self.counts[obj] = 1
        self.stats.count_updates += 1
        self.present_now += 1
        if self.present_now > self.most_objects:
            self.most_objects = self.present_now

    def store(self, obj: int, field: int, target: int) -> None:
        """The new pointer is counted first: it may be the old one."""
        fields = self.fields[obj]
        old = fields[field]
        fields[field] = target
        if target:
            self.increment(target)
        if old:
            self.decrement(old)

    def root(self, obj: int, _: int = 0, __: int = 0) -> None:
        super().root(obj)
        self.increment(obj)

    def unroot(self, obj: int, _: int = 0, __: int = 0) -> None:
        super().unroot(obj)
        self.decrement(obj)

    def increment(self, obj: int) -> None:
        self.counts[obj] += 1
        self.stats.count_updates += 1

    def decrement(self, obj: int) -> None:
        self.stats.count_updates += 1
        left = self.counts[obj] - 1
        self.counts[obj] = left
        if not left:
            self.cascade(obj)

    def cascade(self, obj: int) -> None:
        """Frees `obj` and all that only it kept: one stop, as long as what it frees."""
        counts, fields = self.counts, self.fields
        dead, updates = [obj], 0
        for gone in dead:
            for target in fields[gone]:
                if target:
                    updates += 1
                    counts[target] -= 1
                    if not counts[target]:
                        dead.append(target)
                    else:
                        self.still_held(target)
            self.reclaim(gone)
        self.present_now -= len(dead)
        self.stats.count_updates += updates
        self.stops.drop(self.at, self.log.steps[self.at], len(dead), updates)

    def still_held(self, obj: int) -> None:
        """A pointer to `obj` went away and others are left."""

    def metadata(self) -> int:
        """A word for the count of each object."""
        return 8 * self.most_objects
