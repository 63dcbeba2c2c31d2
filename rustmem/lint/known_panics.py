"""`arithmetic_overflow` and `unconditional_panic`: what is known to panic before it runs (rustc_mir_transform::known_panics_lint).

Values are followed through one body: locals that are assigned once and never borrowed, others within their block.
Under `--emit=metadata` rustc looks only at what may run while it compiles: `const fn` and associated constants.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.const_ops import UNKNOWN, binary, cast, unary
from rustmem.mir.place_ty import operand_ty
from rustmem.mir.pretty import Printer
from rustmem.mir.traversal import reverse_postorder
from rustmem.source.diag import Diag, warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

SIGNS = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/", "Rem": "%"}


def check_crate(tcx: TyCtxt) -> None:
    """The bodies that rustc looks at only when it makes code."""
    for owner in tcx.body_owners:
        if tcx.def_kind(owner) in ("fn", "assoc fn") and not is_const_context(tcx, owner) and owner not in tcx.tainted:
            check_body(tcx, owner)


def is_const_context(tcx: TyCtxt, owner: DefId) -> bool:
    """Whether the body is a `const fn` or an associated constant."""
    kind = tcx.def_kind(owner)
    tree = tcx.hir(owner)
    return kind == "assoc const" or kind in ("fn", "assoc fn") and isinstance(tree, ast.FnItem) and tree.sig.header.const


def check_body(tcx: TyCtxt, owner: DefId) -> None:
    found = tcx.mir_promoted(owner)
    if found is not None:
        Propagation(tcx, found[0]).run()


class Propagation:
    """The walk over one body; made once, used, dropped."""

    def __init__(self, tcx: TyCtxt, body: m.Body) -> None:
        self.tcx, self.body = tcx, body
        self.values: dict[int, Any] = {}
        self.once, self.borrowed = self.modes()

    def modes(self) -> tuple[set[int], set[int]]:
        """(locals that are assigned once, locals that are borrowed somewhere)."""
        counts: dict[int, int] = dict.fromkeys(range(1, self.body.arg_count + 1), 2)
        borrowed: set[int] = set()
        for block in self.body.blocks:
            for statement in block.statements:
                if isinstance(statement, m.Assign):
                    counts[statement.place.local] = counts.get(statement.place.local, 0) + 1
                    if isinstance(statement.rvalue, (m.Ref, m.RawPtr)):
                        borrowed.add(statement.rvalue.place.local)
            if isinstance(block.terminator, m.Call):
                counts[block.terminator.destination.local] = 2
        return {local for local, count in counts.items() if count == 1}, borrowed

    def run(self) -> None:
        reachable = {0}
        for at in reverse_postorder(self.body):
            if at not in reachable:
                continue
            block = self.body.blocks[at]
            written: set[int] = set()
            for statement in block.statements:
                if isinstance(statement, m.Assign):
                    self.assign(statement)
                    written.add(statement.place.local)
            if block.terminator is not None:
                reachable.update(self.terminator(block.terminator))
            for local in written - self.once:
                self.values.pop(local, None)

    def assign(self, statement: m.Assign) -> None:
        place, rvalue = statement.place, statement.rvalue
        if isinstance(rvalue, (m.BinaryOp, m.UnaryOp)):
            self.overflow(rvalue, statement.source_info.span)
        if place.projection or place.local in self.borrowed:
            self.values.pop(place.local, None)
            return
        self.values[place.local] = self.rvalue(rvalue)

    def rvalue(self, rvalue: m.Rvalue) -> Any:
        match rvalue:
            case m.Use():
                return self.operand(rvalue.operand)
            case m.BinaryOp():
                return binary(rvalue.op, self.ty(rvalue.left), self.operand(rvalue.left), self.operand(rvalue.right))
            case m.UnaryOp():
                return unary(rvalue.op, self.ty(rvalue.operand), self.operand(rvalue.operand))
            case m.Cast():
                return cast(rvalue.kind, self.ty(rvalue.operand), rvalue.ty, self.operand(rvalue.operand))
            case _:
                pass
        return UNKNOWN

    def ty(self, operand: m.Operand) -> k.Ty:
        return operand_ty(self.body.locals, self.tcx, operand)

    def operand(self, operand: m.Operand) -> Any:
        if isinstance(operand, m.Constant):
            return self.constant(operand.const)
        value = self.values.get(operand.place.local, UNKNOWN)
        for step in operand.place.projection:
            if not isinstance(step, m.Field) or not isinstance(value, list):
                return UNKNOWN
            value = value[step.index]
        return value

    def constant(self, const: Any) -> Any:
        match const:
            case m.ValueConst():
                return const.value
            case m.TyConst() if isinstance(const.const, k.ValueConst):
                return const.const.value
            case m.UnevaluatedConst() if const.promoted is None and not any(a.flags & k.HAS_TY_PARAM for a in const.args):
                value = self.tcx.eval_const_value(const.def_id)
                return value if isinstance(value, (int, bool, float, str)) else UNKNOWN
        return UNKNOWN

    # -- what is said --

    def overflow(self, rvalue: m.BinaryOp | m.UnaryOp, span: Span) -> None:
        """rustc's `check_binary_op` and `check_unary_op`."""
        if isinstance(rvalue, m.UnaryOp):
            value, ty = self.operand(rvalue.operand), self.ty(rvalue.operand)
            if rvalue.op == "Neg" and type(ty) is k.IntTy and value is not UNKNOWN and value == -(1 << (ty.bits - 1)):
                self.arithmetic(f"attempt to negate `{self.show(rvalue.operand)}`, which would overflow", span)
            return
        op = rvalue.op.removesuffix("WithOverflow").removesuffix("Unchecked")
        left, right, ty = self.operand(rvalue.left), self.operand(rvalue.right), self.ty(rvalue.left)
        if type(ty) is not k.IntTy or right is UNKNOWN:
            return
        if op in ("Shl", "Shr"):
            if not 0 <= right < ty.bits:
                side = "left" if op == "Shl" else "right"
                self.arithmetic(f"attempt to shift {side} by `{self.show(rvalue.right)}`, which would overflow", span)
        elif rvalue.op.endswith("WithOverflow") and left is not UNKNOWN and binary(rvalue.op, ty, left, right)[1]:
            both = f"{self.show(rvalue.left)} {SIGNS[op]} {self.show(rvalue.right)}"
            self.arithmetic(f"attempt to compute `{both}`, which would overflow", span)

    def terminator(self, terminator: m.Terminator) -> tuple[int, ...]:
        """Says what is known of a terminator; the blocks that may come next."""
        if isinstance(terminator, m.Assert):
            self.assertion(terminator)
        if isinstance(terminator, m.SwitchInt):
            value = self.operand(terminator.discr)
            if isinstance(value, (int, bool)):
                ty = self.ty(terminator.discr)
                bits = int(value) & ((1 << ty.bits) - 1) if type(ty) is k.IntTy else int(value)
                for wanted, target in zip(terminator.values, terminator.targets):
                    if wanted == bits:
                        return (target,)
                return (terminator.targets[-1],)
        return m.successors(terminator)

    def assertion(self, terminator: m.Assert) -> None:
        """rustc's `check_assertion`."""
        message, span = terminator.message, terminator.source_info.span
        match message:
            case m.BoundsCheck():
                length, index = self.operand(message.length), self.operand(message.index)
                if isinstance(length, int) and isinstance(index, int) and index >= length:
                    self.panic(f"index out of bounds: the length is {length} but the index is {index}", span)
            case m.DivisionByZero() | m.RemainderByZero():
                if self.operand(terminator.cond) == (not terminator.expected):
                    what = self.show(message.operand)
                    divide = f"attempt to divide `{what}` by zero"
                    remainder = f"attempt to calculate the remainder of `{what}` with a divisor of zero"
                    self.panic(divide if isinstance(message, m.DivisionByZero) else remainder, span)
            case m.Overflow(op="Div" | "Rem"):
                if self.operand(terminator.cond) == (not terminator.expected):
                    both = f"{self.show(message.left)} {SIGNS[message.op]} {self.show(message.right)}"
                    verb = "compute" if message.op == "Div" else "compute the remainder of"
                    self.panic(f"attempt to {verb} `{both}`, which would overflow", span)
            case _:
                pass

    def show(self, operand: m.Operand) -> str:
        value = self.operand(operand)
        return "_" if value is UNKNOWN else Printer(self.tcx, self.body).value(value, self.ty(operand))

    def arithmetic(self, label: str, span: Span) -> None:
        self.say(warning("this arithmetic operation will overflow", span, "arithmetic_overflow").label(span, label), span)

    def panic(self, label: str, span: Span) -> None:
        self.say(warning("this operation will panic at runtime", span, "unconditional_panic").label(span, label), span)

    def say(self, diag: Diag, span: Span) -> None:
        seen = self.tcx.cache("known panics")
        if span not in seen:
            seen[span] = True
            self.tcx.emit(diag)
