"""Mark-sweep: when the heap is full, mark what the roots reach, and free the rest. [McCarthy 1960; MMTk `MarkSweep`]"""

from __future__ import annotations

from rustmem.memory.plan.plan import OutOfMemory, Plan


class MarkSweep(Plan):
    name = "marksweep"
    title = "mark-sweep"

    def set_up(self, allocator: str) -> None:
        super().set_up(allocator)
        self.mark = [0] * len(self.sizes)
        """The last collection that marked each object."""
        self.epoch = 0

    def alloc_slow(self, size: int) -> int:
        self.stop_the_world()
        address = self.heap_space.allocator.alloc(size)
        if address < 0:
            raise OutOfMemory
        self.heap_space.allocator.fast -= 1  # it took a collection
        return address

    def collection_request(self, _: int = 0, __: int = 0, ___: int = 0) -> None:
        self.stop_the_world()

    def prepare(self) -> None:
        self.epoch += 1

    def collect(self) -> None:
        """The objects that the roots reach are marked."""
        mark, epoch, fields = self.mark, self.epoch, self.fields
        grey = list(self.roots)
        for obj in grey:
            mark[obj] = epoch
        edges, marked = 0, len(grey)
        while grey:
            slots = fields[grey.pop()]
            edges += len(slots)
            for target in slots:
                if target and mark[target] != epoch:
                    mark[target] = epoch
                    marked += 1
                    grey.append(target)
        self.stats.marked += marked
        self.stats.edges += edges

    def release(self) -> None:
        """Sweeps: every object of the heap is looked at, and the unmarked are freed."""
        mark, epoch, objects = self.mark, self.epoch, self.objects
        self.stats.swept += len(objects)
        self.stats.swept_bytes += self.in_use
        self.objects = [obj for obj in objects if mark[obj] == epoch]
        for obj in objects:
            if mark[obj] != epoch:
                self.reclaim(obj)

    def metadata(self) -> int:
        """A mark bit for each word."""
        return -(-self.reserved() // 64)
