"""Cells as bytes and back: transmutes, unions, raw pointers cast to other types."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import UndefinedBehavior
from rustmem.traits.layout import layout_of
from rustmem.ty import kind as k
from rustmem.ty.intern import U8

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine


class Fragment:
    """One byte of a pointer."""

    __slots__ = ("pointer", "index")

    def __init__(self, pointer: Any, index: int) -> None:
        self.pointer, self.index = pointer, index


def scalar_bytes(ty: Any, value: Any) -> list[Any]:
    """The bytes of one cell of a scalar type."""
    match ty:
        case k.IntTy():
            return _int_bytes(value, ty.bits // 8)
        case k.BoolTy():
            return [None if value is None else int(value)]
        case k.CharTy():
            return _int_bytes(value, 4)
        case k.FloatTy():
            if value is None:
                return [None] * (ty.bits // 8)
            try:
                return list(struct.pack("<d" if ty.bits == 64 else "<f", value))
            except OverflowError:
                return list(struct.pack("<f", float("inf") if value > 0 else float("-inf")))
        case _:
            pass
    if value is None:
        return [None] * 8
    made: list[Any] = (
        _int_bytes(value[1], 8)
        if isinstance(value, tuple) and value[0] is None
        else [Fragment(value[:2] if isinstance(value, tuple) else value, i) for i in range(8)]
    )
    if isinstance(value, tuple) and len(value) == 3:
        meta = value[2]
        made += _int_bytes(meta, 8) if isinstance(meta, int) else [Fragment(meta, i) for i in range(8)]
    return made


def _int_bytes(value: Any, size: int) -> list[Any]:
    if value is None:
        return [None] * size
    return list((value & ((1 << (8 * size)) - 1)).to_bytes(size, "little"))


def scalar_from_bytes(machine: Any, ty: Any, data: list[Any]) -> Any:
    if any(b is None for b in data):
        return None
    match ty:
        case k.IntTy():
            return int.from_bytes(bytes(_plain(machine, data)), "little", signed=ty.signed)
        case k.BoolTy():
            if data[0] not in (0, 1):
                raise UndefinedBehavior(f"constructing invalid value: encountered {data[0]:#04x}, but expected a boolean")
            return bool(data[0])
        case k.CharTy():
            code = int.from_bytes(bytes(_plain(machine, data)), "little")
            if code > 0x10FFFF or 0xD800 <= code < 0xE000:
                raise UndefinedBehavior(
                    f"constructing invalid value: encountered {code:#010x}, but expected a valid unicode scalar value"
                    " (in `0..=0x10FFFF` but not in `0xD800..=0xDFFF`)"
                )
            return code
        case k.FloatTy():
            return struct.unpack("<d" if ty.bits == 64 else "<f", bytes(_plain(machine, data)))[0]
        case _:
            pass
    head = data[:8]
    first = head[0]
    if isinstance(first, Fragment):
        value = first.pointer
    else:
        number = int.from_bytes(bytes(_plain(machine, head)), "little")
        value = (None, number)
        if type(ty) is k.RefTy and not number:
            raise UndefinedBehavior("constructing invalid value: encountered a null reference")
        if number:
            value = machine.memory.pointer_at(number)
    if len(data) == 16:
        tail = data[8]
        meta = tail.pointer if isinstance(tail, Fragment) else int.from_bytes(bytes(_plain(machine, data[8:])), "little")
        value = (value[0], value[1], meta)
    return value


def _plain(machine: Any, data: list[Any]) -> list[int]:
    """Pointer bytes as the bytes of their address."""
    made = []
    for b in data:
        if isinstance(b, Fragment):
            b = (machine.memory.address(b.pointer) >> (8 * b.index)) & 255
        made.append(b)
    return made


def encode(machine: Machine, ty: Any, cells: list[Any]) -> list[Any]:
    """The bytes of a value."""
    shape = machine.shapes.of(ty)
    if shape.kind == "scalar":
        return scalar_bytes(ty, cells[0])
    if shape.kind == "bytes":
        return list(cells)
    size = machine.size_of(ty)
    if shape.kind == "array":
        made: list[Any] = []
        n = shape.elem.n  # type: ignore[union-attr]
        for i in range(shape.count):
            made += encode(machine, shape.elem.ty, cells[i * n : i * n + n])  # type: ignore[union-attr]
        return made
    made = [None] * size
    if shape.kind == "union":
        for offset, field in shape.variants[0]:
            n = machine.shapes.of(field).n
            if n == shape.n:
                data = encode(machine, field, cells[offset : offset + n])
                made[: len(data)] = data
                break
        return made
    if shape.kind == "enum":
        return machine_enum_encode(machine, ty, shape, cells, made)
    offsets = field_offsets(machine, ty, 0)
    for (at, field), byte in zip(shape.variants[0], offsets):
        data = encode(machine, field, cells[at : at + machine.shapes.of(field).n])
        made[byte : byte + len(data)] = data
    return made


def decode(machine: Machine, ty: Any, data: list[Any]) -> list[Any]:
    """A value of its bytes."""
    shape = machine.shapes.of(ty)
    if shape.kind == "scalar":
        return [scalar_from_bytes(machine, ty, data)]
    if shape.kind == "bytes":
        return list(data)
    if shape.kind == "array":
        size = machine.size_of(shape.elem.ty)  # type: ignore[union-attr]
        made: list[Any] = []
        for i in range(shape.count):
            made += decode(machine, shape.elem.ty, data[i * size : i * size + size])  # type: ignore[union-attr]
        return made
    if shape.kind == "union":
        for _, field in shape.variants[0]:
            if machine.shapes.of(field).n == shape.n:
                return decode(machine, field, data[: machine.size_of(field)])
        return [None] * shape.n
    if shape.kind == "enum":
        return machine_enum_decode(machine, ty, shape, data)
    made = [None] * shape.n
    for (at, field), byte in zip(shape.variants[0], field_offsets(machine, ty, 0)):
        n = machine.shapes.of(field).n
        made[at : at + n] = decode(machine, field, data[byte : byte + machine.size_of(field)])
    return made


def field_offsets(machine: Any, ty: Any, variant: int) -> tuple[int, ...]:
    return layout_of(machine.tcx, ty).offsets


def variant_layout(machine: Any, ty: Any, index: int) -> Any:
    layout = layout_of(machine.tcx, ty)
    if layout.variants is None:
        return layout
    return layout.variants.layouts[index]


def machine_enum_encode(machine: Any, ty: Any, shape: Any, cells: list[Any], made: list[Any]) -> list[Any]:
    """The bytes of an enum, its tag or niche included."""
    index = cells[0]
    if index is None:
        return made
    layout = layout_of(machine.tcx, ty)
    inner = variant_layout(machine, ty, index)
    for (at, field), byte in zip(shape.variants[index], inner.offsets):
        data = encode(machine, field, cells[at : at + machine.shapes.of(field).n])
        made[byte : byte + len(data)] = data
    tags = layout.variants
    if tags is None:
        return made
    if tags.encoding == "direct":
        value = shape.discrs[index] if shape.discrs else index
    elif index == tags.untagged:
        return made
    else:
        value = tags.niche_start + index - tags.first
    made[tags.tag_offset : tags.tag_offset + tags.tag_size] = _int_bytes(value, tags.tag_size)
    return made


def machine_enum_decode(machine: Any, ty: Any, shape: Any, data: list[Any]) -> list[Any]:
    layout = layout_of(machine.tcx, ty)
    tags = layout.variants
    made: list[Any] = [None] * shape.n
    index = 0
    if tags is not None:
        raw = data[tags.tag_offset : tags.tag_offset + tags.tag_size]
        if any(b is None for b in raw):
            return made
        value = int.from_bytes(bytes(_plain(machine, raw)), "little")
        mask = (1 << (8 * tags.tag_size)) - 1
        if tags.encoding == "direct":
            known = [d & mask for d in (shape.discrs or range(len(shape.variants)))]
            if value not in known:
                raise UndefinedBehavior(
                    f"constructing invalid value at .<enum-tag>: encountered {value:#04x}, but expected a valid enum tag"
                )
            index = known.index(value)
        else:
            relative = (value - tags.niche_start) & mask
            index = tags.first + relative if relative <= tags.last - tags.first else tags.untagged
    made[0] = index
    for (at, field), byte in zip(shape.variants[index], variant_layout(machine, ty, index).offsets):
        n = machine.shapes.of(field).n
        made[at : at + n] = decode(machine, field, data[byte : byte + machine.size_of(field)])
    return made


def same_cells(machine: Machine, a: Any, b: Any) -> bool:
    """Whether values of two types have the same cells, scalar by scalar."""
    x, y = flat_scalars(machine, a), flat_scalars(machine, b)
    return x is not None and x == y


def flat_scalars(machine: Machine, ty: Any) -> tuple[Any, ...] | None:
    """The kinds of a type's cells in order; None where they depend on a variant."""
    shape = machine.shapes.of(ty)
    found = shape.memo.get("flat", shape)
    if found is shape:
        found = shape.memo["flat"] = _flat_scalars(machine, ty, shape)
    return found  # type: ignore[no-any-return]


def _flat_scalars(machine: Machine, ty: Any, shape: Any) -> tuple[Any, ...] | None:
    if shape.kind == "scalar":
        if type(ty) in (k.RefTy, k.RawPtrTy):
            return ("fat" if machine.is_unsized(machine.normalize(ty.ty)) else "thin",)
        return ("fn",) if type(ty) is k.FnPtrTy else (ty,)
    if shape.kind == "bytes":
        bytes_: tuple[Any, ...] = (U8,) * shape.n
        return bytes_
    if shape.kind == "struct" or shape.kind == "union":
        made: tuple[Any, ...] = ()
        fields = shape.variants[0]
        if shape.kind == "union":
            fields = [f for f in fields if machine.shapes.of(f[1]).n == shape.n][:1]
        for _, field in fields:
            part = flat_scalars(machine, field)
            if part is None:
                return None
            made += part
        return made
    if shape.kind == "array":
        part = flat_scalars(machine, shape.elem.ty)
        repeated: tuple[Any, ...] | None = None if part is None or shape.n > 4096 else part * shape.count
        return repeated
    if shape.kind == "enum":
        tags: tuple[Any, ...] = ("enum",) * (shape.n - 1)
        return (ty, *tags)
    return None


def transmuter(machine: Machine, source: Any, target: Any) -> Any:
    """Cells of `source` to cells of `target`, through bytes."""

    def convert(cells: Any) -> list[Any]:
        data = encode(machine, source, list(cells))
        return decode(machine, target, data)

    return convert


class ByteView:
    """Typed cells seen as bytes through a raw pointer."""

    __slots__ = ("machine", "cells", "start", "ty", "stride", "size")

    def __init__(self, machine: Machine, cells: Any, start: int, ty: Any) -> None:
        self.machine, self.cells, self.start, self.ty = machine, cells, start, ty
        self.stride = machine.shapes.of(ty).n
        self.size = machine.size_of(ty)

    def __len__(self) -> int:
        return max(len(self.cells) - self.start, 0) // max(self.stride, 1) * self.size

    def _value(self, index: int) -> tuple[int, list[Any]]:
        at = self.start + index * self.stride
        cells = self.cells[at : at + self.stride]
        if len(cells) < self.stride:
            raise IndexError
        return at, encode(self.machine, self.ty, list(cells))

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(index.start, index.stop)]
        which, byte = divmod(index, self.size)
        value = self._value(which)[1][byte]
        if isinstance(value, Fragment):
            return _plain(self.machine, [value])[0]
        return value

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            for i, v in zip(range(index.start, index.stop), value):
                self[i] = v
            return
        which, byte = divmod(index, self.size)
        at, data = self._value(which)
        data[byte] = value
        self.cells[at : at + self.stride] = decode(self.machine, self.ty, data)


class TypedView:
    """Bytes or other cells seen as values of another type through a raw pointer."""

    __slots__ = ("machine", "data", "start", "ty", "stride", "size")

    def __init__(self, machine: Machine, data: Any, start: int, ty: Any) -> None:
        self.machine, self.data, self.start, self.ty = machine, data, start, ty
        self.stride = machine.shapes.of(ty).n
        self.size = machine.size_of(ty)

    def _cells(self, which: int) -> tuple[int, list[Any]]:
        at = self.start + which * self.size
        data = self.data[at : at + self.size]
        if len(data) < self.size:
            raise IndexError
        return at, decode(self.machine, self.ty, list(data))

    def __len__(self) -> int:
        return max(len(self.data) - self.start, 0) // max(self.size, 1) * self.stride

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(index.start, index.stop)]
        which, cell = divmod(index, self.stride)
        return self._cells(which)[1][cell]

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            for i, v in zip(range(index.start, index.stop), value):
                self[i] = v
            return
        which, cell = divmod(index, self.stride)
        at, cells = self._cells(which)
        cells[cell] = value
        self.data[at : at + self.size] = encode(self.machine, self.ty, cells)


def cast_view(machine: Machine, was: Any, now: Any) -> Any:
    """How a raw pointer's cells look after a cast of the pointee from `was` to `now`; None: as before."""
    if machine.is_unsized(was) or machine.is_unsized(now):
        return None
    a, b = machine.shapes.of(was), machine.shapes.of(now)
    if not b.n or (not a.n and not b.n):
        return None
    x, y = flat_scalars(machine, was), flat_scalars(machine, now)
    if x is not None and y is not None and x and y and (x[: len(y)] == y or y[: len(x)] == x):
        return None
    if was is now:
        return None

    def convert(pointer: Any) -> Any:
        cells, at = pointer[0], pointer[1]
        if cells is None:
            return pointer
        block = machine.memory.blocks.get(id(cells))
        if block is not None and block.untyped:
            block.elem, block.stride = now, b.n
            size = machine.size_of(now)
            blank = decode(machine, now, [0] * size) if block.untyped == "zeroed" else [None] * b.n
            cells[:] = blank * (block.size // size if size else 0)
            block.untyped = False
            return (cells, 0)
        if block is not None and at == 0 and block.elem is now:
            return pointer
        kind = type(cells)
        if kind is ByteView:
            if cells.ty is now and at % cells.size == 0:
                return (cells.cells, cells.start + at // cells.size * cells.stride)
            return (TypedView(machine, cells, at, now), 0) if machine.size_of(now) != 1 else pointer
        if kind is TypedView:
            if machine.size_of(now) == 1:
                return (cells.data, cells.start + at // max(cells.stride, 1) * cells.size)
            return (TypedView(machine, cells.data, cells.start + at // max(cells.stride, 1) * cells.size, now), 0)
        if not a.n:
            return pointer
        inner = cells if machine.size_of(was) == 1 and a.n == 1 else ByteView(machine, cells, at, was)
        start = at if inner is cells else 0
        if machine.size_of(now) == 1 and b.n == 1:
            return (inner, start)
        return (TypedView(machine, inner, start, now), 0)

    return convert
