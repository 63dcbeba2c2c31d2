"""Constants and statics that need themselves (E0391, E0080): rustc's queries, walked through without a value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.mir import body as m
from rustmem.source import cycle as query_cycle
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.context import FatalError, TyCtxt
from rustmem.ty.query_path import query_path

DOES = {
    "eval_to_const_value": "simplifying constant for the type system `{}`",
    "eval_to_allocation": "const-evaluating + checking `{}`",
    "eval_static_initializer": "evaluating initializer of static `{}`",
    "trivial_const": "checking if `{}` is a trivial const",
    "mir_built": "building MIR for `{}`",
    "mir_for_ctfe": "caching mir of `{}` for CTFE",
    "mir_drops_elaborated": "elaborating drops for `{}`",
}
"""rustc's queries, and what it says that they do."""


POISONED = object()
"""The answer of a query in which rustc aborted: whoever asks for it aborts too."""


class Job(NamedTuple):
    """A query that is going on, and the place for which it was asked."""

    query: str
    def_id: DefId
    span: Span | None


class SelfAccess(Exception):
    """A static is read while it is initialized."""


def check_cycles(tcx: TyCtxt, owner: DefId) -> bool:
    """Evaluates a constant or static item as far as what it needs; False if it read itself. rustc aborts after a cycle."""
    done = tcx.cache("constants without a cycle")
    walk = Walk(tcx, done)
    try:
        if tcx.def_kind(owner) == "static":
            walk.static(owner, None)
        else:
            walk.constant(owner, None)
    except SelfAccess:
        return False
    return True


class Walk:
    """One evaluation: the stack of queries, and those that came to an end."""

    def __init__(self, tcx: TyCtxt, done: dict[Any, Any]) -> None:
        self.tcx = tcx
        self.done = done
        self.stack: list[Job] = []

    # ---- queries ----

    def begin(self, query: str, def_id: DefId, span: Span | None) -> bool:
        """Whether the query is to be gone through; then `self.end()` ends it."""
        for at, job in enumerate(self.stack):
            if job.query == query and job.def_id == def_id:
                self.report(at, span)
        if (query, def_id) in self.done:
            if self.done[query, def_id] is POISONED:
                raise FatalError
            return False
        self.stack.append(Job(query, def_id, span))
        return True

    def end(self, answer: Any = True) -> Any:
        job = self.stack.pop()
        self.done[job.query, job.def_id] = answer
        return answer

    def report(self, first: int, asked: Span | None) -> None:
        tcx, stack = self.tcx, [job for job in self.stack if job.query in DOES]
        first -= sum(job.query not in DOES for job in self.stack[:first])
        cycle = stack[first:]
        spans = [job.span for job in cycle[1:]] + [asked]
        steps: list[query_cycle.Step] = [
            (self.does(job), span or tcx.def_span(job.def_id)) for job, span in zip(cycle, spans, strict=True)
        ]
        used_by: query_cycle.Step = ("running analysis passes on crate `main`", None)
        if first:
            above = stack[first - 1]
            used_by = (self.does(above), cycle[0].span or tcx.def_span(above.def_id))
        tcx.emit(query_cycle.cycle_error(steps, used_by), cycle[0].def_id)
        self.done.update(((job.query, job.def_id), POISONED) for job in self.stack)
        raise FatalError

    def does(self, job: Job) -> str:
        return DOES[job.query].format(query_path(self.tcx, job.def_id))

    def constant(self, def_id: DefId, span: Span | None) -> None:
        """`eval_to_const_value_raw`."""
        if self.begin("eval_to_const_value", def_id, span):
            if not self.trivial(def_id) and self.begin("eval_to_allocation", def_id, None):
                if self.tcx.def_kind(def_id) == "assoc const":
                    self.function(def_id)
                self.body(def_id)
                self.end()
            self.end()

    def static(self, def_id: DefId, span: Span | None) -> None:
        """`eval_static_initializer`."""
        inner = next((job for job in reversed(self.stack) if job.query == "eval_static_initializer"), None)
        if inner is not None and inner.def_id == def_id:
            assert span is not None
            diag = error("encountered static that tried to access itself during initialization", span, "E0080")
            diag.label(span, f"evaluation of `{query_path(self.tcx, def_id)}` failed here")
            diag.compared = True
            if any(job.query not in DOES for job in self.stack):
                diag.not_modelled("the calls in which a static reads itself")
            self.tcx.emit(diag, def_id)
            self.tcx.cache("evaluated constants")[def_id] = None
            raise SelfAccess
        if self.begin("eval_static_initializer", def_id, span):
            self.body(def_id)
            self.end()

    def trivial(self, def_id: DefId) -> bool:
        """`trivial_const`: a literal, or the name of another trivial constant."""
        if not self.begin("trivial_const", def_id, None):
            return bool(self.done["trivial_const", def_id])
        if self.begin("mir_built", def_id, None):
            # The query asks the same of the constant that it passes on.
            self.is_trivial(def_id)
            self.end()
        return bool(self.end(self.is_trivial(def_id)))

    def is_trivial(self, def_id: DefId) -> bool:
        body = self.mir(def_id)
        if body is None or len(body.blocks) != 1 or type(body.blocks[0].terminator) is not m.Return:
            return False
        assigned = [s for s in body.blocks[0].statements if type(s) is m.Assign]
        if len(assigned) != 1 or assigned[0].place != m.Place(m.RETURN_PLACE) or type(assigned[0].rvalue) is not m.Use:
            return False
        operand = assigned[0].rvalue.operand
        if type(operand) is not m.Constant:
            return False
        const = operand.const
        inline = type(const) is m.UnevaluatedConst and self.tcx.def_kind(const.def_id) == "inline const"
        if type(const) is m.UnevaluatedConst and self.is_item(const) and not inline:
            return self.trivial(const.def_id)
        return type(const) is m.ValueConst

    def function(self, def_id: DefId) -> None:
        """`mir_for_ctfe` of what the lint on known panics looks into: it evaluates every constant that is named."""
        if self.begin("mir_for_ctfe", def_id, None):
            if self.begin("mir_drops_elaborated", def_id, None):
                for const, span in self.constants(def_id):
                    self.constant(const, span)
                self.end()
            self.end()

    # ---- bodies ----

    def mir(self, def_id: DefId) -> m.Body | None:
        if not self.tcx.is_local(def_id) or def_id in self.tcx.tainted:
            return None
        found = self.tcx.mir_promoted(def_id)
        return None if found is None or found[0] is None or found[0].tainted else found[0]

    def is_item(self, const: m.UnevaluatedConst) -> bool:
        """A constant of the crate that depends on no parameter."""
        if const.promoted is not None or const.args or not self.tcx.is_local(const.def_id):
            return False
        parent = self.tcx.parent(const.def_id)
        return parent is None or self.tcx.def_kind(parent) != "trait"

    def body(self, def_id: DefId) -> None:
        """What running a body asks for: the constants that it names, then statics read and functions called."""
        for const, span in self.constants(def_id):
            self.constant(const, span)
        body = self.mir(def_id)
        if body is None or any(type(data.terminator) is m.SwitchInt for data in body.blocks):
            return
        statics: dict[int, DefId] = {}
        for data in body.blocks:
            for statement in data.statements:
                if type(statement) is m.Assign:
                    self.statement(statement, statics)
            call = data.terminator
            if type(call) is m.Call and type(call.func) is m.Constant and type(call.func.ty) is k.FnDefTy:
                callee = call.func.ty.def_id
                if self.tcx.is_local(callee) and self.tcx.def_kind(callee) in ("fn", "assoc fn"):
                    self.function(callee)
                    if self.begin("run", callee, None):
                        self.body(callee)
                        self.end()

    def statement(self, statement: m.Assign, statics: dict[int, DefId]) -> None:
        rvalue = statement.rvalue
        if type(rvalue) is m.Use and type(rvalue.operand) is m.Constant and type(rvalue.operand.const) is m.StaticRef:
            statics[statement.place.local] = rvalue.operand.const.def_id
            return
        for place, reads in _places(rvalue):
            found = statics.get(place.local)
            derefs = sum(type(elem) is m.Deref for elem in place.projection)
            if found is not None and self.tcx.is_local(found) and derefs >= (1 if reads else 2):
                self.static(found, statement.source_info.span)

    def constants(self, def_id: DefId) -> Iterator[tuple[DefId, Span]]:
        """The constants of the crate that a body names, those in its promoted parts among them."""
        found = self.tcx.mir_promoted(def_id) if self.mir(def_id) is not None else None
        if found is not None:
            yield from self.named(found[0], found[1])

    def named(self, body: m.Body, promoted: Any) -> Iterator[tuple[DefId, Span]]:
        for operand in operands(body):
            if type(operand) is m.Constant and type(operand.const) is m.UnevaluatedConst:
                if operand.const.promoted is not None:
                    yield from self.named(promoted[operand.const.promoted], promoted)
                elif self.is_item(operand.const):
                    yield operand.const.def_id, operand.span


def operands(body: m.Body) -> Iterator[Any]:
    """The operands of a body, in order."""
    for data in body.blocks:
        for statement in data.statements:
            if type(statement) is m.Assign:
                yield from _of_rvalue(statement.rvalue)
        terminator = data.terminator
        if type(terminator) is m.Call:
            yield terminator.func
            yield from terminator.args
        elif type(terminator) is m.SwitchInt:
            yield terminator.discr


def _of_rvalue(rvalue: Any) -> tuple[Any, ...]:
    match rvalue:
        case m.Use() | m.Repeat() | m.Cast() | m.UnaryOp():
            return (rvalue.operand,)
        case m.BinaryOp():
            return (rvalue.left, rvalue.right)
        case m.Aggregate():
            return tuple(rvalue.operands)
        case _:
            return ()


def _places(rvalue: Any) -> list[tuple[m.Place, bool]]:
    """The places that an rvalue names, and whether it reads them."""
    found = [(operand.place, True) for operand in _of_rvalue(rvalue) if type(operand) is not m.Constant]
    if type(rvalue) in (m.Ref, m.RawPtr):
        found.append((rvalue.place, False))
    elif type(rvalue) in (m.Discriminant, m.Len, m.CopyForDeref):
        found.append((rvalue.place, True))
    return found
