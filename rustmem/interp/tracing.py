"""From what traced code does to events: numbers for allocations, byte offsets, values as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import LimitReached
from rustmem.interp.memory import Block
from rustmem.interp.representation import variant_layout
from rustmem.source.span import DUMMY_SP, Span
from rustmem.trace import event as e
from rustmem.trace.recorder import Recorder
from rustmem.traits.layout import layout_of
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine

OWNERS = {"Box": "box", "Vec": "box", "String": "box", "RawVec": "box", "Rc": "rc", "Arc": "arc", "Weak": "weak"}
COUNTED = ("RcInner", "ArcInner", "RcBox")
MAX_CELLS = 256
"""Of an array, so many cells are described."""


class Known:
    """Storage that events speak of: a heap block or a variable."""

    __slots__ = ("alloc", "cells", "ty", "heap", "count")

    def __init__(self, alloc: int, cells: Any, ty: Any, heap: bool, count: int) -> None:
        self.alloc, self.cells, self.ty, self.heap, self.count = alloc, cells, ty, heap, count


class Tracer:
    """Builds the events of one run."""

    machine: Machine

    def __init__(self, tcx: Any) -> None:
        self.recorder = Recorder()
        self.tcx = tcx
        self.step = 0
        self.span: Span = DUMMY_SP
        self.known: dict[int, Known] = {}
        self.numbers = 0
        self.frames = 0
        self.callers: dict[int, Span] = {}
        """Frame → where it was called."""
        self.loans = 0
        self.dropping: list[Any] = []

    def hooks(self) -> dict[str, Any]:
        """The names that traced code calls."""
        return {
            "tick": self.tick, "enter_frame": self.enter_frame, "leave_frame": self.leave_frame, "live": self.live,
            "dead": self.dead, "wrote": self.wrote, "moved": self.moved, "borrowed": self.borrowed,
            "drop_begin": self.drop_begin, "drop_end": self.drop_end,
        }  # fmt: skip

    def finish(self, execution: Any) -> list[e.Event]:
        if execution.exit_code is not None:
            self.recorder(e.Exit(*self.base, execution.exit_code))
        return self.recorder.events

    # -- context --

    @property
    def base(self) -> tuple[int, int, Span]:
        return self.step, self.machine.thread, self.span

    def emit(self, event: e.Event) -> None:
        """Records an event; a run whose record is full stops, for a record with an end missing would mislead."""
        self.recorder(event)
        if self.recorder.cut:
            raise LimitReached("trace")

    def tick(self, span: Span | None) -> None:
        """A step of the author's code at `span`, or one of the library's."""
        self.step += 1
        if span is not None:
            self.span = span

    def enter_frame(self, function: str) -> int:
        self.frames += 1
        self.callers[self.frames] = self.span
        self.emit(e.EnterFrame(*self.base, self.frames, function))
        return self.frames

    def leave_frame(self, frame: int) -> None:
        self.emit(e.LeaveFrame(*self.base, frame))
        self.span = self.callers.pop(frame, self.span)

    # -- storage --

    def live(self, frame: int, cells: Any, info: tuple[int, str, Any]) -> None:
        local, name, ty = info
        self.numbers += 1
        self.known[id(cells)] = Known(self.numbers, cells, ty, False, 1)
        self.emit(e.StorageLive(*self.base, self.numbers, frame, local, name, self.type_text(ty), self.size_of(ty)))

    def dead(self, cells: Any) -> None:
        known = self.known.pop(id(cells), None)
        if known is not None:
            self.emit(e.StorageDead(*self.base, known.alloc))

    def allocated(self, block: Block, count: int) -> None:
        self.numbers += 1
        ty = self.type_text(block.elem) if block.elem is not None else block.ty
        if block.ty == "[]" and not (count == 1 and type(block.elem) is k.ArrayTy):
            ty = f"[{ty}]"
        self.known[id(block.cells)] = Known(self.numbers, block.cells, block.elem, True, count)
        block.ty = ty
        self.emit(e.Allocate(*self.base, self.numbers, block.size, block.align, ty))

    def freed(self, block: Block) -> None:
        known = self.known.pop(id(block.cells), None)
        if known is not None:
            self.emit(e.Free(*self.base, known.alloc))

    def grown(self, old: Block, new: Block) -> None:
        known = self.known.pop(id(old.cells), None)
        self.numbers += 1
        made = Known(self.numbers, new.cells, new.elem, True, len(new.cells) // max(new.stride, 1))
        self.known[id(new.cells)] = made
        self.emit(e.Grow(*self.base, known.alloc if known else 0, made.alloc, new.size))

    # -- values --

    def wrote(self, cells: Any, at: int, ty: Any) -> None:
        """A value of type `ty` was written at a cell."""
        known = self.known.get(id(cells))
        if known is None:
            return
        start = self.byte_of(known, at, ty)
        if known.heap and self.is_count(known, at, ty):
            return
        if self.is_borrow_flag(known, at, ty):
            self.emit(e.Flag(*self.base, known.alloc, start, "refcell", cells[at]))
            return
        own = self.kind_at(known, at) if type(cells[at] if at < len(cells) else None) is tuple else "raw"
        for offset, leaf, kind, value in self.leaves(ty, cells, at):
            self.wrote_leaf(known, start + offset, leaf, own if kind == "raw" else kind, value)

    def kind_at(self, known: Known, at: int) -> str:
        """What kind of pointer the storage has at a cell: a library type's own pointer belongs to that type."""
        kind = "raw"
        for name in self.owners_at(known, at):
            kind = OWNERS.get(name, kind)
        return kind

    def owners_at(self, known: Known, at: int) -> list[str]:
        """The names of the structs and enums around a cell, outermost first."""
        found: list[str] = []
        ty = known.ty
        shape = self.machine.shapes.of(ty) if ty is not None else None
        if shape is None or not shape.n:
            return found
        start, cell = at - at % shape.n, at % shape.n
        while True:
            shape = self.machine.shapes.of(ty)
            if type(ty) is k.AdtTy:
                found.append(self.tcx.item_name(ty.def_id))
            if shape.kind == "array" and shape.elem is not None:
                ty, start, cell = shape.elem.ty, start + cell - cell % shape.elem.n, cell % shape.elem.n
                continue
            variant = known.cells[start] if shape.kind == "enum" else 0
            if shape.kind not in ("struct", "enum") or variant is None:
                return found
            for offset, field in shape.variants[variant]:
                if offset <= cell < offset + self.machine.shapes.of(field).n:
                    ty, start, cell = field, start + offset, cell - offset
                    break
            else:
                return found

    def is_borrow_flag(self, known: Known, at: int, ty: Any) -> bool:
        """Whether a cell is a RefCell's count of borrows."""
        return type(ty) is k.IntTy and ty.name == "isize" and self.owners_at(known, at)[-3:] == ["RefCell", "Cell", "UnsafeCell"]

    def flag(self, kind: Any, address: int, value: int) -> None:
        """A lock was taken or released."""
        pointer = self.machine.memory.pointer_at(address)
        known = self.known.get(id(pointer[0]))
        if known is not None:
            self.emit(e.Flag(*self.base, known.alloc, self.byte_of(known, pointer[1]), kind, value))

    def is_count(self, known: Known, at: int, ty: Any) -> bool:
        """Whether a cell is a reference count, which has events of its own."""
        return at < 2 and type(known.ty) is k.AdtTy and type(ty) is k.IntTy and self.tcx.item_name(known.ty.def_id) in COUNTED

    def counted(self, inner: Any, weak: bool, value: int) -> None:
        """A reference count changed."""
        known = self.known.get(id(inner[0]))
        if known is not None:
            self.emit(e.Count(*self.base, known.alloc, "weak" if weak else "strong", value))

    def wrote_cells(self, cells: Any, at: int, ty: Any) -> None:
        self.wrote(cells, at, ty)

    def wrote_leaf(self, known: Known, offset: int, leaf: Any, kind: str, value: Any) -> None:
        if value is None:
            return
        if type(value) is tuple:
            target = self.known.get(id(value[0])) if value[0] is not None else None
            where = self.byte_of(target, value[1], pointee(leaf)) if target is not None else 0
            self.emit(e.WritePointer(*self.base, known.alloc, offset, target.alloc if target else 0, where, kind))  # type: ignore[arg-type]
        elif callable(value):
            self.emit(e.WritePointer(*self.base, known.alloc, offset, 0, 0, "fn"))
        else:
            self.emit(e.Write(*self.base, known.alloc, offset, self.size_of(leaf), value_text(leaf, value)))

    def copied(self, source: Any, at: int, to: Any, start: int, size: int) -> None:
        """Cells were copied in bulk."""
        known = self.known.get(id(to))
        if known is None:
            return
        if type(known.ty) is k.IntTy and known.ty.bits == 8:
            data = bytes(c or 0 for c in to[start : start + size])
            self.emit(e.Write(*self.base, known.alloc, start, size, repr(data.decode("utf-8", "replace"))))
            return
        stride = self.machine.shapes.of(known.ty).n
        if stride:
            for i in range(start, min(start + size, start + MAX_CELLS), stride):
                self.wrote(to, i, known.ty)

    def filled(self, cells: Any, count: int) -> None:
        """A new allocation was filled with one scalar."""
        known = self.known.get(id(cells))
        if known is not None:
            for i in range(min(count, MAX_CELLS)):
                self.wrote(cells, i, known.ty)

    def leaves(self, ty: Any, cells: Any, at: int, offset: int = 0, kind: str = "raw") -> Iterator[tuple[int, Any, str, Any]]:
        """(byte offset, scalar type, kind of pointer, value) of each cell of a value, the live variant of enums only."""
        shape = self.machine.shapes.of(ty)
        if shape.kind == "scalar":
            value = cells[at] if at < len(cells) else None
            match ty:
                case k.RefTy():
                    kind = "mut-ref" if ty.mutbl == "mut" else "ref"
                case k.FnPtrTy():
                    kind = "fn"
                case _:
                    pass
            yield offset, ty, kind, value
            return
        if shape.kind == "array":
            step, size = shape.elem.n, self.size_of(shape.elem.ty)  # type: ignore[union-attr]
            for i in range(min(shape.count, MAX_CELLS)):
                yield from self.leaves(shape.elem.ty, cells, at + i * step, offset + i * size, "raw")  # type: ignore[union-attr]
            return
        if shape.kind == "union" or not shape.n:
            fields = [f for f in shape.variants[0] if self.machine.shapes.of(f[1]).n == shape.n][:1] if shape.n else []
            for _, field in fields:
                yield from self.leaves(field, cells, at, offset, kind)
            return
        variant: Any = 0
        if shape.kind == "enum":
            variant = cells[at]
            if variant is None:
                return
            tag = layout_of(self.tcx, ty).variants
            if not shape.variants[variant] or tag is None or tag.encoding == "direct":
                yield offset + (tag.tag_offset if tag else 0), ty, "", variant
            layout = variant_layout(self.machine, ty, variant)
        else:
            layout = layout_of(self.tcx, ty)
        if type(ty) is k.AdtTy:
            kind = OWNERS.get(self.tcx.item_name(ty.def_id), kind)
        for (cell, field), byte in zip(shape.variants[variant], offsets_of(layout, shape.variants[variant])):
            yield from self.leaves(field, cells, at + cell, offset + byte, kind)

    # -- moves and borrows --

    def moved(self, source: Any, at: int, to: Any, start: int, ty: Any, name: str, copy: bool) -> None:
        known = self.known.get(id(source))
        if known is None:
            return
        dest = self.known.get(id(to))
        make = e.Copy if copy else e.Move
        self.emit(
            make(
                *self.base,
                known.alloc,
                self.byte_of(known, at, ty),
                dest.alloc if dest else 0,
                self.byte_of(dest, start, ty) if dest else 0,
                self.size_of(ty),
                self.type_text(ty),
                name,
            )
        )

    def borrowed(self, pointer: Any, ty: Any, mutable: bool, name: str) -> None:
        known = self.known.get(id(pointer[0]))
        if known is None:
            return
        self.loans += 1
        size = 0 if self.machine.is_unsized(ty) else self.size_of(ty)
        self.emit(e.Borrow(*self.base, self.loans, known.alloc, self.byte_of(known, pointer[1], ty), size, mutable, name))

    def drop_begin(self, pointer: Any, ty: Any, name: str = "") -> None:
        key = (id(pointer[0]), pointer[1], ty)
        inner = type(ty) is k.AdtTy and self.tcx.item_name(ty.def_id) == "RawVec"
        same = inner or (bool(self.dropping) and self.dropping[-1][0] == key)
        self.dropping.append((key, same))
        if not same:
            known = self.known.get(id(pointer[0]))
            at = (known.alloc, self.byte_of(known, pointer[1], ty)) if known is not None else (0, 0)
            self.emit(e.DropBegin(*self.base, *at, self.type_text(ty), name))

    def drop_end(self, pointer: Any, ty: Any) -> None:
        same = self.dropping.pop()[1] if self.dropping else False
        if not same:
            known = self.known.get(id(pointer[0]))
            at = (known.alloc, self.byte_of(known, pointer[1], ty)) if known is not None else (0, 0)
            self.emit(e.DropEnd(*self.base, *at, self.type_text(ty)))

    def output(self, data: bytes, stream: int) -> None:
        self.emit(e.Output(*self.base, "stdout" if stream == 1 else "stderr", data.decode("utf-8", "replace")))

    def panicked(self, message: str) -> None:
        self.emit(e.Panic(*self.base, message))

    def spawned(self, child: int) -> None:
        self.emit(e.Spawn(*self.base, child))

    def joined(self, child: int) -> None:
        self.emit(e.Join(*self.base, child))

    # -- types and offsets --

    def size_of(self, ty: Any) -> int:
        return self.machine.size_of(ty)

    def type_text(self, ty: Any) -> str:
        """A type without the paths of its names."""
        full = self.machine.type_name(ty)
        made, word = [], ""
        for c in full + " ":
            if c.isalnum() or c in "_:":
                word += c
            else:
                made += [word.rsplit("::", 1)[-1], c]
                word = ""
        return "".join(made).strip()

    def byte_of(self, known: Known, at: int, ty: Any = None) -> int:
        """The byte offset in its storage of the value of type `ty` that begins at a cell; without `ty`, of the cell."""
        shape = self.machine.shapes.of(known.ty) if known.ty is not None else None
        if shape is None or not shape.n:
            return at
        index, cell = divmod(at, shape.n)
        return index * self.size_of(known.ty) + self.byte_in(known.ty, known.cells, at - cell, cell, ty)

    def byte_in(self, ty: Any, cells: Any, start: int, cell: int, wanted: Any) -> int:
        """The byte offset of cell number `cell` within a value of type `ty` that starts at `start`."""
        shape = self.machine.shapes.of(ty)
        if cell == 0 and (shape.kind != "struct" or wanted is not None and self.as_large(ty, shape, wanted)):
            return 0
        if shape.kind == "array":
            elem: Any = shape.elem
            index, rest = divmod(cell, elem.n)
            inner = self.byte_in(elem.ty, cells, start + cell - rest, rest, wanted)
            return int(index * self.size_of(elem.ty)) + inner
        if shape.kind == "scalar":
            return 0
        variant: Any = 0
        if shape.kind == "enum":
            variant = cells[start] if start < len(cells) else None
            if variant is None:
                return 0
        if shape.kind == "union":
            fields = [f for f in shape.variants[0] if self.machine.shapes.of(f[1]).n > cell][:1]
            return self.byte_in(fields[0][1], cells, start, cell, wanted) if fields else 0
        layout = variant_layout(self.machine, ty, variant)
        for (at, field), byte in zip(shape.variants[variant], offsets_of(layout, shape.variants[variant])):
            if at <= cell < at + self.machine.shapes.of(field).n:
                offset: int = byte + self.byte_in(field, cells, start + at, cell - at, wanted)
                return offset
        return 0

    def as_large(self, ty: Any, shape: Any, wanted: Any) -> bool:
        """Whether a value of `ty` takes as much as the wanted one: then it is that one, or wraps it at the same offset."""
        if ty is wanted:
            return True
        return (
            not self.machine.is_unsized(wanted)
            and self.machine.shapes.of(wanted).n == shape.n
            and self.size_of(wanted) == self.size_of(ty)
        )


def offsets_of(layout: Any, fields: Any) -> Any:
    """The byte offsets of the fields; a Box is laid out as a pointer, whose wrappers stand where it does."""
    return layout.offsets or (0,) * len(fields)


def pointee(ty: Any) -> Any:
    """What a reference or raw pointer points to; None for other types."""
    return ty.ty if isinstance(ty, k.RefTy | k.RawPtrTy) else None


def value_text(ty: Any, value: Any) -> str:
    """A scalar as Rust writes it."""
    match ty:
        case k.BoolTy():
            return "true" if value else "false"
        case k.CharTy():
            return repr(chr(value))
        case k.FloatTy():
            return repr(value)
        case k.AdtTy():
            return f"#{value}"
        case _:
            pass
    return str(value)
