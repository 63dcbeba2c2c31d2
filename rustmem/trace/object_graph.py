"""Stack, heap and pointers at one step: what a picture of memory needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Literal

from rustmem.source.node import node
from rustmem.source.span import DUMMY_SP, Span
from rustmem.trace import event as e


@node
class Cell:
    """A value at a byte offset: text, or a pointer (`arrow`)."""

    offset: int
    size: int
    value: str


@node
class Arrow:
    source: int
    offset: int
    target: int
    target_offset: int
    kind: str


class Storage:
    """A variable or a heap block: its cells by offset, and the pointers out of it."""

    def __init__(self, alloc: int, ty: str, size: int, name: str = "", frame: int = 0) -> None:
        self.alloc, self.ty, self.size, self.name, self.frame = alloc, ty, size, name, frame
        self.cells: dict[int, Cell] = {}
        self.arrows: dict[int, Arrow] = {}
        self.state: Literal["live", "moved", "dropped", "freed", "dead"] = "live"
        self.moved_to: int | None = None
        self.moved_parts: set[int] = set()
        """Offsets of parts that were moved out."""
        self.counts: dict[str, int] = {}
        self.flags: dict[int, int] = {}
        self.span: Span = DUMMY_SP

    def forget(self, offset: int, size: int) -> None:
        """Before a write: what stood there is gone."""
        for table in (self.cells, self.arrows):
            for at in [at for at in table if offset <= at < offset + max(size, 1)]:
                del table[at]


class FrameState:
    """A call: its variables in the order in which their storage began."""

    def __init__(self, number: int, function: str, thread: int) -> None:
        self.number, self.function, self.thread = number, function, thread
        self.variables: list[Storage] = []


class Graph:
    """Memory at a step."""

    def __init__(self) -> None:
        self.step = 0
        self.span: Span = DUMMY_SP
        self.frames: list[FrameState] = []
        self.heap: dict[int, Storage] = {}
        self.freed: dict[int, Storage] = {}
        self.loans: dict[int, e.Borrow] = {}
        self.stdout = ""
        self.stderr = ""

    @property
    def arrows(self) -> list[Arrow]:
        """Every pointer from live storage, in order."""
        stores = [v for f in self.frames for v in f.variables] + list(self.heap.values())
        return [a for s in stores for a in s.arrows.values()]

    def storage(self, alloc: int) -> Storage | None:
        found = self.heap.get(alloc)
        if found is not None:
            return found
        for frame in self.frames:
            for variable in frame.variables:
                if variable.alloc == alloc:
                    return variable
        return None

    def apply(self, event: e.Event) -> None:
        """Takes one event into account."""
        self.step, self.span = event.step, event.span
        handler = _APPLY.get(type(event))
        if handler is not None:
            handler(self, event)


def graph_at(events: Iterable[e.Event], step: int | None = None) -> Graph:
    """Memory after all events up to `step` (all of them by default)."""
    graph = Graph()
    for event in events:
        if step is not None and event.step > step:
            break
        graph.apply(event)
    return graph


def _allocate(g: Graph, event: e.Allocate) -> None:
    made = g.heap[event.alloc] = Storage(event.alloc, event.ty, event.size)
    made.span = event.span


def _free(g: Graph, event: e.Free) -> None:
    gone = g.heap.pop(event.alloc, None)
    if gone is not None:
        gone.state = "freed"
        g.freed[event.alloc] = gone


def _grow(g: Graph, event: e.Grow) -> None:
    old = g.heap.pop(event.old, None)
    made = g.heap[event.new] = Storage(event.new, old.ty if old else "", event.size)
    if old is not None:
        made.cells, made.span = old.cells, old.span
        made.arrows = {at: Arrow(event.new, a.offset, a.target, a.target_offset, a.kind) for at, a in old.arrows.items()}
        if event.old != event.new:
            old.state = "freed"
            g.freed[event.old] = old


def _live(g: Graph, event: e.StorageLive) -> None:
    frame = next((f for f in g.frames if f.number == event.frame), None)
    if frame is not None:
        frame.variables.append(Storage(event.alloc, event.ty, event.size, event.name, event.frame))


def _dead(g: Graph, event: e.StorageDead) -> None:
    for frame in g.frames:
        frame.variables = [v for v in frame.variables if v.alloc != event.alloc]


def _enter(g: Graph, event: e.EnterFrame) -> None:
    g.frames.append(FrameState(event.frame, event.function, event.thread))


def _leave(g: Graph, event: e.LeaveFrame) -> None:
    g.frames = [f for f in g.frames if f.number != event.frame]


def _write(g: Graph, event: e.Write) -> None:
    at = g.storage(event.alloc)
    if at is not None:
        at.forget(event.offset, event.size)
        at.cells[event.offset] = Cell(event.offset, event.size, event.value)
        _revive(at, event.offset)


def _write_pointer(g: Graph, event: e.WritePointer) -> None:
    at = g.storage(event.alloc)
    if at is not None:
        before = at.arrows.get(event.offset)
        kind = before.kind if before is not None and event.kind == "raw" else event.kind  # a part of an owner was replaced
        at.forget(event.offset, 8)
        at.arrows[event.offset] = Arrow(event.alloc, event.offset, event.target, event.target_offset, kind)
        _revive(at, event.offset)


def _revive(at: Storage, offset: int) -> None:
    at.moved_parts.discard(offset)
    if offset == 0 and at.state in ("moved", "dropped"):
        at.state = "live"


def _move(g: Graph, event: e.Move) -> None:
    at = g.storage(event.source)
    if at is None:
        return
    if event.size >= at.size or (event.source_offset == 0 and event.size == 0 and at.size == 0):
        at.state, at.moved_to = "moved", event.dest or None
    else:
        at.moved_parts.add(event.source_offset)


def _borrow(g: Graph, event: e.Borrow) -> None:
    g.loans[event.loan] = event


def _end_borrow(g: Graph, event: e.EndBorrow) -> None:
    g.loans.pop(event.loan, None)


def _drop_end(g: Graph, event: e.DropEnd) -> None:
    at = g.storage(event.alloc)
    if at is not None and at.frame and event.offset == 0:
        at.state = "dropped"


def _count(g: Graph, event: e.Count) -> None:
    at = g.storage(event.alloc)
    if at is not None:
        at.counts[event.which] = event.value


def _flag(g: Graph, event: e.Flag) -> None:
    at = g.storage(event.alloc)
    if at is not None:
        at.flags[event.offset] = event.value


def _output(g: Graph, event: e.Output) -> None:
    if event.stream == "stdout":
        g.stdout += event.text
    else:
        g.stderr += event.text


_APPLY: dict[type[e.Base], Callable[[Graph, Any], None]] = {
    e.Allocate: _allocate, e.Free: _free, e.Grow: _grow, e.StorageLive: _live, e.StorageDead: _dead, e.EnterFrame: _enter,
    e.LeaveFrame: _leave, e.Write: _write, e.WritePointer: _write_pointer, e.Move: _move, e.Borrow: _borrow,
    e.EndBorrow: _end_borrow, e.DropEnd: _drop_end, e.Count: _count, e.Flag: _flag, e.Output: _output,
}  # fmt: skip
