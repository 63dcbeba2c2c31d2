"""A run of a Rust program, reduced to what a memory manager sees of it.

Objects are the heap allocations of the run. Roots are pointers in variables, and owning pointers that are on their way from one
place to another: just allocated, moved, cloned or replaced, and not yet written. What is on its way stands in no variable that
the trace knows; a root stands for it until it is written somewhere, dropped, or its object freed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rustmem.memory.log import Log
from rustmem.trace import event as e

OWNERS = ("box", "rc", "arc")
"""Kinds of pointers that keep their target."""


def log_of_trace(events: Iterable[e.Event]) -> Log:
    """The operations of a trace, in order."""
    reader = TraceReader()
    for event in events:
        read = _READERS.get(type(event))
        if read is not None:
            read(reader, event)
    return reader.log


class TraceReader:
    """Follows pointers through variables and blocks."""

    def __init__(self) -> None:
        self.log = Log()
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
        self.owns: dict[tuple[int, int], bool] = {}
        """Whether the pointer at a place owns its target."""
        self.counts: dict[int, int] = {}
        """The last strong count of each counted block."""
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

    def forget(self, step: int, variable: int, start: int = 0, end: int | None = None) -> None:
        """Takes the pointers out of a variable's bytes."""
        slots = self.slots.get(variable, {})
        for offset in [offset for offset in slots if offset >= start and (end is None or offset < end)]:
            self.log.unroot(step, slots.pop(offset))

    def replaced(self, step: int, alloc: int, offset: int) -> None:
        """An owner is overwritten. It was not dropped, or its pointer would be gone: it is on its way, as in `mem::replace`."""
        heap = alloc in self.objects
        old = (self.targets if heap else self.slots).get(alloc, {}).get(offset, 0)
        if old and self.owns.get((alloc, offset)) and not self.log.freed[old]:
            self.fly(step, old)

    def dropped(self, step: int, alloc: int, offset: int) -> None:
        """A counted pointer was dropped where it stood."""
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


def _free(r: TraceReader, event: e.Free) -> None:
    obj = r.objects.pop(event.alloc, 0)
    if obj:
        r.log.free(r.step_of(event), obj)
        while obj in r.in_flight:
            r.land(event.step, obj)


def _grow(r: TraceReader, event: e.Grow) -> None:
    old = r.targets.get(event.old, {})
    _allocate(r, e.Allocate(event.step, event.thread, event.span, event.new, event.size, 1, ""))
    for offset, target in old.items():
        if target and not r.log.freed[target]:
            r.store(event.step, event.new, offset, target)
    _free(r, e.Free(event.step, event.thread, event.span, event.old))


def _write_pointer(r: TraceReader, event: e.WritePointer) -> None:
    target = r.objects.get(event.target, 0)
    r.replaced(event.step, event.alloc, event.offset)
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


def _count(r: TraceReader, event: e.Count) -> None:
    """A clone is on its way until it is written; what is dropped on its way has arrived nowhere."""
    obj = r.objects.get(event.alloc)
    if obj and event.which == "strong":
        before, r.counts[event.alloc] = r.counts.get(event.alloc, 1), event.value
        drops = r.drops.get(event.thread)
        if event.value > before:
            r.fly(event.step, obj)
        elif drops and not drops[-1][0]:
            r.land(event.step, obj)


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
