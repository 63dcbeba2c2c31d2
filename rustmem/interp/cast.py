"""Casts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import NotModelled
from rustmem.interp.expr import E, ex, lit
from rustmem.interp.operator import bounds, wrapped
from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler


class Casts:
    """The part of the compiler that casts."""

    def cast(self: Compiler, rvalue: mir.Cast) -> list[E]:
        source, target = self.operand_ty(rvalue.operand), self.mono(rvalue.ty)
        match rvalue.kind:
            case "IntToInt":
                return [self.int_to_int(self.one(rvalue.operand), source, target)]
            case "IntToFloat":
                value = self.one(rvalue.operand)
                return [ex(f"{'round32(float' if target.bits == 32 else '(float'}({value.text}))", value, atom=True)]  # type: ignore[attr-defined]
            case "FloatToInt":
                value = self.one(rvalue.operand)
                lo, hi = bounds(target)  # type: ignore[arg-type]
                return [ex(f"float_to_int({value.text}, {lo}, {hi})", value, atom=True)]
            case "FloatToFloat":
                value = self.one(rvalue.operand)
                return [ex(f"round32({value.text})", value, atom=True) if target.bits == 32 else value]  # type: ignore[attr-defined]
            case "ReifyFnPointer":
                assert isinstance(source, k.FnDefTy)
                return [self.function_value(source.def_id, source.args)]
            case "ClosureFnPointer":
                assert isinstance(source, k.ClosureTy)
                return [self.ref("F", ("closure ptr", source), ("closure ptr", source))]
            case "UnsafeFnPointer" | "MutToConstPointer" | "FnPtrToPtr":
                return self.operand(rvalue.operand)
            case "ArrayToPointer":
                return self.operand(rvalue.operand)
            case "Unsize":
                return self.unsize(rvalue.operand, source, target)
            case "PtrToPtr":
                return [self.pointer_cast(self.one(rvalue.operand), source, target)]
            case "PointerExposeProvenance":
                value = self.one(rvalue.operand)
                assert isinstance(target, k.IntTy)
                return [
                    wrapped(ex(f"address({value.text})", value, atom=True), target)
                    if target.bits != 64
                    else ex(f"address({value.text})", value, atom=True)
                ]
            case "PointerWithExposedProvenance":
                value = self.one(rvalue.operand)
                return [ex(f"pointer_from({value.text})", value, atom=True)]
            case "Transmute":
                return self.transmute(self.operand(rvalue.operand), source, target)

    def int_to_int(self: Compiler, value: E, source: k.Ty, target: k.Ty) -> E:
        if type(target) is k.CharTy:
            return value
        assert type(target) is k.IntTy
        if type(source) is k.BoolTy:
            return lit(int(value.value)) if value.value is not None else ex(f"+{value}", value)
        if type(source) is k.CharTy:
            return value if target.bits >= 32 else wrapped(value, target)
        if type(source) is k.IntTy:
            lo, hi = bounds(target)
            low, high = bounds(source)
            if lo <= low and high <= hi:
                return value
        if value.value is not None:
            lo, hi = bounds(target)
            return lit(((int(value.value) - lo) & (hi - lo)) + lo)
        return wrapped(value, target)

    def pointer_cast(self: Compiler, value: E, source: Any, target: Any) -> E:
        """Between raw pointers: metadata dropped or kept, cells seen as bytes where the pointee is another."""
        was, now = self.normal(source.ty), self.normal(target.ty)
        if self.is_unsized(was) and not self.is_unsized(now):
            if value.addr is not None:
                from_addr = ex(f"({value.addr[0].mem.text}, {value.addr[0].at.text})", *value.addr[0].parts, atom=True)
                from_addr.addr = (value.addr[0], None)
                value = from_addr
            else:
                value = self.bind(value)
                value = ex(f"({value}[0], {value}[1])", value, atom=True)
            if type(was) is k.SliceTy:
                was = was.ty
            elif type(was) is k.StrTy:
                was = self.machine.tcx_u8
        if was is now:
            return value
        view = self.machine.cast_view(was, now)
        if view is None:
            return value
        return ex(f"{self.ref('V', ('view', was, now), ('view', was, now))}({value.text})", value, atom=True)

    def unsize(self: Compiler, op: mir.Operand, source: k.Ty, target: k.Ty) -> list[E]:
        """A coercion to an unsized pointee: the one pointer inside gets its metadata."""
        values = self.operand(op)
        found = self.unsized_cell(source, target)
        if found is None:
            return values
        cell, meta = found
        if cell >= len(values):
            raise NotModelled("an unsizing coercion of a large value")
        values = list(values)
        values[cell] = self.with_meta(values[cell], meta)
        return values

    def unsized_cell(self: Compiler, source: Any, target: Any) -> tuple[int, E] | None:
        """Which cell of `source` is the pointer to unsize, and its new metadata."""
        if type(source) in (k.RefTy, k.RawPtrTy):
            meta = self.metadata_for(self.normal(source.ty), self.normal(target.ty))
            return None if meta is None else (0, meta)
        if type(source) is k.AdtTy:
            mine, theirs = self.shape(source).variants[0], self.shape(target).variants[0]
            for (offset, field), (_, other) in zip(mine, theirs):
                if field is not other and self.shape(field).n:
                    found = self.unsized_cell(field, other)
                    if found is not None:
                        return found[0] + offset, found[1]
        return None

    def metadata_for(self: Compiler, source: Any, target: Any) -> E | None:
        """The metadata that makes a pointer to `source` one to `target`; None where it has it already."""
        if type(source) is k.ArrayTy and type(target) is k.SliceTy:
            return lit(self.machine.shapes.length(source))
        if type(target) is k.DynTy:
            if type(source) is k.DynTy:
                return None
            return self.ref("T", ("vtable", source), ("vtable", source))
        if type(source) is k.AdtTy and type(target) is k.AdtTy and source.def_id == target.def_id:
            mine, theirs = self.shape(source).variants[0], self.shape(target).variants[0]
            if mine and mine[-1][1] is not theirs[-1][1]:
                return self.metadata_for(mine[-1][1], theirs[-1][1])
            return None
        if type(source) is k.TupleTy and type(target) is k.TupleTy and source.elems:
            return self.metadata_for(source.elems[-1], target.elems[-1])
        return None

    def transmute(self: Compiler, values: list[E], source: k.Ty, target: k.Ty) -> list[E]:
        if source is target or self.machine.same_cells(source, target):
            return values
        a, b = self.shape(source), self.shape(target)
        convert = self.ref("B", ("transmute", source, target), ("transmute", source, target))
        text = values[0].text if a.bulk else f"[{', '.join(v.text for v in values)}]"
        made = ex(f"{convert}({text})", *values, atom=True)
        if b.bulk:
            return [made]
        made = self.bind(made, True)
        return [ex(f"{made}[{i}]", made, atom=True) for i in range(b.n)]
