"""What a run did to memory, in words, beside the lines of the program that did it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, Literal

from rustmem.source.node import node
from rustmem.trace import event as e

Kind = Literal["allocate", "free", "move", "copy", "borrow", "drop", "count", "flag", "thread", "output", "panic"]
USUAL: tuple[Kind, ...] = ("allocate", "free", "move", "drop", "count", "flag", "thread", "panic")

LOCKS = {"refcell": "borrow flag", "mutex": "lock", "rwlock": "lock"}


@node
class Entry:
    """One event in words."""

    line: int
    """Of the program, from 1; 0 where no line of it did this."""
    kind: Kind
    words: str
    thread: int
    """0 is the main thread."""


class Log:
    """The entries of a run in order; `str` of it puts each line of the program above its entries."""

    def __init__(self, entries: tuple[Entry, ...], text: tuple[str, ...]) -> None:
        self.entries = entries
        self.text = text
        """The lines of the program."""

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def at(self, line: int) -> list[Entry]:
        """What a line did, in all the times that it ran."""
        return [entry for entry in self.entries if entry.line == line]

    def to_text(self) -> str:
        """A paragraph for each run of entries of one line."""
        digits = len(str(max((entry.line for entry in self.entries), default=0)))
        threads = any(entry.thread for entry in self.entries)
        rows: list[str] = []
        above: tuple[int, int] | None = None
        for entry in self.entries:
            if (entry.line, entry.thread) != above:
                above = (entry.line, entry.thread)
                who = f"thread {entry.thread}: " if threads and entry.thread else ""
                rows.append(f"{entry.line or '':>{digits}} | {who}{self.text[entry.line - 1].strip() if entry.line else ''}")
            rows.append(f"{'':>{digits}}     {entry.words}")
        return "\n".join(rows) + "\n" if rows else "nothing happened\n"

    __str__ = to_text


def log(execution: Any, *, kinds: Collection[Kind] = USUAL) -> Log:
    """The events of a run in words. `execution` is a run with `trace=True`.

    `kinds` chooses among `allocate` (growing included), `free`, `move`, `copy`, `borrow`, `drop`, `count` (reference
    counts), `flag` (borrow flags and locks), `thread`, `output` and `panic`. Heap blocks are numbered as in `draw`.
    """
    if not execution.trace:
        raise ValueError("there is no trace: run the program with trace=True")
    unknown = set(kinds) - set(Kind.__args__)  # type: ignore[attr-defined]
    if unknown:
        raise ValueError(f"no kind of event is called {', '.join(sorted(unknown))}")
    return _Teller(execution).tell(kinds)


class _Teller:
    """Knows the names that the events before gave to places."""

    def __init__(self, execution: Any) -> None:
        self.execution = execution
        self.source_map = execution.report.source_map
        self.names: dict[int, str] = {}
        """Allocation → variable, or `#n` of a heap block."""
        self.blocks = 0
        self.own_types = _own_types(execution.report.tcx)

    def tell(self, kinds: Collection[Kind]) -> Log:
        entries = []
        for event in self.execution.trace:
            found = self.entry(event)
            if found is not None and found[0] in kinds:
                entries.append(Entry(self.line_of(event), found[0], found[1], event.thread))
        return Log(tuple(entries), tuple(self.source_map.files[0].text.splitlines()))

    def line_of(self, event: Any) -> int:
        """The line of the author's that was being executed."""
        if event.span.is_dummy():
            return 0
        at = event.span.source_callsite().lo
        return self.source_map.line_column(at)[0] if self.source_map.file_of(at) is self.source_map.files[0] else 0

    def entry(self, event: Any) -> tuple[Kind, str] | None:
        worker = _WORDS.get(type(event))
        return worker(self, event) if worker is not None else None

    def block(self, alloc: int) -> str:
        """The number of a new heap block."""
        self.blocks += 1
        self.names[alloc] = f"#{self.blocks}"
        return self.names[alloc]

    def name(self, alloc: int) -> str:
        return self.names.get(alloc) or "a temporary"

    # -- events --

    def storage_live(self, event: e.StorageLive) -> None:
        self.names[event.alloc] = event.name

    def allocate(self, event: e.Allocate) -> tuple[Kind, str]:
        return "allocate", f"allocates {self.block(event.alloc)}: {_bytes(event.size)} for {event.ty}"

    def grow(self, event: e.Grow) -> tuple[Kind, str]:
        old = self.name(event.old)
        if event.new == event.old:
            return "allocate", f"grows {old} to {_bytes(event.size)}"
        return "allocate", f"grows {old} into {self.block(event.new)}: {_bytes(event.size)}"

    def free(self, event: e.Free) -> tuple[Kind, str]:
        return "free", f"frees {self.name(event.alloc)}"

    def move(self, event: e.Move) -> tuple[Kind, str] | None:
        return self.carried("move", "moves", event)

    def copy(self, event: e.Copy) -> tuple[Kind, str] | None:
        return self.carried("copy", "copies", event)

    def carried(self, kind: Kind, verb: str, event: e.Move | e.Copy) -> tuple[Kind, str] | None:
        if not event.name:
            return None
        to = self.names.get(event.dest, "")
        return kind, f"{verb} {event.name}" + (f" to {to}" if to and to != event.name else "")

    def borrow(self, event: e.Borrow) -> tuple[Kind, str] | None:
        return ("borrow", f"borrows {event.name}{' exclusively' if event.mutable else ''}") if event.name else None

    def drop_begin(self, event: e.DropBegin) -> tuple[Kind, str] | None:
        """Of a variable, or of a part whose type the program defines; the library's inner parts are not told."""
        if event.name:
            return "drop", f"drops {event.name}"
        return ("drop", f"drops a {event.ty}") if event.ty.split("<")[0] in self.own_types else None

    def count(self, event: e.Count) -> tuple[Kind, str]:
        return "count", f"{event.which} count of {self.name(event.alloc)} is {event.value}"

    def flag(self, event: e.Flag) -> tuple[Kind, str]:
        return "flag", f"{LOCKS[event.kind]} of {self.name(event.alloc)} is {event.value}"

    def spawn(self, event: e.Spawn) -> tuple[Kind, str]:
        return "thread", f"starts thread {event.child}"

    def join(self, event: e.Join) -> tuple[Kind, str]:
        return "thread", f"thread {event.child} has ended"

    def output(self, event: e.Output) -> tuple[Kind, str]:
        return "output", f"prints {event.text.rstrip(chr(10))}"

    def panic(self, event: e.Panic) -> tuple[Kind, str]:
        return "panic", f"panics: {event.message}"


_WORDS: dict[type, Any] = {
    e.StorageLive: _Teller.storage_live,
    e.Allocate: _Teller.allocate,
    e.Grow: _Teller.grow,
    e.Free: _Teller.free,
    e.Move: _Teller.move,
    e.Copy: _Teller.copy,
    e.Borrow: _Teller.borrow,
    e.DropBegin: _Teller.drop_begin,
    e.Count: _Teller.count,
    e.Flag: _Teller.flag,
    e.Spawn: _Teller.spawn,
    e.Join: _Teller.join,
    e.Output: _Teller.output,
    e.Panic: _Teller.panic,
}


def _bytes(size: int) -> str:
    return f"{size} byte" if size == 1 else f"{size} bytes"


def _own_types(tcx: Any) -> frozenset[str]:
    """The names of the types that the program defines."""
    rows = tcx.defs.table.own()
    return frozenset(row.name for row in rows if row.kind in ("struct", "enum", "union"))
