"""What a run did to memory: one class for each kind of event.

Every event begins with `step` (statements executed so far), `thread` (0: main) and `span`.
Allocations are numbered from 1 in order; a stack variable's storage is an allocation too, of kind `stack`.
Sizes and offsets are bytes. An event is built only when somebody listens.
"""

from __future__ import annotations

from typing import Literal, get_args

from rustmem.source.node import node
from rustmem.source.span import Span


@node
class Base:
    step: int
    thread: int
    span: Span


@node
class Allocate(Base):
    """Heap memory was allocated."""

    alloc: int
    size: int
    align: int
    ty: str
    """What it holds, as rustc prints the type (`[i32]`, `RcInner<Node>`)."""


@node
class Free(Base):
    alloc: int


@node
class Grow(Base):
    """A heap allocation was resized: `old` was freed or extended, `new` holds its contents."""

    old: int
    new: int
    size: int


@node
class StorageLive(Base):
    """A local variable's storage begins."""

    alloc: int
    frame: int
    local: int
    name: str
    """Empty for a temporary."""
    ty: str
    size: int


@node
class StorageDead(Base):
    alloc: int


@node
class EnterFrame(Base):
    frame: int
    function: str


@node
class LeaveFrame(Base):
    frame: int


@node
class WritePointer(Base):
    """A pointer was written at `alloc + offset`; `target` is the allocation it points to (0: none, dangling or static)."""

    alloc: int
    offset: int
    target: int
    target_offset: int
    kind: Literal["box", "ref", "mut-ref", "raw", "rc", "arc", "weak", "fn"]


@node
class Write(Base):
    """A value without pointers was written."""

    alloc: int
    offset: int
    size: int
    value: str


@node
class Read(Base):
    alloc: int
    offset: int
    size: int
    value: str
    """The value read, for the as-if rule; empty for pointers."""


@node
class Move(Base):
    """A value went from one place to another; the source is no longer valid."""

    source: int
    source_offset: int
    dest: int
    dest_offset: int
    size: int
    ty: str
    name: str
    """The variable or place moved from, as the user writes it; empty for a temporary."""


@node
class Copy(Base):
    source: int
    source_offset: int
    dest: int
    dest_offset: int
    size: int
    ty: str
    name: str


@node
class Borrow(Base):
    """A reference to `alloc + offset` was made."""

    loan: int
    alloc: int
    offset: int
    size: int
    mutable: bool
    name: str


@node
class EndBorrow(Base):
    """The last use of a loan has passed (as the borrow checker knows it)."""

    loan: int


@node
class DropBegin(Base):
    """A value's destructor starts. `name` as in `Move`; `alloc` is 0 where the value has no storage of its own."""

    alloc: int
    offset: int
    ty: str
    name: str


@node
class DropEnd(Base):
    alloc: int
    offset: int
    ty: str


@node
class Count(Base):
    """A reference count of the box `alloc` changed: `strong` or `weak`, to `value`."""

    alloc: int
    which: Literal["strong", "weak"]
    value: int


@node
class Flag(Base):
    """A RefCell's borrow flag or a lock changed."""

    alloc: int
    offset: int
    kind: Literal["refcell", "mutex", "rwlock"]
    value: int


@node
class Spawn(Base):
    child: int


@node
class Join(Base):
    child: int


@node
class Output(Base):
    stream: Literal["stdout", "stderr"]
    text: str


@node
class Panic(Base):
    message: str


@node
class Exit(Base):
    code: int


Event = (
    Allocate | Free | Grow | StorageLive | StorageDead | EnterFrame | LeaveFrame | WritePointer | Write | Read | Move | Copy
    | Borrow | EndBorrow | DropBegin | DropEnd | Count | Flag | Spawn | Join | Output | Panic | Exit
)  # fmt: skip
EVENTS: tuple[type[Base], ...] = get_args(Event)
