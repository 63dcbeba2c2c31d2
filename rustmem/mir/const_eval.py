"""Constants evaluated at compile time: array lengths, discriminants, constant items and patterns.

A small evaluator of elaborated MIR. What it cannot know is `UNKNOWN`; only where that would decide what happens next
is the constant given up as not modelled.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.const_check import check_consts
from rustmem.mir.const_fns import call_bodiless
from rustmem.mir.const_ops import UNKNOWN, binary, cast, unary
from rustmem.mir.place_ty import operand_ty, place_ty
from rustmem.mir.promote import const_has, has_attr
from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.index import DefId
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import intern
from rustmem.ty import kind as k
from rustmem.ty.print import FmtPrinter

STEPS = 200_000
DEPTH = 60


class Adt:
    """A struct or an enum's variant."""

    __slots__ = ("variant", "fields")

    def __init__(self, variant: int, fields: list[Any]) -> None:
        self.variant, self.fields = variant, fields


class Pointer(NamedTuple):
    """A reference to `container[key]`."""

    container: list[Any]
    key: int


class StaticCell(list[Any]):
    """The place of a static. Its value is looked for when it is read: a static may hold its own address."""

    __slots__ = ("def_id",)

    def __init__(self, def_id: DefId) -> None:
        super().__init__([UNKNOWN])
        self.def_id = def_id


class Function(NamedTuple):
    def_id: DefId
    args: k.GenericArgs


class NotModelled(Exception):
    """The evaluator cannot tell."""


class Call(NamedTuple):
    """A call that is going on: the function, and where it was called."""

    function: Function
    span: Span


class Failed(Exception):
    """The constant panics at `span`, inside `calls`, the outermost first."""

    def __init__(self, message: str, span: Span, calls: tuple[Call, ...], exact: bool = True) -> None:
        super().__init__(message)
        self.message, self.span, self.calls, self.exact = message, span, calls, exact


class Erroneous(Exception):
    """The constant refers, at `span`, to one that failed."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span


# ---- the queries ----


def eval_const_value(tcx: Any, def_id: DefId) -> Any:
    """The value as Python data: int, float, bool, str, bytes, tuple, or (variant, fields); None if there is none."""
    value = evaluate(tcx, def_id)
    try:
        return None if value is None else plain(value)
    except NotModelled:
        return None


def eval_const(tcx: Any, def_id: DefId) -> k.Const | None:
    """The value of an integer, bool or char constant, as a constant of the type system."""
    value = evaluate(tcx, def_id)
    ty = tcx.cache("anon const types").get(def_id)
    if ty is None:
        ty = tcx.type_of(def_id)
    if isinstance(value, str) and type(ty) is k.CharTy:
        value = ord(value)
    if isinstance(value, (int, bool)):
        return tcx.const_value(ty, int(value))  # type: ignore[no-any-return]
    if value is not None and not tcx.tainted.intersection((def_id,)):
        tcx.unsupported("this constant", tcx.def_span(def_id), def_id)
    return None


def evaluate(tcx: Any, def_id: DefId) -> Any:
    """The value, once for each constant; None after an error, which is reported here, or if it is not modelled."""
    cache = tcx.cache("evaluated constants")
    if def_id not in cache:
        cache[def_id] = _evaluate(tcx, def_id)
    return cache[def_id]


def _evaluate(tcx: Any, def_id: DefId) -> Any:
    literal = literal_of(tcx, def_id)
    if literal is not None:
        return literal
    bodies = tcx.mir_for_run(def_id)
    if bodies is None or def_id in tcx.tainted:
        return None
    check_consts(tcx, def_id)
    if def_id in tcx.tainted:
        return None
    try:
        return Evaluator(tcx).run(bodies, (), [])
    except Failed as failed:
        tcx.emit(failure(tcx, def_id, failed), def_id)
        tcx.cache("failed constants")[def_id] = True
        return None
    except Erroneous as erroneous:
        note = Diag("note", "erroneous constant encountered", None, erroneous.span)
        tcx.emit(note)
        tcx.tainted.add(def_id)
        tcx.cache("failed constants")[def_id] = True
        return None
    except (NotModelled, RecursionError):
        tcx.unsupported("this constant", tcx.def_span(def_id), def_id)
        return None


def failure(tcx: Any, def_id: DefId, failed: Failed) -> Diag:
    """E0080, with the calls that led to it. Functions that blame their caller (`unwrap`) are left out at the end."""
    calls = list(failed.calls)
    span = failed.span
    while calls and has_attr(tcx, calls[-1].function.def_id, "track_caller"):
        span = calls.pop().span
    name = const_name(tcx, def_id)
    diag = error(failed.message, calls[0].span if calls else span, "E0080")
    if not calls:
        diag.label(span, f"evaluation of `{name}` failed here")
    else:
        diag.label(calls[0].span, f"evaluation of `{name}` failed inside this call")
    for index, call in enumerate(calls):
        last = index + 1 == len(calls)
        at = span if last else calls[index + 1].span
        labels = ((at, "the failure occurred here"),) if last else ()
        path = FmtPrinter(tcx, trimmed="no").value_path(call.function.def_id, call.function.args)
        diag.span_note(MultiSpan((at,), labels), f"inside `{path}`")
        if not tcx.is_local(call.function.def_id):
            diag.not_modelled("a position in the library")
    return diag if failed.exact else diag.not_modelled("the operation that failed in the library")


def const_name(tcx: Any, def_id: DefId) -> str:
    printer = FmtPrinter(tcx, trimmed="no")
    if tcx.def_kind(def_id) in ("const", "static", "assoc const"):
        return printer.path(def_id)
    return f"{printer.path(tcx.parent(def_id))}::{{constant#0}}"


def literal_of(tcx: Any, def_id: DefId) -> Any:
    """The value of a constant that is just an integer literal, the most frequent array length."""
    from rustmem.syntax import ast

    node = tcx.hir(def_id)
    value: Any = node.value if isinstance(node, ast.AnonConst) else None
    if isinstance(value, ast.LitExpr) and value.kind == "int" and value.suffix in (None, "usize"):
        ty = tcx.cache("anon const types").get(def_id)
        if type(ty) is k.IntTy and 0 <= int(value.value) < 1 << (ty.bits - ty.signed):
            return int(value.value)
    return None


def plain(value: Any) -> Any:
    if isinstance(value, Adt):
        return value.variant, tuple(plain(f) for f in value.fields)
    if isinstance(value, list):
        return tuple(plain(v) for v in value)
    if isinstance(value, Pointer):
        return plain(value.container[value.key])
    if value is UNKNOWN or isinstance(value, Function):
        raise NotModelled
    return value


# ---- the evaluator ----


class Frame:
    __slots__ = ("body", "promoted", "args", "cells", "tys")

    def __init__(self, bodies: Any, args: k.GenericArgs) -> None:
        self.body, self.promoted = bodies
        self.args = args
        self.cells: list[list[Any]] = [[UNKNOWN] for _ in self.body.locals]


class Evaluator:
    """Runs one constant's body and the functions it calls."""

    def __init__(self, tcx: Any) -> None:
        self.tcx = tcx
        self.steps = 0
        self.calls: list[Call] = []

    def run(self, bodies: Any, args: k.GenericArgs, values: list[Any]) -> Any:
        frame = Frame(bodies, args)
        for index, value in enumerate(values):
            frame.cells[index + 1][0] = value
        if len(self.calls) > DEPTH:
            raise NotModelled
        block = 0
        while block >= 0:
            data = frame.body.blocks[block]
            for statement in data.statements:
                self.statement(frame, statement)
            self.steps += 1 + len(data.statements)
            if self.steps > STEPS:
                raise NotModelled
            block = self.terminator(frame, data.terminator)
        return frame.cells[0][0]

    # -- statements and terminators --

    def statement(self, frame: Frame, s: m.Statement) -> None:
        match s:
            case m.Assign():
                value = self.rvalue(frame, s.rvalue, s.place)
                container, key = self.place(frame, s.place)
                container[key] = value
            case m.SetDiscriminant():
                raise NotModelled
            case _:
                pass

    def terminator(self, frame: Frame, t: Any) -> int:
        match t:
            case m.Goto():
                return t.target
            case m.Return():
                return -1
            case m.SwitchInt():
                return self.switch(frame, t)
            case m.Assert():
                return self.check(frame, t)
            case m.Drop():
                return t.target
            case m.Call():
                return self.call(frame, t)
            case m.FalseEdge() | m.FalseUnwind():
                return t.real
            case _:
                pass
        raise NotModelled

    def switch(self, frame: Frame, t: m.SwitchInt) -> int:
        value = self.operand(frame, t.discr)
        if isinstance(value, str):
            value = ord(value)
        if not isinstance(value, (int, bool)):
            raise NotModelled
        ty = self.subst(frame, operand_ty(frame.body.locals, self.tcx, t.discr))
        bits = int(value) & ((1 << ty.bits) - 1) if type(ty) is k.IntTy else int(value)
        for wanted, target in zip(t.values, t.targets):
            if wanted == bits:
                return target
        return t.targets[-1]

    def check(self, frame: Frame, t: m.Assert) -> int:
        cond = self.operand(frame, t.cond)
        if cond is UNKNOWN:
            raise NotModelled
        if cond == t.expected:
            return t.target
        raise Failed(self.message(frame, t.message), t.source_info.span, tuple(self.calls))

    def message(self, frame: Frame, message: m.AssertMessage) -> str:
        def show(operand: m.Operand) -> str:
            from rustmem.mir.pretty import Printer

            ty = self.subst(frame, operand_ty(frame.body.locals, self.tcx, operand))
            return Printer(self.tcx, frame.body).value(self.operand(frame, operand), ty)

        match message:
            case m.BoundsCheck():
                length, index = self.operand(frame, message.length), self.operand(frame, message.index)
                return f"index out of bounds: the length is {length} but the index is {index}"
            case m.Overflow(op="Shl" | "Shr"):
                side = "left" if message.op == "Shl" else "right"
                return f"attempt to shift {side} by `{show(message.right)}`, which would overflow"
            case m.Overflow(op="Rem"):
                both = f"{show(message.left)} % {show(message.right)}"
                return f"attempt to compute the remainder of `{both}`, which would overflow"
            case m.Overflow():
                sign = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/"}[message.op]
                return f"attempt to compute `{show(message.left)} {sign} {show(message.right)}`, which would overflow"
            case m.OverflowNeg():
                return f"attempt to negate `{show(message.operand)}`, which would overflow"
            case m.DivisionByZero():
                return f"attempt to divide `{show(message.operand)}` by zero"
            case _:
                pass
        return f"attempt to calculate the remainder of `{show(message.operand)}` with a divisor of zero"

    def call(self, frame: Frame, t: m.Call) -> int:
        func = self.operand(frame, t.func)
        if not isinstance(func, Function):
            raise NotModelled
        args = [self.operand(frame, arg) for arg in t.args]
        if t.target is None and not self.tcx.is_local(func.def_id) and self.tcx.item_name(func.def_id) in _PANICS:
            raise Failed(f"evaluation panicked: {text_of(args)}", t.source_info.span, tuple(self.calls))
        self.calls.append(Call(func, t.source_info.span))
        value = self.call_function(func, args)
        self.calls.pop()
        if t.target is None:
            raise NotModelled
        container, key = self.place(frame, t.destination)
        container[key] = value
        return t.target

    def call_function(self, func: Function, args: list[Any]) -> Any:
        tcx = self.tcx
        kind = tcx.def_kind(func.def_id)
        if kind not in ("fn", "assoc fn"):
            raise NotModelled
        if not tcx.is_local(func.def_id) and tcx.item_name(func.def_id) in ("from_str", "from_str_nonconst") and args:
            if isinstance(args[0], str):
                return args[0]  # `format_args!` of a literal
        tree = tcx.hir(func.def_id)
        parent = tcx.parent(func.def_id)
        in_trait = parent is not None and tcx.def_kind(parent) == "trait"
        if tree.body is None or in_trait:
            return self.intrinsic(func, args)
        bodies = tcx.mir_for_run(func.def_id)
        if bodies is None:
            raise NotModelled
        return self.run(bodies, func.args, args)

    def intrinsic(self, func: Function, args: list[Any]) -> Any:
        """A library function without a body; most have a value that is not known here."""
        try:
            found = call_bodiless(self.tcx, func.def_id, func.args, args, lambda *value: Adt(len(value), list(value)))
        except OverflowError as overflow:
            span = self.calls[-1].span
            raise Failed(str(overflow), span, tuple(self.calls[:-1]), exact=False) from None
        if isinstance(found, tuple):
            return Pointer([found[1]], 0)
        return found

    # -- places --

    def place(self, frame: Frame, place: m.Place) -> tuple[list[Any], int]:
        container, key = frame.cells[place.local], 0
        for elem in place.projection:
            if type(container) is StaticCell:
                self.load(container)
            value = container[key]
            match elem:
                case m.Deref():
                    if isinstance(value, Pointer):
                        container, key = value
                    elif isinstance(value, (str, bytes)):
                        container, key = [value], 0
                    else:
                        raise NotModelled
                case m.Field():
                    if value is UNKNOWN:
                        value = container[key] = Adt(0, [UNKNOWN] * (elem.index + 1))
                    container, key = (value.fields if isinstance(value, Adt) else value), elem.index
                    if not isinstance(container, list):
                        raise NotModelled
                    while len(container) <= key:
                        container.append(UNKNOWN)
                case m.Index():
                    container, key = self.sequence(value), frame.cells[elem.local][0]
                case m.ConstantIndex():
                    items = self.sequence(value)
                    container, key = items, len(items) - elem.offset if elem.from_end else elem.offset
                case m.Subslice():
                    items = self.sequence(value)
                    hi = len(items) - elem.hi if elem.from_end else elem.hi
                    container, key = [items[elem.lo : hi]], 0
                case m.Downcast() | m.OpaqueCast():
                    pass
            if not isinstance(key, int):
                raise NotModelled
        return container, key

    def load(self, cell: StaticCell) -> None:
        """The value of a static that cannot change."""
        tcx = self.tcx
        if cell[0] is UNKNOWN and tcx.is_local(cell.def_id):
            if tcx.hir(cell.def_id).mutbl == "mut" or const_has(tcx, cell.def_id, "interior mutability"):
                raise NotModelled
            value = evaluate(tcx, cell.def_id)
            if value is None:
                raise NotModelled
            cell[0] = copied(value)

    def sequence(self, value: Any) -> list[Any]:
        if isinstance(value, list):
            return value
        if isinstance(value, bytes):
            return list(value)
        raise NotModelled

    def read(self, frame: Frame, place: m.Place) -> Any:
        container, key = self.place(frame, place)
        if type(container) is StaticCell:
            self.load(container)
        return copied(container[key])

    # -- operands and rvalues --

    def subst(self, frame: Frame, ty: Any) -> Any:
        return self.tcx.subst(ty, frame.args) if frame.args else ty

    def operand(self, frame: Frame, operand: m.Operand) -> Any:
        if type(operand) is m.Constant:
            return self.constant(frame, operand)
        return self.read(frame, operand.place)  # type: ignore[union-attr]

    def constant(self, frame: Frame, constant: m.Constant) -> Any:
        const: Any = constant.const
        if type(const) is m.ValueConst:
            ty = const.ty
            if type(ty) is k.FnDefTy:
                ty = self.subst(frame, ty)
                return Function(ty.def_id, ty.args)
            if ty is intern.UNIT:
                return []
            if isinstance(const.value, bytes):
                return Pointer([list(const.value)], 0)
            return const.value
        if type(const) is m.TyConst:
            found = self.subst(frame, const.const)
            if type(found) is k.ValueConst:
                return bool(found.value) if type(const.ty) is k.BoolTy else found.value
            raise NotModelled
        if type(const) is m.UnevaluatedConst:
            return self.unevaluated(frame, const, constant.span)
        if type(const) is m.StaticRef:
            return Pointer(StaticCell(const.def_id), 0)
        return UNKNOWN

    def unevaluated(self, frame: Frame, const: m.UnevaluatedConst, span: Span) -> Any:
        if const.promoted is not None:
            return self.run((frame.promoted[const.promoted], frame.promoted), frame.args, [])
        args = tuple(self.subst(frame, arg) for arg in const.args)
        if self.tcx.def_kind(const.def_id) == "assoc const" and self.tcx.def_kind(self.tcx.parent(const.def_id)) == "trait":
            raise NotModelled
        if not args:
            value = evaluate(self.tcx, const.def_id)
            if value is None:
                raise Erroneous(span) if const.def_id in self.tcx.cache("failed constants") else NotModelled
            return copied(value)
        bodies = self.tcx.mir_for_run(const.def_id)
        if bodies is None:
            raise NotModelled
        return self.run(bodies, args, [])

    def rvalue(self, frame: Frame, r: m.Rvalue, destination: m.Place) -> Any:
        match r:
            case m.Use():
                return self.operand(frame, r.operand)
            case m.BinaryOp():
                ty = self.subst(frame, operand_ty(frame.body.locals, self.tcx, r.left))
                return binary(r.op, ty, self.operand(frame, r.left), self.operand(frame, r.right))
            case m.UnaryOp():
                return self.unary(frame, r)
            case m.Cast():
                return self.cast(frame, r)
            case m.Aggregate():
                values = [self.operand(frame, o) for o in r.operands]
                return Adt(r.kind.variant, values) if type(r.kind) is m.AdtAggregate else values
            case m.Ref() | m.RawPtr():
                return self.reference(frame, r.place)
            case m.Repeat():
                return self.repeat(frame, r)
            case m.Discriminant():
                return self.discriminant(frame, r.place)
            case m.Len():
                return len(self.sequence(self.read(frame, r.place)))
            case m.CopyForDeref():
                return self.read(frame, r.place)
            case _:
                pass
        return UNKNOWN

    def reference(self, frame: Frame, place: m.Place) -> Any:
        container, key = self.place(frame, place)
        value = container[key]
        return value if isinstance(value, str) and _is_str(self.tcx, frame, place) else Pointer(container, key)

    def repeat(self, frame: Frame, r: m.Repeat) -> Any:
        count = self.subst(frame, r.count)
        if type(count) is not k.ValueConst or count.value > STEPS:
            raise NotModelled
        value = self.operand(frame, r.operand)
        return [copied(value) for _ in range(count.value)]

    def discriminant(self, frame: Frame, place: m.Place) -> Any:
        value = self.read(frame, place)
        ty = self.subst(frame, place_ty(frame.body.locals, self.tcx, place))
        if not isinstance(value, Adt) or type(ty) is not k.AdtTy:
            raise NotModelled
        return self.tcx.adt_def(ty.def_id).variants[value.variant].discr

    def unary(self, frame: Frame, r: m.UnaryOp) -> Any:
        value = self.operand(frame, r.operand)
        if r.op == "PtrMetadata":
            if isinstance(value, Pointer):
                value = value.container[value.key]
            if isinstance(value, str):
                return len(value.encode())
            return len(value) if isinstance(value, (list, bytes)) else UNKNOWN
        return unary(r.op, self.subst(frame, operand_ty(frame.body.locals, self.tcx, r.operand)), value)

    def cast(self, frame: Frame, r: m.Cast) -> Any:
        value = self.operand(frame, r.operand)
        source = self.subst(frame, operand_ty(frame.body.locals, self.tcx, r.operand))
        return cast(r.kind, source, self.subst(frame, r.ty), value)


_PANICS = frozenset({"panic_fmt", "panic", "begin_panic", "panic_display", "panic_str_2015"})


def text_of(args: list[Any]) -> str:
    """The message of a panic."""
    value = args[0] if args else None
    while isinstance(value, Pointer):
        value = value.container[value.key]
    if not isinstance(value, str):
        raise NotModelled
    return value


def _is_str(tcx: Any, frame: Frame, place: m.Place) -> bool:
    return type(place_ty(frame.body.locals, tcx, place)) is k.StrTy


def copied(value: Any) -> Any:
    """A value read: aggregates are copied, so that the copy may change."""
    if isinstance(value, list):
        return [copied(v) for v in value]
    if isinstance(value, Adt):
        return Adt(value.variant, [copied(v) for v in value.fields])
    return value
