"""Promotion of constant expressions behind `&` to statics: rustc's `promote_consts`.

`&42` or `&[1, 2]` lives for ever: the borrowed temporary moves to a body of its own, a *promoted*, and the borrow
becomes one of that. E0515 and E0716 depend on what is promoted.
"""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir import visit as v
from rustmem.mir.place_ty import operand_ty, place_ty, projected_ty
from rustmem.mir.traversal import reverse_postorder
from rustmem.mir.type_facts import needs_drop
from rustmem.source.index import BasicBlock, DefId, Local, Promoted, SourceScope
from rustmem.source.span import Span
from rustmem.traits.queries import is_freeze
from rustmem.ty import intern
from rustmem.ty import kind as k

UNDEFINED, DEFINED, UNPROMOTABLE, PROMOTED_OUT = range(4)


class Temp:
    """What is known of a local: where it is assigned, how often it is used."""

    __slots__ = ("state", "location", "uses", "valid")

    def __init__(self) -> None:
        self.state = UNDEFINED
        self.location = m.START
        self.uses = 0
        self.valid = False


def collect(body: m.Body) -> tuple[list[Temp], list[m.Location]]:
    """The state of every temporary, and the borrows that may be promoted."""
    temps = [Temp() for _ in body.locals]
    watched = [index > body.arg_count or index == 0 for index in range(len(temps))]
    for index, decl in enumerate(body.locals):
        if decl.is_user_variable or type(decl.info) is m.RefForGuard:
            watched[index] = False
    candidates: list[m.Location] = []
    location = m.START

    def see_local(local: Local, context: v.Context) -> None:
        if not watched[local] or context == v.DROP or context >= v.STORAGE_LIVE:
            return
        temp = temps[local]
        if temp.state == UNDEFINED:
            if context == v.STORE or context == v.CALL:
                temp.state, temp.location = DEFINED, location
            else:
                temp.state = UNPROMOTABLE
        elif temp.state == DEFINED:
            if context < v.STORE or context == v.MUT_BORROW:
                temp.uses += 1
            else:
                temp.state = UNPROMOTABLE

    def see(place: m.Place, context: v.Context) -> None:
        v.visit_locals(place, context, see_local)

    for block in reverse_postorder(body):
        data = body.blocks[block]
        for index, statement in enumerate(data.statements):
            location = m.Location(block, index)
            v.visit_statement(statement, see)
            if type(statement) is m.Assign and type(statement.rvalue) is m.Ref:
                candidates.append(location)
        location = m.Location(block, len(data.statements))
        if data.terminator is not None:
            v.visit_terminator(data.terminator, see)
    return temps, candidates


class Validator:
    """Decides what may be promoted."""

    def __init__(self, tcx: Any, body: m.Body, temps: list[Temp], param_env: Any, const_kind: str | None) -> None:
        self.tcx = tcx
        self.body = body
        self.temps = temps
        self.param_env = param_env
        self.const_kind = const_kind
        """`static`, `const`, `const fn`, or None."""

    def candidate(self, location: m.Location) -> bool:
        statement = self.body.blocks[location.block].statements[location.statement]
        assert type(statement) is m.Assign and type(statement.rvalue) is m.Ref
        ref = statement.rvalue
        if any(type(elem) is m.Deref for elem in ref.place.projection):
            return False
        return self.local(ref.place.local) and self.ref(ref.kind, ref.place)

    # -- qualifications --

    def type_has(self, which: str, ty: k.Ty) -> bool:
        if which == "drop":
            return needs_drop(self.tcx, self.param_env, ty)
        return not is_freeze(self.tcx, self.param_env, ty)

    def local_has(self, which: str, local: Local) -> bool:
        """Whether the value of a temporary needs dropping, or has interior mutability."""
        temp = self.temps[local]
        if temp.state != DEFINED:
            return False
        data = self.body.blocks[temp.location.block]
        if temp.location.statement < len(data.statements):
            statement = data.statements[temp.location.statement]
            assert type(statement) is m.Assign
            return self.rvalue_has(which, statement.rvalue)
        assert type(data.terminator) is m.Call
        return self.type_has(which, place_ty(self.body.locals, self.tcx, data.terminator.destination))

    def operand_has(self, which: str, operand: m.Operand) -> bool:
        if type(operand) is m.Constant:
            const = operand.const
            if type(const) is m.UnevaluatedConst and const.promoted is None and not self.type_has(which, const.ty):
                return False
            if type(const) is m.UnevaluatedConst and const.promoted is None:
                return const_has(self.tcx, const.def_id, which)
            return self.type_has(which, operand.ty)
        return self.place_has(which, operand.place)  # type: ignore[union-attr]

    def place_has(self, which: str, place: m.Place) -> bool:
        for position in range(len(place.projection) - 1, -1, -1):
            elem = place.projection[position]
            if type(elem) is m.Index and self.local_has(which, elem.local):
                return True
            ty = projected_ty(self.body.locals[place.local].ty, self.tcx, place.projection[: position + 1])
            if not self.type_has(which, ty):
                return False
            if type(elem) is m.Deref:
                return True
        return self.local_has(which, place.local)

    def rvalue_has(self, which: str, rvalue: m.Rvalue) -> bool:
        match rvalue:
            case m.Use() | m.Repeat() | m.UnaryOp() | m.Cast():
                return self.operand_has(which, rvalue.operand)
            case m.BinaryOp():
                return self.operand_has(which, rvalue.left) or self.operand_has(which, rvalue.right)
            case m.Ref() | m.RawPtr():
                return self.place_has(which, self.reborrowed(rvalue.place))
            case m.Discriminant() | m.Len() | m.CopyForDeref():
                return self.place_has(which, rvalue.place)
            case m.Aggregate():
                if type(rvalue.kind) is m.AdtAggregate and self.adt_has(which, rvalue.kind):
                    return True
                return any(self.operand_has(which, o) for o in rvalue.operands)
            case _:
                pass
        return True

    def adt_has(self, which: str, kind: m.AdtAggregate) -> bool:
        adt = self.tcx.adt_def(kind.def_id)
        if adt.kind == "union" and self.type_has(which, self.tcx.adt(kind.def_id, kind.args)):
            return True
        if which == "drop":
            return self.tcx.adt_destructor(kind.def_id) is not None
        return "unsafe_cell" in adt.flags

    def reborrowed(self, place: m.Place) -> m.Place:
        """`*r` of a reference `r` counts as the reference."""
        if place.projection and type(place.projection[-1]) is m.Deref:
            base = m.Place(place.local, place.projection[:-1])
            if type(place_ty(self.body.locals, self.tcx, base)) is k.RefTy:
                return base
        return place

    # -- validation --

    def local(self, local: Local) -> bool:
        temp = self.temps[local]
        if temp.state != DEFINED or self.local_has("drop", local):
            return False
        if temp.valid:
            return True
        data = self.body.blocks[temp.location.block]
        if temp.location.statement < len(data.statements):
            statement = data.statements[temp.location.statement]
            assert type(statement) is m.Assign
            fine = self.rvalue(statement.rvalue)
        else:
            assert type(data.terminator) is m.Call
            fine = self.call(data.terminator)
        if fine:
            temp.valid = True
        else:
            temp.state = UNPROMOTABLE
        return fine

    def place(self, place: m.Place) -> bool:
        for position in range(len(place.projection) - 1, -1, -1):
            elem = place.projection[position]
            base = m.Place(place.local, place.projection[:position])
            match elem:
                case m.OpaqueCast() | m.Downcast():
                    return False
                case m.Deref():
                    if not self.is_static_ref(base):
                        return False
                case m.Index():
                    if not self.index(base, elem.local):
                        return False
                case m.Field():
                    ty = place_ty(self.body.locals, self.tcx, base)
                    if type(ty) is k.AdtTy and self.tcx.adt_def(ty.def_id).kind == "union":
                        return False
                case _:
                    pass
        return self.local(place.local)

    def is_static_ref(self, base: m.Place) -> bool:
        """A static may refer to another static."""
        if base.projection or self.const_kind != "static":
            return False
        constant = self.defining_constant(base.local)
        return constant is not None and type(constant.const) is m.StaticRef

    def defining_constant(self, local: Local) -> m.Constant | None:
        temp = self.temps[local]
        if temp.state != DEFINED:
            return None
        statements = self.body.blocks[temp.location.block].statements
        if temp.location.statement >= len(statements):
            return None
        statement = statements[temp.location.statement]
        if type(statement) is m.Assign and type(statement.rvalue) is m.Use:
            operand = statement.rvalue.operand
            if type(operand) is m.Constant:
                return operand
        return None

    def index(self, base: m.Place, local: Local) -> bool:
        """Only a known index within the bounds of an array."""
        constant = self.defining_constant(local)
        ty = place_ty(self.body.locals, self.tcx, base)
        if constant is None or type(ty) is not k.ArrayTy or type(ty.length) is not k.ValueConst:
            return False
        at = known_int(constant)
        return at is not None and at < ty.length.value and self.local(local)

    def operand(self, operand: m.Operand) -> bool:
        if type(operand) is m.Constant:
            return type(operand.const) is not m.StaticRef or self.const_kind == "static"
        return self.place(operand.place)  # type: ignore[union-attr]

    def ref(self, kind: m.BorrowKind, place: m.Place) -> bool:
        if kind == "shared":
            return not self.local_has("interior mutability", place.local)
        if kind == "mut" or kind == "two-phase mut":
            ty = place_ty(self.body.locals, self.tcx, place)
            return type(ty) is k.ArrayTy and type(ty.length) is k.ValueConst and ty.length.value == 0
        return False

    def rvalue(self, rvalue: m.Rvalue) -> bool:
        match rvalue:
            case m.Use() | m.Repeat() | m.UnaryOp():
                return self.operand(rvalue.operand)
            case m.Cast():
                return rvalue.kind != "PointerExposeProvenance" and self.operand(rvalue.operand)
            case m.Discriminant() | m.CopyForDeref() | m.Len():
                return self.place(rvalue.place)
            case m.BinaryOp():
                return self.binary(rvalue)
            case m.RawPtr():
                base = self.reborrowed(rvalue.place)
                return base is not rvalue.place and self.place(base)
            case m.Ref():
                return self.place(self.reborrowed(rvalue.place)) and self.ref(rvalue.kind, rvalue.place)
            case m.Aggregate():
                return all(self.operand(o) for o in rvalue.operands)
            case _:
                pass
        return False

    def binary(self, rvalue: m.BinaryOp) -> bool:
        """Operations that may fail are promoted only if they surely do not."""
        ty = operand_ty(self.body.locals, self.tcx, rvalue.left)
        if type(ty) is k.RawPtrTy or type(ty) is k.FnPtrTy:
            return False
        if rvalue.op in ("Div", "Rem") and type(ty) is k.IntTy:
            divisor = known_int(rvalue.right)
            if divisor is None or divisor == 0:
                return False
            if ty.signed and divisor == -1:
                dividend = known_int(rvalue.left)
                if dividend is None or dividend == -(1 << (ty.bits - 1)):
                    return False
        return self.operand(rvalue.left) and self.operand(rvalue.right)

    def call(self, call: m.Call) -> bool:
        if not self.operand(call.func) or not all(self.operand(arg) for arg in call.args):
            return False
        ty = operand_ty(self.body.locals, self.tcx, call.func)
        if type(ty) is not k.FnDefTy:
            return False
        if has_attr(self.tcx, ty.def_id, "rustc_promotable"):
            return True
        return self.const_kind in ("static", "const") and is_const_fn(self.tcx, ty.def_id)


def known_int(operand: m.Operand) -> int | None:
    if type(operand) is m.Constant and type(operand.const) is m.ValueConst and isinstance(operand.const.value, int):
        return operand.const.value
    return None


def has_attr(tcx: Any, def_id: DefId, name: str) -> bool:
    return any(attr.path == name for attr in tcx.defs.table[def_id].attrs)


def is_const_fn(tcx: Any, def_id: DefId) -> bool:
    if tcx.def_kind(def_id) == "ctor":
        return True
    if tcx.def_kind(def_id) not in ("fn", "assoc fn"):
        return False
    return bool(tcx.hir(def_id).sig.header.const)


def const_has(tcx: Any, def_id: DefId, which: str) -> bool:
    """Whether the value of a constant item needs dropping or has interior mutability, judged by its body."""
    cache = tcx.cache("const qualifications")
    key = (def_id, which)
    if key not in cache:
        cache[key] = True
        body = tcx.mir_built(def_id)
        if body is not None:
            temps, _ = collect(body)
            validator = Validator(tcx, body, temps, tcx.param_env(def_id), "const")
            cache[key] = temps[0].state != DEFINED or validator.local_has(which, Local(0))
    return bool(cache[key])


# ---- the change itself ----


def promote_consts(tcx: Any, body: m.Body, const_kind: str | None) -> tuple[m.Body, ...]:
    """Promotes what can be; changes `body` and returns the promoteds."""
    temps, candidates = collect(body)
    if not candidates:
        return ()
    validator = Validator(tcx, body, temps, tcx.param_env(tcx.typeck_root(body.def_id)), const_kind)
    valid = [location for location in candidates if validator.candidate(location)]
    if not valid:
        return ()
    promotions: list[m.Body] = []
    extra: list[tuple[m.Location, m.Statement]] = []
    for location in reversed(valid):
        statement = body.blocks[location.block].statements[location.statement]
        assert type(statement) is m.Assign
        if not statement.place.projection and temps[statement.place.local].state == PROMOTED_OUT:
            continue
        promoter = Promoter(tcx, body, temps, len(promotions))
        promotions.append(promoter.promote(location, statement, extra))
    for location, made in sorted(extra, key=lambda pair: pair[0], reverse=True):
        body.blocks[location.block].statements.insert(location.statement, made)
    remove_promoted(body, temps)
    return tuple(promotions)


def remove_promoted(body: m.Body, temps: list[Temp]) -> None:
    """Drops the assignments to, and the storage and drops of, temporaries that were promoted."""
    out = {Local(index) for index, temp in enumerate(temps) if temp.state == PROMOTED_OUT}
    if not out:
        return

    def keep(statement: m.Statement) -> bool:
        cls = type(statement)
        if cls is m.Assign:
            return bool(statement.place.projection) or statement.place.local not in out  # type: ignore[union-attr]
        if cls is m.StorageLive or cls is m.StorageDead:
            return statement.local not in out  # type: ignore[union-attr]
        return True

    for data in body.blocks:
        data.statements = [s for s in data.statements if keep(s)]
        terminator = data.terminator
        if type(terminator) is m.Drop and not terminator.place.projection and terminator.place.local in out:
            data.terminator = m.Goto(terminator.target, terminator.source_info)


class Promoter:
    """Builds one promoted."""

    def __init__(self, tcx: Any, source: m.Body, temps: list[Temp], index: int) -> None:
        self.tcx = tcx
        self.source = source
        self.temps = temps
        self.index = index
        self.keep_original = False
        self.promoted = m.Body(source.def_id, source.span)
        self.promoted.promoted_of = source.def_id
        self.promoted.is_const = True
        self.promoted.blocks = [m.BlockData()]
        self.scope = SourceScope(0)

    def promote(self, location: m.Location, statement: m.Assign, extra: list[tuple[m.Location, m.Statement]]) -> m.Body:
        ref = statement.rvalue
        assert type(ref) is m.Ref
        source, place = self.source, ref.place
        ty = source.locals[place.local].ty
        span = statement.source_info.span
        old_scope = source.scopes[statement.source_info.scope]
        self.promoted.scopes = [m.ScopeData(old_scope.span, None, old_scope.lint_root, old_scope.safety)]
        ref_ty = self.tcx.ref(intern.RE_ERASED, ty, "not" if ref.kind == "shared" else "mut")
        info = m.SourceInfo(span, self.scope)
        self.promoted.span = span
        self.promoted.locals = [m.LocalDecl(ref_ty, info)]
        source.locals.append(m.LocalDecl(ref_ty, statement.source_info))
        held = Local(len(source.locals) - 1)
        fresh = Temp()
        fresh.state = UNPROMOTABLE
        self.temps.append(fresh)
        constant = m.Constant(span, m.UnevaluatedConst(source.def_id, self.identity(), ref_ty, Promoted(self.index)))
        extra.append((location, m.Assign(m.Place(held), m.Use(constant), statement.source_info)))
        inner = self.promote_local(place.local)
        statement.rvalue = m.Ref(ref.region, ref.kind, m.Place(held, (m.DEREF, *place.projection)))  # type: ignore[misc]
        self.assign(Local(0), m.Ref(intern.RE_ERASED, ref.kind, m.Place(inner)), span)
        self.finish(span)
        return self.promoted

    def identity(self) -> k.GenericArgs:
        tcx = self.tcx
        args = tcx.identity_args(tcx.typeck_root(self.source.def_id))
        return tuple(intern.RE_ERASED if isinstance(arg, k.Region) else arg for arg in args)

    def finish(self, span: Span) -> None:
        for data in self.promoted.blocks:
            if data.terminator is None:
                data.terminator = m.Return(m.SourceInfo(span, self.scope))

    def assign(self, local: Local, rvalue: m.Rvalue, span: Span) -> None:
        statement = m.Assign(m.Place(local), rvalue, m.SourceInfo(span, self.scope))
        self.promoted.blocks[-1].statements.append(statement)

    def promote_local(self, temp: Local) -> Local:
        """Moves (or copies, if it is used elsewhere too) the computation of `temp` into the promoted."""
        state = self.temps[temp]
        if state.state != DEFINED:
            return temp
        outer = self.keep_original
        if state.uses > 1:
            self.keep_original = True
        if not self.keep_original:
            state.state = PROMOTED_OUT
        decl = self.source.locals[temp]
        data = self.source.blocks[state.location.block]
        self.promoted.locals.append(m.LocalDecl(decl.ty, m.SourceInfo(decl.source_info.span, self.scope)))
        made = Local(len(self.promoted.locals) - 1)
        if state.location.statement < len(data.statements):
            statement = data.statements[state.location.statement]
            assert type(statement) is m.Assign
            rvalue = v.map_rvalue(statement.rvalue, self.promote_local)
            self.assign(made, rvalue, statement.source_info.span)
        else:
            self.promote_call(data, made)
        self.keep_original = outer
        return made

    def promote_call(self, data: m.BlockData, made: Local) -> None:
        call = data.terminator
        assert type(call) is m.Call and call.target is not None
        if not self.keep_original:
            data.terminator = m.Goto(call.target, call.source_info)
        func = v.map_operand(call.func, self.promote_local)
        args = tuple(v.map_operand(arg, self.promote_local) for arg in call.args)
        last = self.promoted.blocks[-1]
        self.promoted.blocks.append(m.BlockData())
        target = BasicBlock(len(self.promoted.blocks) - 1)
        info = m.SourceInfo(call.source_info.span, self.scope)
        last.terminator = m.Call(
            func, args, call.arg_spans, m.Place(made), target, "continue", call.call_source, call.fn_span, info
        )
