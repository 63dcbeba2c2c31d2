"""Places to Python: which variables or memory cells a MIR place names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import NotModelled
from rustmem.interp.expr import E, Offset, ex, lit, name, pointer
from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler
    from rustmem.interp.machine import Machine

UNSIZED = (k.SliceTy, k.StrTy, k.DynTy)


class Where:
    """What a place is: cells `at` onwards of register `reg`, or of memory `place`; and its type."""

    __slots__ = ("ty", "reg", "at", "place", "meta", "variant")

    def __init__(self, ty: k.Ty, reg: int | None, at: int, place: Offset | None, meta: E | None = None) -> None:
        self.ty, self.reg, self.at, self.place, self.meta = ty, reg, at, place, meta
        self.variant = 0


def pointee(ty: k.Ty) -> k.Ty:
    """What a pointer type points to; a box is one."""
    if type(ty) is k.RefTy or type(ty) is k.RawPtrTy:
        return ty.ty
    if type(ty) is k.AdtTy:
        return ty.args[0]  # type: ignore[return-value]
    raise NotModelled("dereferencing this type")


def place_type(machine: Machine, tys: list[k.Ty], args: k.GenericArgs, place: mir.Place) -> k.Ty:
    """The type of a place in a body whose locals have the types `tys`."""
    ty: Any = tys[place.local]
    variant = 0
    for elem in place.projection:
        match elem:
            case mir.Deref():
                ty = machine.normalize(pointee(ty))
            case mir.Field():
                ty = machine.shapes.of(ty).variants[variant][elem.index][1]
                variant = 0
            case mir.Downcast():
                variant = elem.variant
            case mir.Index() | mir.ConstantIndex():
                ty = ty.ty
            case mir.Subslice():
                if type(ty) is k.ArrayTy:
                    count = machine.shapes.length(ty)
                    ty = machine.tcx.array(ty.ty, (count - elem.hi if elem.from_end else elem.hi) - elem.lo)
            case mir.OpaqueCast():
                ty = machine.mono(elem.ty, args)
    return ty  # type: ignore[no-any-return]


class Places:
    """The part of the compiler that reads and writes places."""

    def where(self: Compiler, place: mir.Place, writing: bool = False) -> Where:
        """Walks the projections of `place`."""
        local = place.local
        if place.projection and type(place.projection[0]) is mir.Deref:
            found = self.deref(self.pending_pointer(local), self.tys[local])
            rest = place.projection[1:]
        else:
            if local in self.pending:
                self.flush_local(local)
            in_memory = local in self.in_memory
            found = Where(
                self.tys[local], None if in_memory else local, 0, Offset(name(f"m{local}"), None, 0) if in_memory else None
            )
            rest = place.projection
        for elem in rest:
            found = self.project(found, elem)
        return found

    def pending_pointer(self: Compiler, local: int) -> E:
        """The pointer held by `local`: as an address if it was just made, else as something to subscript."""
        waiting = self.pending.get(local)
        if waiting is not None:
            if waiting[0].addr is not None:
                del self.pending[local]
                return waiting[0]
            self.flush_local(local)
        if local in self.symbolic:
            return self.symbolic[local]
        if local in self.in_memory:
            return self.bind(ex(f"m{local}[0]", name(f"m{local}"), mem=True))
        return name(self.registers[local][0])

    def deref(self: Compiler, p: E, ty: k.Ty) -> Where:
        target = self.normal(pointee(ty))
        if p.addr is not None:
            place, meta = p.addr
            return Where(target, None, 0, place, meta)
        meta = ex(f"{p}[2]", p, atom=True) if self.is_unsized(target) else None
        if self.machine.checked:
            self.line(f"deref({p})")
        return Where(target, None, 0, Offset(ex(f"{p}[0]", p, atom=True), ex(f"{p}[1]", p, atom=True), 0), meta)

    def project(self: Compiler, at: Where, elem: mir.ProjectionElem) -> Where:
        match elem:
            case mir.Deref():
                return self.deref(self.bind(self.load(at)[0]), at.ty)
            case mir.Field():
                return self.field(at, elem.index)
            case mir.Downcast():
                made = Where(at.ty, at.reg, at.at, at.place, at.meta)
                made.variant = elem.variant
                return made
            case mir.Index():
                stride = self.elem_shape(at.ty)
                assert at.place is not None
                return Where(stride.ty, None, 0, at.place.plus(self.use_register(elem.local), stride.n))
            case mir.ConstantIndex():
                return self.constant_index(at, elem)
            case mir.Subslice():
                return self.subslice(at, elem)
            case mir.OpaqueCast():
                return Where(self.mono(elem.ty), at.reg, at.at, at.place, at.meta)

    def field(self: Compiler, at: Where, index: int) -> Where:
        shape = self.shape(at.ty)
        offset, ty = shape.variants[at.variant][index]
        if shape.kind == "bytes":
            assert at.place is not None
            whole = self.ref("Y", ("ty", ty), ("ty", ty))
            view = ex(f"union_view({at.place.mem}, {at.place.at.text}, {whole})", *at.place.parts, mem=True)
            return Where(ty, None, 0, Offset(self.bind(view), None, 0))
        meta = at.meta if at.meta is not None and self.is_unsized(ty) else None
        if at.place is None:
            return Where(ty, at.reg, at.at + offset, None)
        return Where(ty, None, 0, at.place.add(offset), meta)

    def elem_shape(self: Compiler, ty: k.Ty):  # type: ignore[no-untyped-def]
        elem = self.shape(ty).elem
        assert elem is not None
        return elem

    def constant_index(self: Compiler, at: Where, elem: mir.ConstantIndex) -> Where:
        shape = self.shape(at.ty)
        inner = self.elem_shape(at.ty)
        if shape.kind == "array":
            index = shape.count - elem.offset if elem.from_end else elem.offset
            if at.place is None:
                return Where(inner.ty, at.reg, at.at + index * inner.n, None)
            return Where(inner.ty, None, 0, at.place.add(index * inner.n))
        assert at.place is not None and at.meta is not None
        if not elem.from_end:
            return Where(inner.ty, None, 0, at.place.add(elem.offset * inner.n))
        return Where(inner.ty, None, 0, at.place.plus(ex(f"{at.meta} - {elem.offset}", at.meta), inner.n))

    def subslice(self: Compiler, at: Where, elem: mir.Subslice) -> Where:
        shape, inner = self.shape(at.ty), self.elem_shape(at.ty)
        if shape.kind == "array":
            hi = shape.count - elem.hi if elem.from_end else elem.hi
            ty = self.machine.tcx.array(inner.ty, hi - elem.lo)
            if at.place is None:
                return Where(ty, at.reg, at.at + elem.lo * inner.n, None)
            return Where(ty, None, 0, at.place.add(elem.lo * inner.n))
        assert at.place is not None and at.meta is not None
        length = ex(f"{at.meta} - {elem.lo + elem.hi}", at.meta)
        return Where(at.ty, None, 0, at.place.add(elem.lo * inner.n), length)

    # -- reading and writing --

    def load(self: Compiler, at: Where) -> list[E]:
        """The value at a place, as the Python values it travels as."""
        shape = self.shape(at.ty)
        if not shape.n:
            return []
        if at.place is None:
            assert at.reg is not None
            cells = [name(one) for one in self.registers[at.reg][at.at : at.at + shape.n]]
            return [self.sequence(cells)] if shape.bulk else cells
        return self.load_memory(at.place, shape)

    def load_memory(self: Compiler, place: Offset, shape) -> list[E]:  # type: ignore[no-untyped-def]
        n = shape.n
        if n == 0:
            return []
        if self.machine.checked:
            return self.load_checked(place, shape)
        if n == 1:
            return [ex(f"{place.mem}[{place.at.text}]", *place.parts, mem=True, atom=True)]
        if shape.bulk:
            return [ex(f"{place.mem}[{place.at.text}:{place.end(n).text}]", *place.parts, mem=True, atom=True)]
        if n > 2 or (place.dyn is not None and not place.dyn.deps):
            place = self.settle(place)
        return [ex(f"{place.mem}[{place.add(i).at.text}]", *place.parts, mem=True, atom=True) for i in range(n)]

    def load_checked(self: Compiler, place: Offset, shape) -> list[E]:  # type: ignore[no-untyped-def]
        """Reads through the run-time check of bounds, liveness and initialisation."""
        n = shape.n
        if n == 1:
            kind = _validity(shape.ty)
            return [ex(f"{kind}({place.mem}, {place.at.text})", *place.parts, mem=True, atom=True)]
        whole = ex(f"read_cells({place.mem}, {place.at.text}, {n})", *place.parts, mem=True, atom=True)
        if shape.bulk:
            return [whole]
        temp = self.bind(whole, True)
        return [ex(f"{temp}[{i}]", temp, atom=True) for i in range(n)]

    def settle(self: Compiler, place: Offset) -> Offset:
        """`place` with its memory and offset in variables, to be repeated."""
        return Offset(self.bind(place.mem, True), None if place.dyn is None else self.bind(place.dyn, True), place.const)

    def sequence(self: Compiler, cells: list[E]) -> E:
        return ex(f"[{', '.join(c.text for c in cells)}]", *cells, atom=True)

    def store(self: Compiler, at: Where, value: list[E]) -> None:
        """Writes `value` (as it travels) to a place."""
        shape = self.shape(at.ty)
        if not shape.n:
            return
        if at.place is None:
            assert at.reg is not None
            self.assign_registers(self.registers[at.reg][at.at : at.at + shape.n], value, shape.bulk)
            return
        place = at.place
        if shape.n == 1:
            target, source = f"{place.mem}[{place.at.text}]", value[0].text
        else:
            target = f"{place.mem}[{place.at.text}:{place.end(shape.n).text}]"
            source = value[0].text if shape.bulk else ", ".join(v.text for v in value)
        if self.machine.checked:
            source = f"({source})" if shape.n > 1 and not shape.bulk else source
            text = f"write_cells({place.mem}, {place.at.text}, {shape.n}, {source})"
        else:
            text = f"{target} = {source}"
        self.flush_memory(keep=value)
        self.line(text)
        if self.machine.traced:
            self.trace_write(at)

    def assign_registers(self: Compiler, names: list[str], value: list[E], bulk: bool = False) -> None:
        if bulk:
            self.wrote(names, value)
            self.line(f"{', '.join(names)}, = {value[0].text}")
            return
        self.wrote(names, value)
        if any(v.text != n for n, v in zip(names, value)):
            self.line(f"{', '.join(names)} = {', '.join(v.text for v in value)}")

    def address(self: Compiler, place: mir.Place) -> E:
        """The pointer to a place, with its metadata."""
        at = self.where(place)
        if at.place is None:
            raise AssertionError(f"address of a register: {place}")
        last = place.projection[-1] if place.projection else None
        if type(last) is mir.Deref and at.place.dyn is not None and at.place.const == 0:
            # `&*p` is `p`.
            base = at.place.mem.text.removesuffix("[0]")
            whole = at.meta is None or at.meta.text == base + "[2]"
            if whole and at.place.dyn.text == base + "[1]":
                return name(base) if base in self.variables else ex(base, at.place.mem, atom=True)
        return pointer(at.place, at.meta)

    def use_register(self: Compiler, local: int) -> E:
        """The value of an index local."""
        waiting = self.pending.get(local)
        if waiting is not None:
            self.flush_local(local)
        if local in self.in_memory:
            return ex(f"m{local}[0]", name(f"m{local}"), mem=True, atom=True)
        return name(self.registers[local][0])


def _validity(ty: k.Ty) -> str:
    match ty:
        case k.BoolTy():
            return "read_bool"
        case k.RefTy():
            return "read_ref"
        case _:
            return "read_cell"


__all__ = ["UNSIZED", "Places", "Where", "lit", "pointee"]
