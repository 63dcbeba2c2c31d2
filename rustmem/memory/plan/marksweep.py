"""Mark-sweep: when the heap is full, mark what the roots reach, and free the rest. [MMTk `MarkSweep`]"""

from __future__ import annotations

from rustmem.memory.plan.plan import Plan


class MarkSweep(Plan):
    name = "marksweep"
    title = "mark-sweep"

    def make_room(self, step: int, size: int) -> bool:
        if super().make_room(step, size):
            return True
        self.collect(step)
        return super().make_room(step, size)

    def collect(self, step: int) -> None:
        """One collection: the program waits for all of it."""
        live = self.mark()
        dead = [obj for obj in self.sizes if obj not in live]
        swept = len(self.sizes)
        for obj in dead:
            self.free(obj)
        self.stats.collections += 1
        self.stats.marked += len(live)
        self.stats.swept += swept
        self.stats.work_at(step, len(live) + swept)

    def mark(self) -> set[int]:
        """The objects that the roots reach."""
        live: set[int] = set()
        waiting = [root for root in self.roots if root in self.sizes]
        while waiting:
            obj = waiting.pop()
            if obj in live:
                continue
            live.add(obj)
            for target in self.fields[obj].values():
                self.stats.edges += 1
                if target in self.sizes and target not in live:
                    waiting.append(target)
        return live
