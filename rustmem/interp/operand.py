"""Operands and aggregates to Python expressions."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import NotModelled
from rustmem.interp.expr import NONE, NOTHING, E, Offset, ex, lit, name, pointer
from rustmem.interp.place import Where, place_type
from rustmem.interp.shape import FLAT
from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler


def round32(value: float) -> float:
    """The nearest `f32`."""
    try:
        return struct.unpack("f", struct.pack("f", value))[0]  # type: ignore[no-any-return]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def float_text(value: float) -> str:
    if value != value:
        return "nan"
    if value in (float("inf"), float("-inf")):
        return "inf" if value > 0 else "(-inf)"
    return repr(value) if value >= 0 and not repr(value).startswith("-") else f"({value!r})"


class Operands:
    """The part of the compiler that makes values."""

    def operand_ty(self: Compiler, op: mir.Operand) -> k.Ty:
        if type(op) is mir.Constant:
            return self.mono(op.ty)
        return self.place_ty(op.place)  # type: ignore[union-attr]

    def place_ty(self: Compiler, place: mir.Place) -> k.Ty:
        """The type of a place, without writing anything."""
        return place_type(self.machine, self.tys, self.args, place)

    def operand(self: Compiler, op: mir.Operand) -> list[E]:
        """The value of an operand, as the Python values it travels as."""
        if type(op) is mir.Constant:
            return self.constant(op)
        return self.read(op.place)  # type: ignore[union-attr]

    def read(self: Compiler, place: mir.Place) -> list[E]:
        local = place.local
        if local in self.pending:
            if not place.projection:
                return self.pending.pop(local)
            if all(type(e) is mir.Field for e in place.projection):
                return self.part_of_pending(place)
        if not place.projection and local in self.symbolic:
            return [self.symbolic[local]]
        if not place.projection and local not in self.in_memory:
            return [name(n) for n in self.registers[local]]
        return self.load(self.where(place))

    def part_of_pending(self: Compiler, place: mir.Place) -> list[E]:
        cells = self.pending.pop(place.local)
        at = Where(self.tys[place.local], place.local, 0, None)
        for elem in place.projection:
            at = self.project(at, elem)
        return cells[at.at : at.at + self.shape(at.ty).n]

    def one(self: Compiler, op: mir.Operand) -> E:
        return self.operand(op)[0]

    # -- constants --

    def constant(self: Compiler, op: mir.Constant) -> list[E]:
        const = op.const
        match const:
            case mir.ValueConst():
                return self.literal(const.value, self.mono(const.ty))
            case mir.TyConst():
                value = self.machine.mono(const.const, self.args)
                if type(value) is not k.ValueConst:
                    raise NotModelled("this constant of a type", op.span)
                return self.literal(value.value, self.mono(const.ty))
            case mir.StaticRef():
                memory = self.ref("S", ("static", const.def_id), ("static", const.def_id))
                return [pointer(Offset(memory, None, 0))]
            case mir.UnevaluatedConst():
                return self.evaluated(const)
        raise AssertionError(const)

    def literal(self: Compiler, value: Any, ty: k.Ty) -> list[E]:
        match ty:
            case k.BoolTy():
                return [lit(bool(value))]
            case k.IntTy():
                value = ord(value) if isinstance(value, str) else int(value)
                if ty.signed and value >> (ty.bits - 1):
                    value -= (value >> (ty.bits - 1)) << ty.bits if value > 0 else 0
                return [lit(value)]
            case k.CharTy():
                return [lit(ord(value) if isinstance(value, str) else int(value))]
            case k.FloatTy():
                value = float(value)
                return [E(float_text(round32(value) if ty.bits == 32 else value), atom=True)]
            case k.RefTy() | k.RawPtrTy() if isinstance(value, (str, bytes)):
                return [self.text_literal(value, ty)]
            case k.RawPtrTy() if isinstance(value, int):
                return [E(f"(None, {value})", atom=True)]
        if self.shape(ty).n == 0:
            return []
        raise NotModelled(f"a constant of type {type(ty).__name__}")

    def text_literal(self: Compiler, value: str | bytes, ty: Any) -> E:
        data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        meta = lit(len(data)) if self.is_unsized(self.normal(ty.ty)) else None
        if type(self.normal(ty.ty)) is k.RefTy:
            inner = self.text_literal(value, self.normal(ty.ty))
            return E(f"([{inner.text}], 0)", atom=True)
        made = pointer(Offset(E(repr(data), atom=True), None, 0), meta)
        made.addr = None if len(data) > 40 else made.addr
        return made

    def evaluated(self: Compiler, const: mir.UnevaluatedConst) -> list[E]:
        args = tuple(self.machine.mono(a, self.args) for a in const.args)
        shape = self.shape(self.mono(const.ty))
        if not shape.n:
            return []
        key = ("const", const.def_id, args, const.promoted)
        cells = self.machine.const_cells(key)
        texts = [self.scalar_text(c) for c in cells]
        if all(t is not None for t in texts) and not shape.bulk:
            return [E(t, atom=True, value=c if type(c) is int else None) for t, c in zip(texts, cells)]  # type: ignore[arg-type]
        whole = self.ref("C", key, key)
        if shape.bulk:
            return [ex(f"list({whole})", whole, atom=True)]
        return [E(f"{whole}[{i}]", NOTHING, False, True) for i in range(shape.n)]

    def scalar_text(self: Compiler, cell: Any) -> str | None:
        kind = type(cell)
        if kind is int:
            return repr(cell) if cell >= 0 else f"({cell})"
        if kind is bool or cell is None:
            return repr(cell)
        if kind is float:
            return float_text(cell)
        return None

    # -- aggregates --

    def cells(self: Compiler, values: list[E], ty: k.Ty) -> list[E]:
        """What a value adds to a list display: a bulk one is spread."""
        if self.shape(ty).bulk:
            return [ex(f"*{values[0]}", values[0], atom=True)]
        return values

    def aggregate(self: Compiler, rvalue: mir.Aggregate, ty: k.Ty) -> list[E]:
        kind = rvalue.kind
        if type(kind) is mir.RawPtrAggregate:
            data = self.one(rvalue.operands[0])
            meta = self.operand(rvalue.operands[1])
            return [self.with_meta(data, meta[0])] if meta else [data]
        parts: list[E] = []
        for op in rvalue.operands:
            parts += self.cells(self.operand(op), self.operand_ty(op))
        shape = self.shape(ty)
        if shape.kind == "bytes":
            field = self.operand_ty(rvalue.operands[0])
            whole = self.ref("Y", ("ty", field), ("ty", field))
            inside = self.sequence(parts)
            made = ex(f"union_bytes({whole}, {shape.n}, {inside})", inside)
            if shape.bulk:
                return [made]
            made = self.bind(made, True)
            return [ex(f"{made}[{i}]", made, atom=True) for i in range(shape.n)]
        filled = sum(self.shape(self.operand_ty(op)).n for op in rvalue.operands)
        if shape.kind == "enum":
            assert isinstance(kind, mir.AdtAggregate)
            parts = [lit(kind.variant), *parts]
            filled += 1
        parts += [NONE] * (shape.n - filled)
        return [self.sequence(parts)] if shape.bulk else parts

    def repeat(self: Compiler, rvalue: mir.Repeat) -> list[E]:
        ty = self.operand_ty(rvalue.operand)
        elem = self.shape(ty)
        count_const = self.machine.mono(rvalue.count, self.args)
        count = count_const.value
        if not elem.n or not count:
            self.operand(rvalue.operand)
            return []
        parts = self.operand(rvalue.operand)
        if elem.n * count <= FLAT:
            parts = [self.bind(p) for p in parts]
            repeated: list[E] = parts * count
            return repeated
        whole = self.sequence(self.cells(parts, ty))
        return [ex(f"{whole} * {count}", whole)]

    def with_meta(self: Compiler, data: E, meta: E) -> E:
        """The fat pointer of a thin one."""
        if data.addr is not None:
            return pointer(data.addr[0], meta)
        data = self.bind(data)
        return pointer(Offset(ex(f"{data}[0]", data, atom=True), ex(f"{data}[1]", data, atom=True), 0), meta)
