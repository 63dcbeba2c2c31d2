"""Mark-compact: live objects slide together, and what is left is one free range. [Lisp 2; GC Handbook, section 3.2]"""

from __future__ import annotations

from rustmem.memory.alloc import Bump
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.memory.plan.plan import Plan


class MarkCompact(MarkSweep):
    """Sliding keeps the order of allocation."""

    name = "markcompact"
    title = "mark-compact"
    any_allocator = False

    def set_up(self, allocator: str) -> None:
        Plan.set_up(self, "")
        self.spaces.clear()
        self.bump = Bump(self.heap)
        self.heap_space = self.space("heap", self.bump)
        self.mark = [0] * len(self.sizes)
        self.epoch = 0
        self.most_live = 0

    def release(self) -> None:
        """Three passes over the heap: new addresses, pointers, objects."""
        mark, epoch, objects, address, stats = self.mark, self.epoch, self.objects, self.address, self.stats
        stats.swept += len(objects)
        stats.swept_bytes += self.in_use
        self.objects = [obj for obj in objects if mark[obj] == epoch]
        for obj in objects:
            if mark[obj] != epoch:
                self.forget(obj)
        cursor = self.bump.start
        for obj in self.objects:
            size = self.sizes[obj]
            stats.edges += len(self.fields[obj])
            if address[obj] != cursor:
                address[obj] = cursor
                stats.copied += 1
                stats.copied_words += -(-size // 8)
            cursor += size
        self.bump.reset(cursor)
        self.most_live = max(self.most_live, len(self.objects))

    def metadata(self) -> int:
        """A mark bit for each word, and while it compacts a forwarding address for each live object."""
        return super().metadata() + 8 * self.most_live
