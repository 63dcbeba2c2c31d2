"""Small functions written into their callers, before a body becomes Python.

A library of small functions (`Vec::index`, `Deref::deref`, `Iterator::next`) is slow where each call is a Python call.
The callee's blocks are copied with its types known; the intrinsics that are plain MIR (`ptr::read`, `ptr::write`)
become statements. `simplify` then removes the references that this leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.instances import Instance, is_once_shim
from rustmem.interp.place import place_type
from rustmem.mir import body as mir
from rustmem.source.index import BasicBlock
from rustmem.source.node import replace
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine

SMALL = 24
"""Statements of a function that is written into its callers."""
DEPTH = 7
GROWTH = 400


class Site(NamedTuple):
    """Stands as the scope of a statement that came from a callee."""

    span: Span
    """Of the outermost call, in the function as written."""
    pinned: bool
    """The statement's own span is where a panic happens, whoever called the function it now stands in."""


class Callee:
    """A function that may be written into others."""

    __slots__ = ("body", "tys", "size", "track", "instance")

    def __init__(self, body: mir.Body, tys: list[k.Ty], size: int, track: bool, instance: Instance) -> None:
        self.body, self.tys, self.size, self.track, self.instance = body, tys, size, track, instance


class Inliner:
    """Writes callees into one body."""

    def __init__(self, machine: Machine, instance: Instance, body: mir.Body) -> None:
        self.machine, self.instance = machine, instance
        self.made = mir.Body(body.def_id, body.span)
        for name in ("phase", "arg_count", "scopes", "var_debug_info", "spread_arg", "is_const", "upvars"):
            setattr(self.made, name, getattr(body, name))
        self.made.locals = list(body.locals)
        self.made.blocks = [_copy(b) for b in body.blocks]
        self.tys = [machine.mono(d.ty, instance.args) for d in body.locals]
        self.changed = False

    def run(self) -> mir.Body:
        work: list[tuple[int, tuple[Instance, ...]]] = [
            (i, (self.instance,)) for i, b in enumerate(self.made.blocks) if not b.is_cleanup
        ]
        budget = GROWTH
        while work:
            at, chain = work.pop()
            block = self.made.blocks[at]
            call = block.terminator
            if type(call) is not mir.Call:
                continue
            func_ty = self._func_ty(call)
            if func_ty is None:
                continue
            instance = self.machine.resolve(func_ty.def_id, func_ty.args)
            if instance.kind == "intrinsic" or instance.kind == "clone":
                if self.as_statement(block, call, instance):
                    self.changed = True
                continue
            if len(chain) > DEPTH or instance in chain or budget <= 0 or call.target is None:
                continue
            callee = self.machine.callee(instance)
            if callee is None:
                continue
            args = self.arguments(call, instance, callee)
            if args is None:
                continue
            budget -= callee.size
            work += [(i, (*chain, instance)) for i in self.write(block, call, callee, args)]
            self.changed = True
        return self.made

    def _func_ty(self, call: mir.Call) -> k.FnDefTy | None:
        if type(call.func) is not mir.Constant:
            return None
        ty = self.machine.mono(call.func.ty, self.instance.args)
        return ty if type(ty) is k.FnDefTy else None

    # -- intrinsics that are MIR --

    def as_statement(self, block: mir.BlockData, call: mir.Call, instance: Instance) -> bool:
        if call.target is None or self.machine.traced:
            return False
        made = self.statement_of(call, instance)
        if made is None:
            return False
        info = mir.SourceInfo(call.fn_span, call.source_info.scope)
        block.statements.append(mir.Assign(made[0], made[1], info))
        block.terminator = mir.Goto(call.target, call.source_info)
        return True

    def statement_of(self, call: mir.Call, instance: Instance) -> tuple[mir.Place, mir.Rvalue] | None:
        args, to = call.args, call.destination
        if instance.kind == "clone":
            place = _place(args[0])
            if place is None or self.machine.shapes.of(instance.ty).kind != "scalar":
                return None
            return to, mir.Use(mir.Copy(place.deref()))
        match instance.path:
            case "core::ptr::read" | "core::ptr::read_unaligned":
                place = _place(args[0])
                return None if place is None else (to, mir.Use(mir.Copy(place.deref())))
            case "core::ptr::write":
                place = _place(args[0])
                return None if place is None else (place.deref(), mir.Use(args[1]))
            case "core::hint::black_box" | "core::intrinsics::black_box" | "str::as_bytes" | "core::str::from_utf8_unchecked":
                return to, mir.Use(args[0])
            case "slice::len" | "str::len" | "ptr::len":
                return to, mir.UnaryOp("PtrMetadata", args[0])
            case "ptr::offset":
                return to, mir.BinaryOp("Offset", args[0], args[1])
            case "core::ptr::slice_from_raw_parts" | "core::ptr::slice_from_raw_parts_mut":
                elem = self.machine.normalize(instance.args[0])
                kind = mir.RawPtrAggregate(self.machine.tcx.slice(elem), "mut")
                return to, mir.Aggregate(kind, (args[0], args[1]))
            case _:
                pass
        return None

    # -- functions --

    def arguments(self, call: mir.Call, instance: Instance, callee: Callee) -> list[mir.Operand] | None:
        """The operands of the callee's parameters; None where they cannot be told apart."""
        args = list(call.args)
        if any(self.machine.is_unsized(self._operand_ty(a)) for a in args):
            return None
        if instance.kind == "closure":
            last = args.pop()
            ty = self._operand_ty(last)
            if type(ty) is not k.TupleTy:
                return None
            if ty.elems:
                place = _place(last)
                if place is None:
                    return None
                args += [type(last)(place.field(i, t)) for i, t in enumerate(ty.elems)]  # type: ignore[call-arg,arg-type]  # an operand that is a place
        elif instance.rust_call:
            return None
        return args if len(args) == callee.body.arg_count else None

    def _operand_ty(self, op: mir.Operand) -> k.Ty:
        if type(op) is mir.Constant:
            return self.machine.mono(op.ty, self.instance.args)  # type: ignore[no-any-return]
        return place_type(self.machine, self.tys, self.instance.args, op.place)  # type: ignore[union-attr]

    def write(self, block: mir.BlockData, call: mir.Call, callee: Callee, args: list[mir.Operand]) -> list[int]:
        """Copies the callee's blocks; gives their numbers."""
        made, body = self.made, callee.body
        local_base, block_base = len(made.locals), len(made.blocks)
        for decl, ty in zip(body.locals, callee.tys):
            made.locals.append(mir.LocalDecl(ty, decl.source_info))
            self.tys.append(ty)
        outer: Any = call.source_info.scope  # a `Site` in what was written into this body before
        span = outer.span if type(outer) is Site else call.fn_span
        pinned = not callee.track or (type(outer) is Site and outer.pinned)
        own = None if not callee.track else call.fn_span
        writer = Writer(self.machine, callee, local_base, block_base, Site(span, pinned), own, call)
        into = call.destination
        if not into.projection:
            writer.locals[0] = into.local
        info = call.source_info
        for i, op in enumerate(args):
            to = writer.local(i + 1)
            block.statements.append(mir.StorageLive(to, info))
            block.statements.append(mir.Assign(mir.Place(to), mir.Use(op), mir.SourceInfo(call.fn_span, info.scope)))
        stored = {s.local for b in body.blocks for s in b.statements if type(s) is mir.StorageLive}
        for i in range(body.arg_count + 1, len(body.locals)):
            if i not in stored:
                block.statements.append(mir.StorageLive(writer.local(i), info))
        block.terminator = mir.Goto(BasicBlock(block_base), info)
        for each in body.blocks:
            made.blocks.append(writer.block(each))
        if into.projection:
            writer.finish(made.blocks[block_base:], into)
        return [block_base + i for i, b in enumerate(body.blocks) if not b.is_cleanup]


class Writer:
    """Copies the blocks of one callee, with its types known."""

    def __init__(
        self, machine: Machine, callee: Callee, local_base: int, block_base: int, site: Site, span: Span | None, call: mir.Call
    ) -> None:
        self.machine, self.args = machine, callee.instance.args
        self.local_base, self.block_base = local_base, block_base
        self.site, self.span, self.call = site, span, call
        self.locals: dict[int, int] = {}

    def local(self, local: int) -> Any:
        return self.locals.get(local, local + self.local_base)

    def info(self, info: mir.SourceInfo) -> mir.SourceInfo:
        return mir.SourceInfo(self.span if self.span is not None else info.span, self.site)  # type: ignore[arg-type]

    def block(self, block: mir.BlockData) -> mir.BlockData:
        made = mir.BlockData(block.is_cleanup)
        made.statements = [self.statement(s) for s in block.statements if type(s) in _KEPT]
        if block.is_cleanup:
            made.terminator = mir.Unreachable(self.info(block.terminator.source_info))  # type: ignore[union-attr]
        else:
            made.terminator = self.terminator(block.terminator)
        return made

    def finish(self, blocks: list[mir.BlockData], into: mir.Place) -> None:
        """Where the result goes into a place: the callee's own result is moved there at its end."""
        for block in blocks:
            t = block.terminator
            scope: Any = t.source_info.scope if t is not None else None  # set by `terminator`
            if type(t) is mir.Goto and scope == "return":
                source = mir.Place(self.local(0))
                info = self.info(t.source_info)
                block.statements.append(mir.Assign(into, mir.Use(mir.Move(source)), info))
                block.terminator = mir.Goto(t.target, info)

    def place(self, place: mir.Place) -> mir.Place:
        projection = place.projection
        for elem in projection:
            if type(elem) is mir.Index or type(elem) is mir.OpaqueCast:
                projection = tuple(
                    mir.Index(self.local(e.local)) if type(e) is mir.Index
                    else mir.OpaqueCast(self.machine.mono(e.ty, self.args)) if type(e) is mir.OpaqueCast
                    else e
                    for e in projection
                )  # fmt: skip
                break
        return mir.Place(self.local(place.local), projection)

    def mono(self, value: Any) -> Any:
        return self.machine.mono(value, self.args)

    def all(self, args: Any) -> Any:
        return tuple(self.mono(a) for a in args)

    def operand(self, op: Any) -> Any:
        kind = type(op)
        if kind is mir.Copy or kind is mir.Move:
            return kind(self.place(op.place))
        const = op.const
        match const:
            case mir.ValueConst():
                const = mir.ValueConst(const.value, self.mono(const.ty))
            case mir.TyConst():
                const = mir.TyConst(self.mono(const.const), self.mono(const.ty))
            case mir.UnevaluatedConst():
                const = mir.UnevaluatedConst(const.def_id, self.all(const.args), self.mono(const.ty), const.promoted)
            case _:
                pass
        return mir.Constant(op.span, const)

    def statement(self, st: Any) -> mir.Statement:
        info = self.info(st.source_info)
        match st:
            case mir.Assign():
                return mir.Assign(self.place(st.place), self.rvalue(st.rvalue), info)
            case mir.SetDiscriminant():
                return mir.SetDiscriminant(self.place(st.place), st.variant, info)
            case mir.StorageLive():
                return mir.StorageLive(self.local(st.local), info)
            case _:
                pass
        return mir.StorageDead(self.local(st.local), info)

    def rvalue(self, rv: Any) -> mir.Rvalue:
        match rv:
            case mir.Use():
                return mir.Use(self.operand(rv.operand))
            case mir.Repeat():
                return mir.Repeat(self.operand(rv.operand), self.mono(rv.count))
            case mir.Ref():
                return mir.Ref(rv.region, rv.kind, self.place(rv.place))
            case mir.RawPtr():
                return mir.RawPtr(rv.mutbl, self.place(rv.place), rv.fake)
            case mir.Len() | mir.Discriminant() | mir.CopyForDeref():
                return type(rv)(self.place(rv.place))
            case mir.Cast():
                return mir.Cast(rv.kind, self.operand(rv.operand), self.mono(rv.ty), rv.explicit)
            case mir.BinaryOp():
                return mir.BinaryOp(rv.op, self.operand(rv.left), self.operand(rv.right))
            case mir.UnaryOp():
                return mir.UnaryOp(rv.op, self.operand(rv.operand))
            case mir.Aggregate():
                return mir.Aggregate(self.aggregate(rv.kind), tuple(self.operand(o) for o in rv.operands))
            case _:
                pass
        return rv  # type: ignore[no-any-return]

    def aggregate(self, kind: Any) -> mir.AggregateKind:
        match kind:
            case mir.ArrayAggregate():
                return mir.ArrayAggregate(self.mono(kind.ty))
            case mir.AdtAggregate():
                return mir.AdtAggregate(kind.def_id, kind.variant, self.all(kind.args), None, kind.active_field)
            case mir.ClosureAggregate():
                return mir.ClosureAggregate(kind.def_id, self.all(kind.args))
            case mir.RawPtrAggregate():
                return mir.RawPtrAggregate(self.mono(kind.pointee), kind.mutbl)
            case _:
                pass
        return kind  # type: ignore[no-any-return]

    def to(self, block: int) -> Any:
        return block + self.block_base

    def terminator(self, t: Any) -> mir.Terminator:
        info = self.info(t.source_info)
        unwind = self.call.unwind
        match t:
            case mir.Goto():
                return mir.Goto(self.to(t.target), info)
            case mir.FalseEdge() | mir.FalseUnwind():
                return mir.Goto(self.to(t.real), info)
            case mir.SwitchInt():
                return mir.SwitchInt(self.operand(t.discr), t.values, tuple(self.to(b) for b in t.targets), info)
            case mir.Return():
                assert self.call.target is not None
                return mir.Goto(self.call.target, mir.SourceInfo(info.span, "return"))  # type: ignore[arg-type]
            case mir.Drop():
                return mir.Drop(self.place(t.place), self.to(t.target), unwind, t.replace, info)
            case mir.Call():
                target = None if t.target is None else self.to(t.target)
                fn_span = self.span if self.span is not None else t.fn_span
                args = tuple(self.operand(a) for a in t.args)
                return mir.Call(
                    self.operand(t.func),
                    args,
                    t.arg_spans,
                    self.place(t.destination),
                    target,
                    unwind,
                    t.call_source,
                    fn_span,
                    info,
                )
            case mir.Assert():
                return mir.Assert(self.operand(t.cond), t.expected, self.message(t.message), self.to(t.target), unwind, info)
            case _:
                pass
        return mir.Unreachable(info)

    def message(self, message: Any) -> mir.AssertMessage:
        names = message.__match_args__
        return replace(message, **{n: self.operand(getattr(message, n)) for n in names if n != "op"})  # type: ignore[no-any-return]


_KEPT = (mir.Assign, mir.SetDiscriminant, mir.StorageLive, mir.StorageDead)


def _copy(block: mir.BlockData) -> mir.BlockData:
    made = mir.BlockData(block.is_cleanup)
    made.statements = [s for s in block.statements if type(s) in _KEPT]
    made.terminator = block.terminator
    return made


def _place(op: mir.Operand) -> mir.Place | None:
    return None if type(op) is mir.Constant else op.place  # type: ignore[union-attr]


def make_callee(machine: Machine, instance: Instance) -> Callee | None:
    """The function of `instance` if it can and should be written into its callers."""
    if instance.kind not in ("item", "closure") or is_once_shim(instance.args):
        return None
    if machine.traces(instance) or machine.tcx.def_kind(instance.def_id) not in ("fn", "assoc fn", "closure"):
        return None
    found = machine.tcx.mir_for_run(instance.def_id)
    if found is None or found[0].tainted:
        return None
    body: mir.Body = found[0]
    if body.spread_arg is not None or body.is_const or len(body.blocks) > 40:
        return None
    size = 0
    for block in body.blocks:
        if block.is_cleanup:
            continue
        size += sum(type(s) is mir.Assign for s in block.statements)
        match block.terminator:
            case mir.Call() | mir.Drop():
                size += 2
            case mir.SwitchInt() | mir.Assert():
                size += 1
            case mir.UnwindTerminate() | mir.UnwindResume():
                return None
            case _:
                pass
    if size > SMALL:
        return None
    tys = [machine.mono(d.ty, instance.args) for d in body.locals]
    if any(machine.is_unsized(t) for t in tys):
        return None
    if _cleans(machine, body, tys, instance):
        return None
    return Callee(body, tys, size, machine.queries.is_track_caller(instance.def_id), instance)


def _cleans(machine: Machine, body: mir.Body, tys: list[k.Ty], instance: Instance) -> bool:
    """Whether a panic in the function drops anything."""
    for block in body.blocks:
        t = block.terminator
        if block.is_cleanup:
            if type(t) is mir.Drop and machine.needs_drop(place_type(machine, tys, instance.args, t.place)):
                return True
            if type(t) is mir.Call or type(t) is mir.Assert:
                return True
    return False
