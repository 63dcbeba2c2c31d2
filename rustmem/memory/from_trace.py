"""A run of a Rust program, reduced to what a memory manager sees of it.

Objects are the heap allocations of the run. Roots are pointers in variables, and owning pointers that are on their way from one
place to another: just allocated, moved, cloned or replaced, and not yet written. What is on its way stands in no variable that
the trace knows; a root stands for it until it is written somewhere, dropped, or its object freed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from typing import Any

from rustmem.memory.lifetimes import Lifetimes, resurrected
from rustmem.memory.log import Log
from rustmem.trace import event as e

OWNERS = ("box", "rc", "arc")
"""Kinds of pointers that keep their target."""


def log_of_trace(events: Iterable[e.Event]) -> Log:
    """The operations of a trace, in order.

    A trace does not show pointers in registers and in temporaries that have no storage. An object that the program uses although
    nothing in the trace reaches it was held by such a pointer: it counts as held by a root until it is freed.
    """
    events = list(events)
    held: set[int] = set()
    while True:
        log = read_events(events, held)
        facts = Lifetimes(log)
        missing = {*facts.forgotten(), *resurrected(log)} - held
        if not missing:
            log.remember(facts)
            return log
        held |= missing


def read_events(events: list[e.Event], held: Set[int]) -> Log:
    """One pass; the objects in `held` have a root as long as they exist."""
    reader = TraceReader(held)
    for event in events:
        read = _READERS.get(type(event))
        if read is not None:
            if reader.owed and event.step != reader.owed_at:
                reader.pay()
            read(reader, event)
    return reader.log


class TraceReader:
    """Follows pointers through variables and blocks."""

    def __init__(self, held: Set[int] = frozenset()) -> None:
        self.log = Log()
        self.held = held
        self.objects: dict[int, int] = {}
        """The object of each allocation that is alive."""
        self.fields: dict[int, dict[int, int]] = {}
        """Of each block, the number of the field at each offset that has held a pointer."""
        self.targets: dict[int, dict[int, int]] = {}
        """Of each block, the object that it points to, by offset."""
        self.slots: dict[int, dict[int, int]] = {}
        """Of each variable, the objects that it points to, by offset."""
        self.in_flight: dict[int, int] = {}
        """Objects on their way, and how many roots stand for that."""
        self.home: dict[int, tuple[int, int]] = {}
        """The place that owns each box."""
        self.owns: dict[tuple[int, int], bool] = {}
        """Whether the pointer at a place owns its target."""
        self.counts: dict[int, int] = {}
        """The last strong count of each counted block."""
        self.owed: list[int] = []
        """Objects of which a pointer was dropped that stood in no known place: on its way, or moved out of a block unseen."""
        self.owed_at = 0
        """The step at which that happened."""
        self.drops: dict[int, list[tuple[int, int, str, int]]] = {}
        """Of each thread, the drops in progress: place, type, and the step at which it began."""

    def land(self, step: int, obj: int) -> None:
        """A pointer to the object has arrived, or was dropped on its way."""
        left = self.in_flight.pop(obj, 0)
        if left:
            self.log.unroot(step, obj)
            if left > 1:
                self.in_flight[obj] = left - 1

    def fly(self, step: int, obj: int) -> None:
        self.in_flight[obj] = self.in_flight.get(obj, 0) + 1
        self.log.root(step, obj)

    def pay(self) -> None:
        """No block was freed along with the dropped pointers: they were on their way."""
        for obj in self.owed:
            self.land(self.owed_at, obj)
        self.owed = []

    def forget(self, step: int, variable: int, start: int = 0, end: int | None = None) -> None:
        """Takes the pointers out of a variable's bytes."""
        slots = self.slots.get(variable, {})
        for offset in [offset for offset in slots if offset >= start and (end is None or offset < end)]:
            self.log.unroot(step, slots.pop(offset))

    def replaced(self, step: int, alloc: int, offset: int, target: int) -> None:
        """An owner is overwritten. It was not dropped, or its pointer would be gone: it is on its way, as in `mem::replace`."""
        heap = alloc in self.objects
        old = (self.targets if heap else self.slots).get(alloc, {}).get(offset, 0)
        if old and old != target and not self.log.freed[old]:
            if self.home.get(old, (alloc, offset)) == (alloc, offset) and self.owns.get((alloc, offset)):
                self.home.pop(old, None)
                self.fly(step, old)

    def settle(self, step: int, obj: int, alloc: int, offset: int) -> None:
        """A box has one owner: where it was before, its bytes are stale, as after a `memmove`."""
        before = self.home.get(obj)
        self.home[obj] = alloc, offset
        if before is not None and before != (alloc, offset):
            self.dropped(step, *before)

    def dropped(self, step: int, alloc: int, offset: int) -> None:
        """A pointer is no longer where it stood."""
        if alloc in self.objects:
            if self.targets[alloc].get(offset):
                self.store(step, alloc, offset, 0)
        else:
            self.forget(step, alloc, offset, offset + 1)

    def store(self, step: int, alloc: int, offset: int, target: int) -> None:
        """A pointer within the heap; the one that it replaces is read, as a drop of it would."""
        fields, obj = self.fields[alloc], self.objects[alloc]
        if offset in fields:
            self.log.read(step, obj, fields[offset])
        elif not target:
            return  # null is what a new field holds
        else:
            fields[offset] = len(fields)
        self.targets[alloc][offset] = target
        self.log.store(step, obj, fields[offset], target)

    def step_of(self, event: e.Event) -> int:
        """What is freed by one drop is freed at the step at which the drop began."""
        drops = self.drops.get(event.thread)
        return drops[0][3] if drops else event.step


def _allocate(r: TraceReader, event: e.Allocate) -> None:
    obj = r.objects[event.alloc] = r.log.alloc(event.step, event.size)
    r.fields[event.alloc], r.targets[event.alloc] = {}, {}
    r.in_flight[obj] = r.in_flight.get(obj, 0) + 1
    if obj in r.held:
        r.log.root(event.step, obj)


def _free(r: TraceReader, event: e.Free) -> None:
    obj = r.objects.pop(event.alloc, 0)
    if obj:
        for target in r.targets[event.alloc].values():
            if target in r.owed:  # the pointer that was dropped had been moved out of this block
                r.owed.remove(target)
        r.log.free(r.step_of(event), obj)
        while obj in r.in_flight:
            r.land(event.step, obj)
        if obj in r.held:
            r.log.unroot(event.step, obj)


def _grow(r: TraceReader, event: e.Grow) -> None:
    old = r.targets.get(event.old, {})
    _allocate(r, e.Allocate(event.step, event.thread, event.span, event.new, event.size, 1, ""))
    for offset, target in old.items():
        if target and not r.log.freed[target]:
            r.store(event.step, event.new, offset, target)
            r.owns[event.new, offset] = r.owns.pop((event.old, offset), False)
            if r.home.get(target) == (event.old, offset):
                r.home[target] = event.new, offset
    _free(r, e.Free(event.step, event.thread, event.span, event.old))


def _write_pointer(r: TraceReader, event: e.WritePointer) -> None:
    target = r.objects.get(event.target, 0)
    r.replaced(event.step, event.alloc, event.offset, target)
    owns = r.owns[event.alloc, event.offset] = event.kind in OWNERS
    if event.alloc in r.objects:
        r.store(event.step, event.alloc, event.offset, target)
    else:
        if target:
            r.log.root(event.step, target)
        r.forget(event.step, event.alloc, event.offset, event.offset + 8)
        if target:
            r.slots.setdefault(event.alloc, {})[event.offset] = target
    if target and (owns or event.kind == "raw"):
        r.land(event.step, target)
    if target and event.kind == "box":
        r.settle(event.step, target, event.alloc, event.offset)


def _count(r: TraceReader, event: e.Count) -> None:
    """A clone is on its way until it is written; what is dropped on its way has arrived nowhere."""
    obj = r.objects.get(event.alloc)
    if obj and event.which == "strong":
        before, r.counts[event.alloc] = r.counts.get(event.alloc, 1), event.value
        drops = r.drops.get(event.thread)
        if event.value > before:
            r.fly(event.step, obj)
        elif drops and not drops[-1][0]:
            r.owed.append(obj)
            r.owed_at = event.step


def _write(r: TraceReader, event: e.Write) -> None:
    obj = r.objects.get(event.alloc)
    if obj:
        r.log.read(event.step, obj)


def _move(r: TraceReader, event: e.Move) -> None:
    heap = event.source in r.objects
    slots = r.targets[event.source] if heap else r.slots.get(event.source, {})
    end = event.source_offset + event.size
    for offset, target in slots.items():
        if event.source_offset <= offset < end and target and not r.log.freed[target]:
            r.fly(event.step, target)
            r.owns[event.source, offset] = False
            r.home.pop(target, None)
    if not heap:
        r.forget(event.step, event.source, event.source_offset, end)


def _storage_dead(r: TraceReader, event: e.StorageDead) -> None:
    r.forget(event.step, event.alloc)
    r.slots.pop(event.alloc, None)


def _drop_begin(r: TraceReader, event: e.DropBegin) -> None:
    r.drops.setdefault(event.thread, []).append((event.alloc, event.offset, event.ty, event.step))


def _drop_end(r: TraceReader, event: e.DropEnd) -> None:
    """Ends the drop that began there, and those within it that a panic has cut short."""
    drops = r.drops.get(event.thread, [])
    for at in range(len(drops) - 1, -1, -1):
        if drops[at][:3] == (event.alloc, event.offset, event.ty):
            del drops[at:]
            break
    if event.alloc and event.ty.startswith(("Rc<", "Arc<", "Weak<")):
        r.dropped(event.step, event.alloc, event.offset)


_READERS: dict[type[e.Base], Callable[[TraceReader, Any], None]] = {
    e.Allocate: _allocate, e.Free: _free, e.Grow: _grow, e.WritePointer: _write_pointer, e.Write: _write, e.Move: _move,
    e.StorageDead: _storage_dead, e.DropBegin: _drop_begin, e.DropEnd: _drop_end, e.Count: _count,
}  # fmt: skip
