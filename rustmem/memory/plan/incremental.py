"""Incremental tri-colour marking: the collector works a little at each allocation. [Dijkstra et al. 1978; Yuasa 1990]

White: not seen; grey: seen, its fields not; black: seen with its fields. The program runs between the steps and may hide a
white object behind a black one. A write barrier prevents that:

- Dijkstra's shades the new target of a black object's field (incremental update). Roots have no barrier: they are scanned
  again before marking ends.
- Yuasa's shades the old target of a field that is overwritten (snapshot at the beginning). Roots are shaded at the start.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from rustmem.memory.log import Log
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.memory.plan.plan import OutOfMemory

RATE = 8
"""Objects marked or swept at each allocation while a collection is under way."""


class Incremental(MarkSweep):
    """What both barriers share. A collection starts when half of the heap is in use."""

    options: ClassVar[tuple[str, ...]] = ("rate",)

    def __init__(self, log: Log, heap: int | None = None, allocator: str = "", rate: int = RATE) -> None:
        self.rate = rate
        super().__init__(log, heap, allocator)

    def set_up(self, allocator: str) -> None:
        super().set_up(allocator)
        self.phase: Literal["idle", "marking", "sweeping"] = "idle"
        self.scanned = [0] * len(self.sizes)
        """The last collection that made each object black."""
        self.grey: list[int] = []
        self.most_grey = 0
        self.to_sweep: list[int] = []
        self.trigger = 1 << 62 if self.heap is None else self.heap // 2

    # -- the mutator --

    def alloc(self, obj: int, size: int, _: int = 0) -> None:
        """Pays for the collection that is under way, then allocates black."""
        if self.phase != "idle":
            self.step()
        elif self.in_use + size > self.trigger:
            self.start()
        super().alloc(obj, size)
        if self.phase != "idle":
            self.mark[obj] = self.scanned[obj] = self.epoch

    def alloc_slow(self, size: int) -> int:
        """The collector came too late: it finishes at one stop, and if that is not enough does a whole collection."""
        allocator = self.heap_space.allocator
        if self.phase != "idle":
            self.finish_cycle()
            address = allocator.alloc(size)
            if address >= 0:
                allocator.fast -= 1
                return address
        self.start()
        self.finish_cycle()
        address = allocator.alloc(size)
        if address < 0:
            raise OutOfMemory
        allocator.fast -= 1
        return address

    def collection_request(self, _: int = 0, __: int = 0, ___: int = 0) -> None:
        """What is under way may keep garbage that died since it began: a whole collection follows."""
        if self.phase != "idle":
            self.finish_cycle()
        self.start()
        self.finish_cycle()

    def color(self, obj: int) -> Literal["white", "grey", "black"]:
        if self.scanned[obj] == self.epoch:
            return "black"
        return "grey" if self.mark[obj] == self.epoch else "white"

    def shade(self, obj: int) -> None:
        """White becomes grey."""
        if self.mark[obj] != self.epoch:
            self.mark[obj] = self.epoch
            self.grey.append(obj)

    # -- the collector --

    def start(self) -> None:
        """The roots are shaded at one stop."""
        self.sample()
        if self.watch is not None:
            self.watch("prepare")
        self.prepare()
        self.phase = "marking"
        for obj in self.roots:
            self.shade(obj)
        self.stats.collections += 1
        self.stop_for(len(self.grey))

    def step(self) -> None:
        """One increment."""
        if self.phase == "sweeping":
            swept = self.sweep_some(self.rate)
            if swept:
                self.stops.add((self.at, self.log.steps[self.at], 0, 0, 0, 0, swept, 0, 0))
            return
        before = self.work()
        self.collect_some(self.rate)
        if not self.grey:
            self.end_marking()
        self.record_stop(before)

    def finish_cycle(self) -> None:
        """All that is left of the collection, at one stop."""
        before = self.work()
        if self.phase == "marking":
            self.collect()
            self.end_marking()
        self.release()
        self.record_stop(before)
        self.sample()

    def collect(self) -> None:
        self.collect_some(1 << 62)

    def collect_some(self, count: int) -> None:
        """Makes so many grey objects black."""
        mark, scanned, epoch, grey, fields = self.mark, self.scanned, self.epoch, self.grey, self.fields
        self.most_grey = max(self.most_grey, len(grey))
        edges = marked = 0
        while grey and marked < count:
            obj = grey.pop()
            scanned[obj] = epoch
            marked += 1
            slots = fields[obj]
            edges += len(slots)
            for target in slots:
                if target and mark[target] != epoch:
                    mark[target] = epoch
                    grey.append(target)
        self.stats.marked += marked
        self.stats.edges += edges

    def end_marking(self) -> None:
        """No grey object is left: what is white is garbage."""
        if self.watch is not None:
            self.watch("release")
        self.phase = "sweeping"
        self.to_sweep, self.objects = self.objects, []

    def release(self) -> None:
        self.sweep_some(1 << 62)

    def sweep_some(self, count: int) -> int:
        """Looks at so many objects, as far as there are; their number."""
        mark, epoch, waiting, sizes = self.mark, self.epoch, self.to_sweep, self.sizes
        swept = waiting[-count:]
        del waiting[-count:]
        size = 0
        for obj in reversed(swept):
            size += sizes[obj]
            if mark[obj] == epoch:
                self.objects.append(obj)
            else:
                self.reclaim(obj)
        self.stats.swept += len(swept)
        self.stats.swept_bytes += size
        if not waiting:
            self.phase = "idle"
            self.sample()
        return len(swept)

    def stop_for(self, roots: int) -> None:
        """A stop at which only roots were looked at."""
        if roots:
            self.stops.add((self.at, self.log.steps[self.at], roots, 0, 0, 0, 0, 0, 0))

    def metadata(self) -> int:
        """Two bits for each word, and the grey objects."""
        return 2 * super().metadata() + 8 * self.most_grey


class IncrementalDijkstra(Incremental):
    name = "incremental-dijkstra"
    title = "incremental, Dijkstra's barrier"

    def store(self, obj: int, field: int, target: int) -> None:
        self.fields[obj][field] = target
        self.stats.barriers += 1
        if self.phase == "marking" and target and self.scanned[obj] == self.epoch and self.mark[target] != self.epoch:
            self.stats.barrier_hits += 1
            self.shade(target)

    def end_marking(self) -> None:
        """The roots may have changed: they are scanned again until nothing is grey."""
        for obj in self.roots:
            self.shade(obj)
        self.collect()
        super().end_marking()


class IncrementalYuasa(Incremental):
    name = "incremental-yuasa"
    title = "incremental, Yuasa's barrier"

    def store(self, obj: int, field: int, target: int) -> None:
        fields = self.fields[obj]
        old = fields[field]
        self.stats.barriers += 1
        if self.phase == "marking" and old and self.mark[old] != self.epoch:
            self.stats.barrier_hits += 1
            self.shade(old)
        fields[field] = target
