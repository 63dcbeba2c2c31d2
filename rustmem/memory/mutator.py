"""The mutator: a recorded run, reduced to what a memory manager sees of it.

Objects are the heap allocations of the run. Roots are pointers in variables, and objects that are on their way from one
place to another: just allocated, or moved and not yet written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rustmem.source.node import node
from rustmem.trace import event as e


@node
class New:
    """The program asks for memory."""

    step: int
    obj: int
    size: int


@node
class Release:
    """The program gives an object back, as an owner that is dropped does."""

    step: int
    obj: int


@node
class Store:
    """A field of an object now points to `target`; 0: to no object."""

    step: int
    obj: int
    offset: int
    target: int


@node
class Root:
    """One more root points to `target`."""

    step: int
    target: int


@node
class Unroot:
    """One root fewer points to `target`."""

    step: int
    target: int


Operation = New | Release | Store | Root | Unroot


class Mutator:
    """The operations of a trace, in order."""

    def __init__(self, events: Iterable[e.Event]) -> None:
        self.operations: list[Operation] = []
        self.objects: set[int] = set()
        self.fields: dict[int, dict[int, int]] = {}
        self.slots: dict[int, dict[int, int]] = {}
        """Of each variable, the objects that it points to, by offset."""
        self.in_flight: dict[int, int] = {}
        """Objects on their way, and how many roots stand for that."""
        for event in events:
            reader = _READERS.get(type(event))
            if reader is not None:
                reader(self, event)

    def root(self, step: int, target: int) -> None:
        self.operations.append(Root(step, target))

    def unroot(self, step: int, target: int) -> None:
        self.operations.append(Unroot(step, target))

    def land(self, step: int, obj: int) -> None:
        """The object has arrived: a place points to it."""
        for _ in range(self.in_flight.pop(obj, 0)):
            self.unroot(step, obj)

    def fly(self, step: int, obj: int) -> None:
        self.in_flight[obj] = self.in_flight.get(obj, 0) + 1
        self.root(step, obj)

    def forget(self, step: int, variable: int, start: int = 0, end: int | None = None) -> list[int]:
        """Takes the pointers out of a variable's bytes; their targets."""
        slots = self.slots.get(variable, {})
        gone = [offset for offset in slots if offset >= start and (end is None or offset < end)]
        targets = [slots.pop(offset) for offset in gone]
        for target in targets:
            self.unroot(step, target)
        return targets


def _allocate(m: Mutator, event: e.Allocate) -> None:
    m.objects.add(event.alloc)
    m.fields[event.alloc] = {}
    m.fly(event.step, event.alloc)  # first, so that an object is never without its root
    m.operations.append(New(event.step, event.alloc, event.size))


def _free(m: Mutator, event: e.Free) -> None:
    if event.alloc in m.objects:
        m.land(event.step, event.alloc)
        m.objects.discard(event.alloc)
        m.operations.append(Release(event.step, event.alloc))


def _grow(m: Mutator, event: e.Grow) -> None:
    fields = m.fields.get(event.old, {})
    _allocate(m, e.Allocate(event.step, event.thread, event.span, event.new, event.size, 1, ""))
    for offset, target in fields.items():
        m.fields[event.new][offset] = target
        m.operations.append(Store(event.step, event.new, offset, target))
    _free(m, e.Free(event.step, event.thread, event.span, event.old))


def _write_pointer(m: Mutator, event: e.WritePointer) -> None:
    target = event.target if event.target in m.objects else 0
    if event.alloc in m.fields:
        m.fields[event.alloc][event.offset] = target
        m.operations.append(Store(event.step, event.alloc, event.offset, target))
    else:
        m.forget(event.step, event.alloc, event.offset, event.offset + 8)
        if target:
            m.slots.setdefault(event.alloc, {})[event.offset] = target
            m.root(event.step, target)
    if target:
        m.land(event.step, target)


def _move(m: Mutator, event: e.Move) -> None:
    if event.source in m.fields:
        fields = m.fields[event.source]
        targets = [fields[o] for o in fields if event.source_offset <= o < event.source_offset + event.size and fields[o]]
    else:
        end = event.source_offset + event.size
        targets = [t for o, t in m.slots.get(event.source, {}).items() if event.source_offset <= o < end]
    for target in targets:
        if target in m.objects:
            m.fly(event.step, target)
    if event.source not in m.fields:
        m.forget(event.step, event.source, event.source_offset, event.source_offset + event.size)


def _storage_dead(m: Mutator, event: e.StorageDead) -> None:
    m.forget(event.step, event.alloc)
    m.slots.pop(event.alloc, None)


_READERS: dict[type[e.Base], Callable[[Mutator, Any], None]] = {
    e.Allocate: _allocate, e.Free: _free, e.Grow: _grow, e.WritePointer: _write_pointer, e.Move: _move,
    e.StorageDead: _storage_dead,
}  # fmt: skip
