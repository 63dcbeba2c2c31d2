"""A plan: spaces and allocators under one policy, over one mutator. [MMTk `Plan`]

Every plan has one shape. The mutator's side: `alloc` (the fast path) and `alloc_slow`, `store` (the write barrier), `read`,
`root`, `unroot`, `free`. The collector's side: `prepare`, `collect`, `release`, in this order at each stop.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any, ClassVar, NoReturn, SupportsIndex

from rustmem.memory.alloc import ALLOCATORS, BestFit
from rustmem.memory.alloc.allocator import FULL, Allocator
from rustmem.memory.log import Log, LogError
from rustmem.memory.space import Space
from rustmem.memory.stats import Stats, Stops

SAMPLES = 512
"""The curve of the heap has about so many points, and two for each collection."""
DIGEST = (1 << 29) - 3


class OutOfMemory(Exception):
    """The heap is too small for the next object, whatever is collected."""


class DeadObject(Exception):
    """The mutator or the collector came to an object that was reclaimed: the plan is wrong."""


class _Dead(list[int]):
    """Stands for the fields of an object that is not there."""

    def __getitem__(self, at: Any) -> NoReturn:
        raise DeadObject

    def __setitem__(self, at: SupportsIndex | slice, value: Any) -> NoReturn:
        raise DeadObject

    def __iter__(self) -> NoReturn:
        raise DeadObject

    def __len__(self) -> NoReturn:
        raise DeadObject


DEAD = _Dead()


def _unwatched(phase: str) -> None:
    """Nobody looks."""


class Plan:
    """The heap of one replay. A plan is made once, run once, and then holds the heap as it was at the end."""

    name = ""
    title = ""
    bounded = True
    """Whether it lives within a heap of a given size; a comparison gives such plans the same heap."""
    any_allocator = True
    """Whether it can work over any allocator: those that move objects bring their own."""
    options: ClassVar[tuple[str, ...]] = ()
    """Names of the arguments that it takes besides `heap` and `allocator`."""

    def __init__(self, log: Log, heap: int | None = None, allocator: str = "") -> None:
        self.log, self.heap = log, heap
        self.sizes = log.sizes.tolist()
        self.slots = log.fields.tolist()
        count = len(self.sizes)
        self.address = [FULL] * count
        """Of each object in the heap; `FULL` for the others."""
        self.fields: list[list[int]] = [DEAD] * count
        self.roots: dict[int, int] = {}
        """How many roots hold each object that has one."""
        self.objects: list[int] = []
        """The objects that the collector knows, in the order of their allocation or of their last copy."""
        self.in_use = 0
        self.peak = 0
        self.frees = 0
        self.reclaimed = array("q", bytes(8 * count))
        """The operation at which each object was reclaimed; 0: it was not."""
        self.stats = Stats()
        self.stops = Stops()
        self.curve: list[tuple[int, int, int]] = []
        """Operation, bytes in use, bytes reserved, at times over the run."""
        self.at = -1
        """The operation that is being replayed."""
        self.watch: Callable[[str], None] | None = None
        """Called at a full stop, before each phase and at the end: `prepare`, `collect`, `release`, `done`."""
        self.spaces: list[Space] = []
        self.set_up(allocator)

    def set_up(self, allocator: str) -> None:
        """Makes the spaces: by default one, under a free list."""
        self.heap_space = self.space("heap", self.allocator_named(allocator)(self.heap))

    def space(self, name: str, allocator: Allocator) -> Space:
        made = Space(name, allocator)
        self.spaces.append(made)
        return made

    @staticmethod
    def allocator_named(name: str) -> type[Allocator]:
        return ALLOCATORS[name] if name else BestFit

    # -- the mutator --

    def run(self, end: int | None = None) -> None:
        """Replays the operations before number `end`, by default all of them. Raises `LogError` if an object is missing."""
        log, end = self.log, len(self.log) if end is None else end
        handlers = (self.alloc, self.store, self.read, self.root, self.unroot, self.free, self.collection_request)
        stride = max(1, len(log) // SAMPLES)
        while self.at + 1 < end and not self.stats.out_of_memory:
            low = self.at + 1
            high = min(low - low % stride + stride, end)
            try:
                for at, op, a, b, c in zip(
                    range(low, high), log.ops[low:high], log.a[low:high], log.b[low:high], log.c[low:high]
                ):
                    self.at = at
                    handlers[op](a, b, c)
            except OutOfMemory:
                self.stats.out_of_memory, self.stats.failed_at = True, self.at
            except DeadObject:
                raise self.missing() from None
            self.sample()

    def missing(self) -> LogError:
        """What to say when the run uses an object that the plan has reclaimed."""
        at, log = self.at, self.log
        obj = log.a[at]
        return log.error(f"under {self.title}, {log.name(obj)} is gone when the program says: {log.sentence(at)}", log.steps[at])

    def replay(self) -> Stats:
        """Runs the whole log; the costs."""
        self.run()
        self.finish()
        return self.stats

    def alloc(self, obj: int, size: int, _: int = 0) -> None:
        """A new object, and the root that holds it: the fast path."""
        address = self.heap_space.allocator.alloc(size)
        if address < 0:
            address = self.alloc_slow(size)
        self.settle(obj, size, address)

    def alloc_slow(self, size: int) -> int:
        """The space is full: what can be done about it; else `OutOfMemory`."""
        raise OutOfMemory

    def settle(self, obj: int, size: int, address: int) -> None:
        """The object stands at its address, with null in all its fields."""
        self.address[obj] = address
        self.fields[obj] = [0] * self.slots[obj]
        self.roots[obj] = 1
        self.objects.append(obj)
        self.in_use += size
        if self.in_use > self.peak:
            self.peak = self.in_use

    def store(self, obj: int, field: int, target: int) -> None:
        self.fields[obj][field] = target

    def read(self, obj: int, field: int, _: int = 0) -> None:
        """The value goes into the digest, which the as-if rule makes equal under every plan."""
        value = self.fields[obj][field] if field >= 0 else len(self.fields[obj])
        self.stats.digest = (self.stats.digest * 31 + value + obj) % DIGEST

    def root(self, obj: int, _: int = 0, __: int = 0) -> None:
        self.roots[obj] = self.roots.get(obj, 0) + 1

    def unroot(self, obj: int, _: int = 0, __: int = 0) -> None:
        left = self.roots[obj] - 1
        if left:
            self.roots[obj] = left
        else:
            del self.roots[obj]

    def free(self, obj: int, _: int = 0, __: int = 0) -> None:
        """The program gives the object back itself: for most plans a hint that they do not take."""

    def collection_request(self, _: int = 0, __: int = 0, ___: int = 0) -> None:
        """The program asks for a full collection: nothing to do where nothing is collected."""

    # -- the collector --

    def stop_the_world(self) -> None:
        """One collection, while the program waits for all of it."""
        self.sample()
        before = self.work()
        watch = self.watch or _unwatched
        watch("prepare")
        self.prepare()
        watch("collect")
        self.collect()
        watch("release")
        self.release()
        watch("done")
        self.stats.collections += 1
        self.record_stop(before)
        self.sample()

    def prepare(self) -> None:
        """Before tracing: marks and colours are reset, spaces flipped."""

    def collect(self) -> None:
        """Finds what is live."""

    def release(self) -> None:
        """Gives back what is not."""

    def reclaim(self, obj: int) -> None:
        """The memory of one object is free again."""
        self.heap_space.allocator.free(self.address[obj])
        self.forget(obj)

    def forget(self, obj: int) -> None:
        """The object is gone; its space is emptied as a whole."""
        self.in_use -= self.sizes[obj]
        self.address[obj] = FULL
        self.fields[obj] = DEAD
        self.frees += 1
        self.reclaimed[obj] = self.at

    # -- the books --

    def work(self) -> tuple[int, int, int, int, int, int]:
        s = self.stats
        return s.marked, s.edges, s.copied, s.copied_words, s.swept, s.count_updates

    def record_stop(self, before: tuple[int, int, int, int, int, int]) -> None:
        """One stop: the work since `before`."""
        now = self.work()
        marked, edges, copied, words, swept, updates = (n - b for n, b in zip(now, before))
        if marked or edges or copied or swept or updates:
            self.stops.add((self.at, self.log.steps[self.at], marked, edges, copied, words, swept, 0, updates))

    def sample(self) -> None:
        """A point of the curve."""
        internal = self.used() - self.in_use
        if internal > self.stats.internal:
            self.stats.internal = internal
        self.curve.append((self.at + 1, self.in_use, self.reserved()))

    def used(self) -> int:
        """Bytes of blocks that are handed out."""
        return sum(space.allocator.used for space in self.spaces)

    def reserved(self) -> int:
        """Most bytes of address space so far."""
        return sum(space.allocator.reserved for space in self.spaces)

    def metadata(self) -> int:
        """Most bytes kept beside the objects so far."""
        return 0

    def present(self) -> list[int]:
        """The objects in the heap, by number."""
        return [obj for obj in range(1, len(self.address)) if self.address[obj] >= 0]

    def finish(self) -> None:
        """Costs that stand once the run is over."""
        s, log = self.stats, self.log
        allocators = [space.allocator for space in self.spaces]
        s.allocations = self.frees + len(self.present())
        s.allocated = sum(self.sizes[: s.allocations + 1])
        s.fast_allocations = sum(a.fast for a in allocators)
        s.slow_allocations = s.allocations - s.fast_allocations
        s.frees, s.peak, s.peak_reserved = self.frees, self.peak, self.reserved()
        s.left_objects, s.left_bytes = s.allocations - self.frees, self.in_use
        s.metadata = self.metadata() + sum(a.metadata for a in allocators)
        s.external = sum(a.lost for a in allocators)
        s.stops = len(self.stops)
        s.longest_stop = self.stops.longest()
        facts = log.lifetimes
        s.peak_live = facts.peak_live
        clock, died, end = facts.clock, facts.died, self.at + 1
        drag = 0
        for obj in range(1, s.allocations + 1):
            time = clock[self.reclaimed[obj] or end] - clock[died[obj] if died[obj] < end else end]
            if time > 0:
                drag += time * self.sizes[obj]
        s.drag = drag
        s.mean_drag = drag // s.allocated if s.allocated else 0
