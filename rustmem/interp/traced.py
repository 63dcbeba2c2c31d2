"""What the traced flavour of a user's function adds to its source: calls of the tracer's hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.expr import E, ex, lit
from rustmem.interp.place import Where
from rustmem.mir import body as mir
from rustmem.source.source_map import STD_BASE
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler


class Traced:
    """The part of the compiler that reports."""

    def type_ref(self: Compiler, ty: k.Ty) -> E:
        return self.ref("Y", ("ty", ty), ("ty", ty))

    def trace_tick(self: Compiler) -> None:
        """One step. Within the library the events stand where the author's code called it."""
        if self.span.source_callsite().lo >= STD_BASE:
            self.line("tick(None)")
            return
        span = self.ref("K", ("info", self.span), ("info", self.span))
        self.line(f"tick({span})")

    def trace_entry(self: Compiler) -> None:
        self.line(f"frame = enter_frame({self.function_name()!r})")
        for local in range(1, self.body.arg_count + 1):
            if local in self.shown:
                self.trace_live(local)
                self.line(f"wrote(m{local}, 0, {self.type_ref(self.tys[local])})")

    def function_name(self: Compiler) -> str:
        tcx, def_id = self.machine.tcx, self.instance.def_id
        if tcx.def_kind(def_id) == "closure":
            return "{closure}"
        parent = tcx.parent(def_id)
        own = tcx.item_name(def_id)
        if parent is not None and tcx.def_kind(parent) == "impl":
            return f"{self.machine.tracer.type_text(self.mono(tcx.type_of(parent)))}::{own}"
        return own

    def trace_live(self: Compiler, local: int) -> None:
        info = (local, self.variable_name(local), self.tys[local])
        self.line(f"live(frame, m{local}, {self.ref('K', ('info', info), ('info', info))})")

    def variable_name(self: Compiler, local: int) -> str:
        for one in self.body.var_debug_info:
            if one.place.local == local and not one.place.projection and not _by_the_library(one):
                return one.name
        return ""

    def trace_dead(self: Compiler, local: int) -> None:
        self.line(f"dead(m{local})")

    def trace_write(self: Compiler, at: Where) -> None:
        assert at.place is not None
        self.line(f"wrote({at.place.mem}, {at.place.at.text}, {self.type_ref(at.ty)})")

    def trace_leave(self: Compiler, dying: list[int]) -> None:
        for local in dying:
            if local not in self.shown:
                continue
            self.line(f"dead(m{local})")
        self.line("leave_frame(frame)")

    # -- moves, copies, borrows --

    def trace_assign(self: Compiler, st: mir.Assign, at: Where) -> None:
        """A statement that wrote memory: what it moved or copied, and what it borrowed."""
        rvalue = st.rvalue
        match rvalue:
            case mir.Use(operand):
                self.trace_move(operand, at)
            case mir.Aggregate(_, operands):
                for op in operands:
                    self.trace_move(op, at)
            case mir.Ref():
                pointer = self.load(at)[0]
                self.trace_borrow(rvalue, pointer)
            case _:
                pass

    def trace_value(self: Compiler, st: mir.Assign, value: list[E]) -> list[E]:
        """The same for a statement whose result stays out of memory."""
        rvalue = st.rvalue
        match rvalue:
            case mir.Use(operand):
                self.trace_move(operand, None)
            case mir.Aggregate(_, operands):
                for op in operands:
                    self.trace_move(op, None)
            case mir.Ref():
                self.trace_borrow(rvalue, value[0])
            case _:
                pass
        return value

    def trace_move(self: Compiler, op: mir.Operand, to: Where | None) -> None:
        if type(op) is mir.Constant:
            return
        place: mir.Place = op.place  # type: ignore[union-attr]
        name = self.place_name(place)
        if not name or place.local not in self.in_memory and not any(type(e) is mir.Deref for e in place.projection):
            return
        source = self.where(place)
        if source.place is None or not self.shape(source.ty).n and not self.machine.needs_drop(source.ty):
            return
        target = (to.place.mem.text, to.place.at.text) if to is not None and to.place is not None else ("None", "0")
        copy = type(op) is mir.Copy
        self.line(
            f"moved({source.place.mem}, {source.place.at.text}, {target[0]}, {target[1]}, {self.type_ref(source.ty)}, {name!r}, {copy})"
        )

    def trace_borrow(self: Compiler, rvalue: mir.Ref, pointer: E) -> None:
        name = self.place_name(rvalue.place)
        if not name:
            return
        ty = self.place_ty(rvalue.place)
        mutable = rvalue.kind not in ("shared", "fake shallow", "fake deep")
        self.line(f"borrowed({pointer.text}, {self.type_ref(ty)}, {mutable}, {name!r})")

    def trace_drop(self: Compiler, t: mir.Drop, target: E, ty: k.Ty, call: str) -> None:
        held = self.temp()
        self.line(f"{held} = {target.text}")
        call = call.replace(f"({target.text})", f"({held})", 1)
        self.line(f"drop_begin({held}, {self.type_ref(ty)}, {self.place_name(t.place)!r})")
        self.line(call, t.unwind)
        self.line(f"drop_end({held}, {self.type_ref(ty)})")

    def trace_terminator(self: Compiler, t: Any) -> None:
        if type(t) in (mir.Call, mir.Drop):
            self.span = t.fn_span if type(t) is mir.Call else t.source_info.span
            self.trace_tick()
        if type(t) is mir.Call:
            for op in t.args:
                self.trace_move(op, None)

    def place_name(self: Compiler, place: mir.Place) -> str:
        """The place as the user writes it; empty for temporaries."""
        for one in self.body.var_debug_info:
            base = one.place
            n = len(base.projection)
            if _by_the_library(one):
                continue
            if base.local == place.local and place.projection[:n] == base.projection:
                return self.projected(one.name, place.projection[n:], base)
        return ""

    def projected(self: Compiler, text: str, rest: tuple[Any, ...], base: mir.Place) -> str:
        ty, variant = self.place_ty(base), 0
        at = base
        for elem in rest:
            match elem:
                case mir.Deref():
                    text = f"*{text}"
                case mir.Field():
                    if text.startswith("*"):
                        text = text[1:]
                    text = f"{text}.{self.field_name(ty, variant, elem.index)}"
                case mir.Downcast():
                    variant = elem.variant
                case mir.Index() | mir.ConstantIndex():
                    text = f"{text}[_]"
                case _:
                    pass
            at = at.project(elem)
            if type(elem) is not mir.Downcast:
                ty, variant = self.place_ty(at), 0
        return text

    def field_name(self: Compiler, ty: Any, variant: int, index: int) -> str:
        if type(ty) is k.AdtTy:
            variants = self.machine.tcx.adt_def(ty.def_id).variants
            if variant < len(variants) and index < len(variants[variant].fields):
                return variants[variant].fields[index].name
        return str(index)


__all__ = ["Traced", "ex", "lit"]


def _by_the_library(variable: mir.VarDebugInfo) -> bool:
    """Whether a macro of the library declared it, as `println!` does with its `args`, or a loop with its `iter`."""
    span = variable.source_info.span
    return span.lo >= STD_BASE or span.ctxt is not None and span.ctxt.kind == "desugaring"
