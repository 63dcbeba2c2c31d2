"""Generational copying: most objects die young, so the young are collected alone. [Ungar 1984; Appel 1989; MMTk `GenCopy`]

Objects are allocated in a nursery. A minor collection copies its survivors to the mature space; pointers from old objects to
young ones are roots then, and the write barrier has remembered them. The mature space is a semispace.
"""

from __future__ import annotations

from typing import ClassVar

from rustmem.memory.alloc import Bump
from rustmem.memory.log import Log
from rustmem.memory.plan.plan import OutOfMemory, Plan


class GenCopy(Plan):
    """By default the nursery takes all of the free half, as Appel's does; `nursery` sets the most that it takes, in bytes."""

    name = "gencopy"
    title = "generational copying"
    any_allocator = False
    options: ClassVar[tuple[str, ...]] = ("nursery",)

    def __init__(self, log: Log, heap: int | None = None, allocator: str = "", nursery: int | None = None) -> None:
        self.nursery_limit = nursery
        super().__init__(log, heap, allocator)

    def set_up(self, allocator: str) -> None:
        self.half = 1 << 40 if self.heap is None else self.heap // 2
        self.nursery = Bump(self.half)
        self.halves = (Bump(self.half, self.half), Bump(self.half, 2 * self.half))
        self.space("nursery", self.nursery)
        self.space("mature 0", self.halves[0])
        self.space("mature 1", self.halves[1])
        self.mature, self.other = self.halves
        self.old = bytearray(len(self.sizes))
        """1: in the mature space."""
        self.young: list[int] = []
        self.remembered: dict[tuple[int, int], None] = {}
        """Fields of old objects that were given a pointer to a young one."""
        self.most_remembered = 0
        self.most_reserved = 0
        self.epoch = 0
        self.copied_in = [0] * len(self.sizes)
        self.full = True

    # -- the mutator --

    def alloc(self, obj: int, size: int, _: int = 0) -> None:
        nursery = self.nursery
        used = nursery.cursor + size
        if (
            used + self.mature.cursor - self.mature.start > self.half
            or self.nursery_limit is not None
            and used > self.nursery_limit
        ):
            self.alloc_slow(size)
        address = nursery.alloc(size)
        self.settle(obj, size, address)
        self.young.append(obj)

    def alloc_slow(self, size: int) -> int:
        """A minor collection; a full one if that leaves less than an eighth of the half free."""
        self.most_reserved = self.reserved()
        self.collect_minor()
        if not self.has_room(max(size, self.half // 8)):
            self.stop_the_world()
        if not self.has_room(size):
            raise OutOfMemory
        return 0

    def collection_request(self, _: int = 0, __: int = 0, ___: int = 0) -> None:
        self.collect_minor()
        self.stop_the_world()

    def has_room(self, size: int) -> bool:
        """Whether `size` more bytes fit, with as much again in reserve for copying."""
        return self.nursery.cursor + size + self.mature.used <= self.half

    def store(self, obj: int, field: int, target: int) -> None:
        """The write barrier: a pointer from old to young is remembered."""
        self.fields[obj][field] = target
        self.stats.barriers += 1
        if target and self.old[obj] and not self.old[target]:
            self.remember(obj, field)

    def remember(self, obj: int, field: int) -> None:
        self.stats.barrier_hits += 1
        self.remembered[obj, field] = None

    # -- the collector --

    def collect_minor(self) -> None:
        """The nursery alone."""
        self.full = False
        self.stop_the_world()
        self.stats.minor += 1
        self.full = True

    def prepare(self) -> None:
        self.epoch += 1
        self.most_remembered = max(self.most_remembered, len(self.remembered))
        if self.full:
            self.mature, self.other = self.other, self.mature
            self.mature.reset(self.mature.start)

    def collect(self) -> None:
        """Copies what the roots and the remembered fields reach; a minor collection stops at old objects."""
        old, fields, full = self.old, self.fields, self.full
        queue: list[int] = []
        copied_in, epoch = self.copied_in, self.epoch
        sources = list(self.roots)
        if not full:
            sources += [fields[obj][field] for obj, field in self.remembered]
            self.stats.edges += len(self.remembered)
        for obj in sources:
            if obj and copied_in[obj] != epoch and (full or not old[obj]):
                copied_in[obj] = epoch
                queue.append(obj)
        edges = 0
        for obj in queue:
            slots = fields[obj]
            edges += len(slots)
            for target in slots:
                if target and copied_in[target] != epoch and (full or not old[target]):
                    copied_in[target] = epoch
                    queue.append(target)
        self.stats.edges += edges
        self.move(queue)

    def move(self, queue: list[int]) -> None:
        """To the mature space, in this order."""
        address, sizes, old = self.address, self.sizes, self.old
        cursor, words = self.mature.cursor, 0
        for obj in queue:
            address[obj] = cursor
            old[obj] = 1
            cursor += sizes[obj]
            words += -(-sizes[obj] // 8)
        self.mature.reset(cursor)
        self.survivors = queue
        self.stats.copied += len(queue)
        self.stats.copied_words += words

    def release(self) -> None:
        copied_in, epoch = self.copied_in, self.epoch
        for obj in self.objects if self.full else self.young:
            if copied_in[obj] != epoch:
                self.forget(obj)
        if self.full:
            self.objects = self.survivors
            self.other.reset(self.other.start)
        else:
            self.objects = self.objects[: len(self.objects) - len(self.young)] + self.survivors
        self.young = []
        self.remembered = {}
        self.nursery.reset(self.nursery.start)

    # -- the books --

    def used(self) -> int:
        return self.nursery.used + self.mature.used

    def reserved(self) -> int:
        """What is in use, and as much again to copy it to."""
        self.most_reserved = max(self.most_reserved, 2 * (self.nursery.used + self.mature.used))
        return self.most_reserved

    def metadata(self) -> int:
        """A word for each entry of the remembered set."""
        return 8 * max(self.most_remembered, len(self.remembered))
