"""Rvalues: arithmetic, comparisons, references, discriminants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import NotModelled
from rustmem.interp.expr import E, Offset, ex, lit, pointer
from rustmem.mir import body as mir
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.compile import Compiler

SYMBOL = {"Add": "+", "Sub": "-", "Mul": "*", "BitXor": "^", "BitAnd": "&", "BitOr": "|"}
COMPARE = {"Eq": "==", "Ne": "!=", "Lt": "<", "Le": "<=", "Gt": ">", "Ge": ">="}
VERB = {"Add": "add", "Sub": "subtract", "Mul": "multiply"}


def bounds(ty: k.IntTy) -> tuple[int, int]:
    """The least and the greatest value of an integer type."""
    return (-(1 << (ty.bits - 1)), (1 << (ty.bits - 1)) - 1) if ty.signed else (0, (1 << ty.bits) - 1)


def wrapped(value: E, ty: k.IntTy) -> E:
    """`value` reduced to the range of `ty`."""
    mask = (1 << ty.bits) - 1
    if not ty.signed:
        return ex(f"{value} & {mask}", value)
    half = 1 << (ty.bits - 1)
    return ex(f"(({value} + {half}) & {mask}) - {half}", value)


class Operators:
    """The part of the compiler that computes."""

    overflow_done: mir.Assert | None

    def rvalue(self: Compiler, rvalue: mir.Rvalue, ty: k.Ty | None) -> list[E]:
        match rvalue:
            case mir.Use():
                return self.operand(rvalue.operand)
            case mir.Ref() | mir.RawPtr():
                return [self.address(rvalue.place)]
            case mir.BinaryOp():
                return self.binary(rvalue)
            case mir.Cast():
                return self.cast(rvalue)
            case mir.Aggregate():
                return self.aggregate(rvalue, ty if ty is not None else self.aggregate_ty(rvalue))
            case mir.UnaryOp():
                return self.unary(rvalue)
            case mir.Discriminant():
                return [self.discriminant(rvalue.place)]
            case mir.CopyForDeref():
                return self.read(rvalue.place)
            case mir.Len():
                return [self.length_of(rvalue.place)]
            case mir.Repeat():
                return self.repeat(rvalue)
            case mir.ThreadLocalRef():
                memory = self.ref("S", ("static", rvalue.def_id), ("static", rvalue.def_id))
                return [ex(f"({memory}, 0)", memory, atom=True)]

    def aggregate_ty(self: Compiler, rvalue: mir.Aggregate) -> k.Ty:
        kind, tcx = rvalue.kind, self.machine.tcx
        match kind:
            case mir.ArrayAggregate():
                return tcx.array(self.mono(kind.ty), len(rvalue.operands))
            case mir.TupleAggregate():
                return tcx.tuple(tuple(self.operand_ty(o) for o in rvalue.operands))
            case mir.AdtAggregate():
                return self.normal(self.mono(tcx.adt(kind.def_id, kind.args)))
            case mir.ClosureAggregate():
                return self.mono(tcx.closure(kind.def_id, kind.args))
            case mir.RawPtrAggregate():
                return self.mono(tcx.ptr(kind.pointee, kind.mutbl))

    def discriminant(self: Compiler, place: mir.Place) -> E:
        if place.local in self.pending:
            self.flush_local(place.local)
        at = self.where(place)
        shape = self.shape(at.ty)
        if shape.kind != "enum":
            return lit(0)
        at.ty = self.machine.tcx_usize
        tag = self.load(at)[0]
        if shape.discrs is None:
            return tag
        return ex(f"{shape.discrs!r}[{tag.text}]", tag, atom=True)

    def length_of(self: Compiler, place: mir.Place) -> E:
        at = self.where(place)
        return at.meta if at.meta is not None else lit(self.shape(at.ty).count)

    def unary(self: Compiler, rvalue: mir.UnaryOp) -> list[E]:
        ty = self.operand_ty(rvalue.operand)
        if rvalue.op == "PtrMetadata":
            value = self.bind(self.one(rvalue.operand))
            target = self.normal(getattr(ty, "ty", ty))
            if not self.is_unsized(target):
                return []
            if value.addr is not None and value.addr[1] is not None:
                return [value.addr[1]]
            return [ex(f"{value}[2]", value, atom=True)]
        value = self.one(rvalue.operand)
        if rvalue.op == "Neg":
            if type(ty) is k.IntTy and ty.signed:
                return [wrapped(ex(f"-{value}", value), ty)] if self.machine.wraps_neg else [ex(f"-{value}", value)]
            return [ex(f"-{value}", value)]
        match ty:
            case k.BoolTy():
                return [ex(f"not {value}", value)]
            case k.IntTy():
                return [ex(f"~{value}" if ty.signed else f"{value} ^ {bounds(ty)[1]}", value)]
            case _:
                pass
        raise NotModelled("this operator")

    def binary(self: Compiler, rvalue: mir.BinaryOp) -> list[E]:
        ty = self.operand_ty(rvalue.left)
        op = rvalue.op
        left = self.operand(rvalue.left)
        right = self.operand(rvalue.right)
        if op == "Offset":
            return [self.offset(left[0], right[0], ty)]
        if not left:
            return [lit({"Eq": True, "Le": True, "Ge": True}.get(op, False))]
        if op in COMPARE:
            return [self.compare(op, left[0], right[0], ty)]
        if op == "Cmp":
            a, b = self.bind(left[0]), self.bind(right[0])
            return [ex(f"0 if {a} < {b} else 1 if {a} == {b} else 2", a, b)]
        match ty:
            case k.IntTy():
                return self.integer(op, left[0], right[0], ty)
            case k.BoolTy():
                return [ex(f"{left[0]} {SYMBOL[op]} {right[0]}", left[0], right[0])]
            case k.FloatTy():
                return [self.floating(op, left[0], right[0], ty)]
            case _:
                pass
        raise NotModelled("this operator")

    def offset(self: Compiler, base: E, count: E, ty: Any) -> E:
        stride = self.shape(self.normal(ty.ty)).n
        if base.addr is not None and not self.machine.checked:
            return pointer(base.addr[0].plus(count, stride))
        base = self.bind(base)
        moved = count if stride == 1 else ex(f"{count} * {stride}", count)
        if self.machine.checked:
            return ex(
                f"offset({base}, {moved.text}, {self.machine.size_of(self.normal(ty.ty)) or 1}, {stride})", base, moved, atom=True
            )
        at = Offset(ex(f"{base}[0]", base, atom=True), ex(f"{base}[1]", base, atom=True), 0)
        return pointer(at.plus(count, stride))

    def compare(self: Compiler, op: str, a: E, b: E, ty: k.Ty) -> E:
        match ty:
            case k.RefTy() | k.RawPtrTy():
                call = (
                    f"same_pointer({a.text}, {b.text})"
                    if op in ("Eq", "Ne")
                    else f"address({a.text}) {COMPARE[op]} address({b.text})"
                )
                return ex(f"not {call}" if op == "Ne" else call, a, b, mem=False)
            case k.FnPtrTy():
                return ex(f"{a} is {'not ' if op == 'Ne' else ''}{b}", a, b)
            case _:
                pass
        return ex(f"{a} {COMPARE[op]} {b}", a, b)

    def integer(self: Compiler, op: str, a: E, b: E, ty: k.IntTy) -> list[E]:
        base = op.removesuffix("WithOverflow").removesuffix("Unchecked")
        if base in ("BitXor", "BitAnd", "BitOr"):
            return [ex(f"{a} {SYMBOL[base]} {b}", a, b)]
        if base in SYMBOL:
            raw = ex(f"{a} {SYMBOL[base]} {b}", a, b)
            if op.endswith("WithOverflow"):
                lo, hi = bounds(ty)
                raw = self.bind(raw, True)
                return [wrapped(raw, ty), ex(f"not {lo} <= {raw} <= {hi}", raw)]
            return [raw if op.endswith("Unchecked") and not self.machine.checked else wrapped(raw, ty)]
        if base == "Div":
            return [self.divide(a, b, ty)]
        if base == "Rem":
            return [ex(f"{a} % {b}", a, b) if not ty.signed else ex(f"remainder({a.text}, {b.text})", a, b)]
        if base == "Shl":
            shift = lit(b.value & (ty.bits - 1)) if b.value is not None else ex(f"({b} & {ty.bits - 1})", b, atom=True)
            return [wrapped(ex(f"{a} << {shift}", a, shift), ty)]
        shift = lit(b.value & (ty.bits - 1)) if b.value is not None else ex(f"({b} & {ty.bits - 1})", b, atom=True)
        return [ex(f"{a} >> {shift}", a, shift)]

    def divide(self: Compiler, a: E, b: E, ty: k.IntTy) -> E:
        if not ty.signed:
            return ex(f"{a} // {b}", a, b)
        a, b = self.bind(a), self.bind(b)
        if b.value is not None and b.value > 0:
            return ex(f"{a} // {b} if {a} >= 0 else -(-{a} // {b})", a)
        return ex(f"{a} // {b} if ({a} >= 0) == ({b} > 0) else -(-{a} // {b})", a, b)

    def floating(self: Compiler, op: str, a: E, b: E, ty: k.FloatTy) -> E:
        if op == "Div":
            b = self.bind(b)
            a = self.bind(a)
            value = ex(f"{a} / {b} if {b} else divide_by_zero({a}, {b})", a, b)
        elif op == "Rem":
            value = ex(f"float_remainder({a.text}, {b.text})", a, b)
        else:
            value = ex(f"{a} {SYMBOL[op]} {b}", a, b)
        return ex(f"round32({value.text})", value, atom=True) if ty.bits == 32 else value

    def checked_arithmetic(self: Compiler, st: mir.Assign, check: mir.Assert) -> bool:
        """`(sum, overflowed) = a + b; assert !overflowed`, as one test. Whether it was of that shape."""
        rvalue, place = st.rvalue, st.place
        cond = check.cond
        if not isinstance(rvalue, mir.BinaryOp) or place.projection or place.local in self.in_memory:
            return False
        if isinstance(cond, mir.Constant) or cond.place.local != place.local or check.expected:
            return False
        ty = self.operand_ty(rvalue.left)
        if type(ty) is not k.IntTy:
            return False
        op = rvalue.op.removesuffix("WithOverflow")
        left, right = self.one(rvalue.left), self.one(rvalue.right)
        target = self.registers[place.local][0]
        self.wrote([target])
        self.line(f"{target} = {left} {SYMBOL[op]} {right}")
        lo, hi = bounds(ty)
        test = f"not {lo} <= {target} <= {hi}"
        if not ty.signed and op == "Sub":
            test = f"{target} < 0"
        elif not ty.signed:
            test = f"{target} > {hi}"
        elif op == "Add" and _positive(left, right):
            test = f"{target} > {hi}"
        elif op == "Sub" and right.value is not None and right.value >= 0:
            test = f"{target} < {lo}"
        self.at(check.source_info, check.source_info.span)
        self.flush()
        self.line(f"if {test}: overflow({VERB[op]!r})", check.unwind)
        self.overflow_done = check
        return True


def _positive(a: E, b: E) -> bool:
    return any(e.value is not None and e.value >= 0 for e in (a, b))
