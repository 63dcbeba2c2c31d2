"""Which part of a call an unsatisfied bound is shown at (rustc's `adjust_fulfillment_errors`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.traits.elaborate import predicates_with_spans
from rustmem.ty import kind as k
from rustmem.ty.walk import parts_of


class Blame:
    """Where to point, and the callee that introduced the bound, if an argument is pointed at."""

    __slots__ = ("span", "callee", "adjusted")

    def __init__(self, span: Span, callee: Span | None = None, adjusted: bool = False) -> None:
        self.span = span
        self.callee = callee
        self.adjusted = adjusted
        """Whether a part of the expression was found; else the span may still be another than the obligation's."""


def adjust_all(fcx: Any, errors: list[Any]) -> list[tuple[Any, Blame]]:
    """Each error with its place (rustc's `adjust_fulfillment_errors_for_expr_obligation`).

    An error about the same predicate whose place lies within the original place of one that was moved moves along:
    it has the same origin, and the two shall not be reported twice.
    """
    made = [(error, adjust(fcx, error)) for error in errors]
    moved = [(error, where) for error, where in made if where.adjusted or where.span != error.obligation.cause.span]
    if not moved:
        return made
    result = []
    for error, where in made:
        span = error.obligation.cause.span
        if not where.adjusted and where.span == span:
            for other, place in moved:
                if other.obligation.predicate is error.obligation.predicate and other.obligation.cause.span.contains(span):
                    error, where = _with_cause(error, other.obligation.cause), place
        result.append((error, where))
    return result


def _with_cause(error: Any, cause: o.Cause) -> o.FulfillmentError:
    old = error.obligation
    return o.FulfillmentError(o.Obligation(old.predicate, old.param_env, cause, old.depth), error.code, error.root)


def params_of(value: Any) -> list[k.ParamTy]:
    """The type parameters in a type or predicate, in the order written."""
    found: list[k.ParamTy] = []

    def walk(part: Any) -> None:
        if isinstance(part, k.ParamTy):
            if part not in found:
                found.append(part)
            return
        if not part.flags & k.HAS_TY_PARAM:
            return
        for name in type(part).__match_args__:
            inner = getattr(part, name)
            if isinstance(inner, k.Interned):
                walk(inner)
            elif type(inner) is tuple:
                for each in inner:
                    if isinstance(each, k.Interned):
                        walk(each)

    walk(value)
    return found


def mentions(ty: Any, param: k.ParamTy) -> bool:
    """Whether a type fixes the parameter: what stands in a projection does not (rustc's `find_param_in_ty`)."""
    if ty is param:
        return True
    if not ty.flags & k.HAS_TY_PARAM or isinstance(ty, k.AliasTy) and ty.kind == "projection":
        return False
    return any(mentions(part, param) for part in parts_of(ty) if isinstance(part, k.Ty))


def adjust(fcx: Any, error: Any) -> Blame:
    """rustc's `adjust_fulfillment_error_for_expr_obligation`."""
    tcx = fcx.tcx
    cause = error.obligation.cause
    code = o.peel_derives(cause.code)
    if not isinstance(code, o.WhereClauseInExpr):
        return Blame(cause.span)
    if code.expr.span.is_desugaring("ForLoop") or code.expr.span.is_desugaring("QuestionMark"):
        return Blame(code.expr.span)
    clauses = predicates_with_spans(tcx, code.def_id)
    if code.index >= len(clauses):
        return Blame(cause.span)
    value = clauses[code.index][0].value
    self_ty = None
    if type(value) is k.TraitPredicate:
        args = value.trait_ref.args
        self_ty = args[0]
    elif type(value) is k.ProjectionPredicate:
        args = value.alias.args
    else:
        return Blame(cause.span)
    if isinstance(error.code, o.Ambiguity):
        local, outer, self_param, self_ty = _undecided(fcx, code.def_id, error.root.predicate), None, None, None
    else:
        params: list[k.ParamTy] = []
        for arg in args:
            if isinstance(arg, k.Ty):
                params += [p for p in params_of(arg) if p not in params]
        own = {p.index for p in tcx.generics_of(code.def_id).params}
        local = next((p for p in params if p.index in own), None)
        outer = next((p for p in params if p.index not in own and p.name != "Self"), None)
        self_param = next((p for p in params if p.name == "Self"), None)
    return _Pointer(fcx, error, code).place([self_ty, local, outer, self_param])


def _undecided(fcx: Any, def_id: Any, predicate: Any) -> k.ParamTy | None:
    """For an ambiguity: the parameter whose variable nothing decides (rustc's `find_ambiguous_parameter_in`)."""
    tcx = fcx.tcx
    at = def_id
    known = {}
    while at is not None:
        generics = tcx.generics_of(at)
        known.update({p.def_id: p for p in generics.params if p.kind == "type"})
        at = generics.parent
    for var in fcx.infcx.unresolved_vars(predicate):
        param = known.get(fcx.infcx.var_origin(var).param) if isinstance(var, k.InferTy) else None
        if param is not None:
            return tcx.param(param.index, param.name)
    return None


class _Pointer:
    """Looks for the part of one expression that a bound's parameter belongs to."""

    def __init__(self, fcx: Any, error: Any, code: o.WhereClauseInExpr) -> None:
        self.fcx = fcx
        self.error = error
        self.code = code
        self.span = error.obligation.cause.span

    def place(self, candidates: list[Any]) -> Blame:
        """`candidates`: the bounded type, a parameter of the item itself, one of its impl or trait, and `Self`."""
        expr = self.code.expr
        params = [p for p in candidates[1:] if p is not None]
        if isinstance(expr, ast.PathExpr):
            found = self.path_expr(expr, params)
            return found or self.in_path(expr.qself, expr.path, expr, candidates) or Blame(self.span)
        if isinstance(expr, ast.MethodCallExpr):
            return self.method_call(expr, params) or Blame(self.span)
        if isinstance(expr, ast.StructExpr):
            return self.struct(expr, params) or self.in_path(expr.qself, expr.path, expr, candidates) or Blame(self.span)
        return Blame(self.span)

    def overlaps_closure(self, span: Span) -> bool:
        if not isinstance(self.error.code, o.SignatureMismatch):
            return False
        ty = self.fcx.resolve(self.error.code.found.value.args[0]) if hasattr(self.error.code.found.value, "args") else None
        if not isinstance(ty, k.ClosureTy):
            return False
        closure = self.fcx.tcx.def_span(ty.def_id)
        return span.lo < closure.hi and closure.lo < span.hi

    def path_expr(self, expr: ast.PathExpr, params: list[Any]) -> Blame | None:
        call = self.fcx.call_of.get(expr)
        if self.overlaps_closure(expr.span) or call is not None and self.overlaps_closure(call.span):
            return Blame(self.span)
        if call is not None:
            for param in params:
                found = self.argument(param, call.args, None, expr.span)
                if found is not None:
                    return found
        return None

    def method_call(self, expr: ast.MethodCallExpr, params: list[Any]) -> Blame | None:
        name = expr.segment.ident.span
        if self.overlaps_closure(expr.span):
            return Blame(self.span)
        for param in params:
            found = self.argument(param, expr.args, expr.receiver, name)
            if found is not None:
                return found
        own = {p.index for p in self.fcx.tcx.generics_of(self.code.def_id).params}
        for param in params:
            if param.index in own:
                found = self.generic(self.code.def_id, expr.segment, param)
                if found is not None:
                    found.callee = name
                    return found
        return None

    def struct(self, expr: ast.StructExpr, params: list[Any]) -> Blame | None:
        tcx = self.fcx.tcx
        res = self.fcx.results.node_res.get(expr) or tcx.full_res(expr.path)
        kind, variant_id = getattr(res, "kind", None), getattr(res, "def_id", None)
        if kind not in ("struct", "variant"):
            return None
        adt = tcx.adt_def(tcx.parent(variant_id) if kind == "variant" else variant_id)
        variant = next(v for v in adt.variants if v.def_id == variant_id) if kind == "variant" else adt.variants[0]
        for param in params:
            fields = [f for f in variant.fields if mentions(tcx.type_of(f.def_id), param)]
            if len(fields) != 1:
                continue
            for written in expr.fields:
                if written.ident.name == fields[0].name:
                    return Blame(self.within(written.expr.span), None, True)
        return None

    def argument(self, param: k.ParamTy, args: Any, receiver: Any, callee: Span) -> Blame | None:
        """The one argument whose declared type mentions the parameter (`blame_specific_arg_if_possible`)."""
        tcx = self.fcx.tcx
        def_id = self.code.def_id
        if tcx.def_kind(def_id) not in ("fn", "assoc fn", "ctor"):
            return None
        inputs = tcx.fn_sig(def_id).value.inputs
        mentioning = [at for at, ty in enumerate(inputs) if mentions(ty, param)]
        actual = [receiver, *args] if receiver is not None else list(args)
        if len(mentioning) == 1 and mentioning[0] < len(actual):
            at = mentioning[0]
            if receiver is not None and at == 0:
                return Blame(self.span)  # the method is shown, not what it is called on
            part = _part(self.fcx, self.error, actual[at], inputs[at], param)
            return Blame(self.within(part), callee, True)
        if mentioning:
            self.span = callee
        return None

    def in_path(self, qself: Any, path: ast.Path, node: Any, candidates: list[Any]) -> Blame | None:
        """The generic argument written for a parameter (`point_at_path_if_possible`)."""
        tcx = self.fcx.tcx
        partial = tcx.res_of(path)
        relative = partial is not None and partial.unresolved
        owners = [self.code.def_id] if relative else _owners(tcx, path)
        for param in candidates:
            if param is None:
                continue
            for owner, segment in zip(owners, reversed(path.segments)):
                found = self.generic(owner, segment, param) if owner is not None else None
                if found is not None:
                    return found
            if isinstance(param, k.ParamTy) and param.name == "Self":
                if relative:
                    return Blame(self.within(qself_span(qself, path)), None, True)
                if qself is not None:
                    return Blame(self.within(qself.ty.span), None, True)
        return None

    def generic(self, owner: Any, segment: ast.PathSegment, param: Any) -> Blame | None:
        """The argument at the parameter's position; lifetimes may be left out together."""
        if segment.args is None or segment.args.parenthesized or not isinstance(param, k.ParamTy):
            return None
        generics = self.fcx.tcx.generics_of(owner)
        own = [p for p in generics.params if p.index != 0 or not generics.has_self or generics.parent_count]
        at = next((n for n, p in enumerate(own) if p.index == param.index and p.name == param.name), None)
        if at is None:
            return None
        written = segment.args.args
        lifetimes = sum(p.kind == "lifetime" for p in own)
        if lifetimes and written and not isinstance(written[0], ast.Lifetime):
            at -= lifetimes
        if not 0 <= at < len(written):
            return None
        return Blame(self.within(written[at].span), None, True)

    def within(self, span: Span) -> Span:
        """The span seen from the place of the obligation (rustc's `find_ancestor_in_same_ctxt`)."""
        wanted = self.error.obligation.cause.span.ctxt
        at: Span | None = span
        while at is not None and at.ctxt is not wanted:
            at = at.ctxt.call_site if at.ctxt is not None else None
        return span if at is None else at


def qself_span(qself: Any, path: ast.Path) -> Span:
    """The type before the last segment of a path."""
    if qself is not None and qself.position == 0 and len(path.segments) == 1:
        return qself.ty.span  # type: ignore[no-any-return]
    before = path.segments[-2]
    end = before.ident.span if before.args is None else before.args.span
    return path.span.shrink_to_lo().to(end)


def _owners(tcx: Any, path: ast.Path) -> list[Any]:
    """The definitions that the segments of a resolved path name, the last first, as far as they take arguments."""
    res = tcx.full_res(path)
    at = getattr(res, "def_id", None)
    found = [at]
    if at is not None and tcx.def_kind(at) == "ctor" and tcx.def_kind(tcx.parent(at)) == "variant":
        at = tcx.parent(at)
    while at is not None and len(found) < len(path.segments):
        at = tcx.parent(at)
        found.append(at if at is not None and tcx.def_kind(at) not in ("mod", "impl") else None)
    return found


def _part(fcx: Any, error: Any, expr: Any, ty: Any, param: k.ParamTy) -> Span:
    """Within the argument, the part that the innermost failure is about."""
    steps = []
    code = error.obligation.cause.code
    while isinstance(code, o.ImplDerived):
        steps.append(code)
        code = code.parent
    if not steps:
        return expr.span
    if isinstance(code, o.BuiltinDerived):
        return expr.span
    for step in reversed(steps):
        found = _step(fcx, step, expr)
        if found is None:
            break
        expr = found
    return expr.span


def _step(fcx: Any, step: Any, expr: Any) -> Any:
    tcx = fcx.tcx
    header = tcx.impl_header(step.impl_def_id).trait_ref
    if header is None or step.impl_index is None:
        return None
    clauses = predicates_with_spans(tcx, step.impl_def_id)
    if step.impl_index >= len(clauses):
        return None
    value = clauses[step.impl_index][0].value
    if type(value) is not k.TraitPredicate:
        return None
    params = params_of(value.trait_ref.args[0])
    return None if not params else find_part(fcx, header.args[0], params[0], expr)


def find_part(fcx: Any, ty: Any, param: k.ParamTy, expr: Any) -> Any:
    """The sub-expression whose type is the parameter in `ty`."""
    tcx = fcx.tcx
    if ty is param:
        return expr
    if isinstance(ty, k.RefTy) and isinstance(expr, ast.AddrOfExpr):
        return find_part(fcx, ty.ty, param, expr.expr)
    if isinstance(ty, k.TupleTy) and isinstance(expr, ast.TupExpr) and len(ty.elems) == len(expr.elems):
        at = [n for n, elem in enumerate(ty.elems) if param in params_of(elem)]
        return find_part(fcx, ty.elems[at[0]], param, expr.elems[at[0]]) if len(at) == 1 else None
    if isinstance(ty, k.AdtTy) and isinstance(expr, ast.CallExpr):
        index = [n for n, arg in enumerate(ty.args) if isinstance(arg, k.Ty) and param in params_of(arg)]
        callee = fcx.resolve(fcx.results.types.get(expr.func, ty))
        if len(index) != 1 or not isinstance(callee, k.FnDefTy) or tcx.def_kind(callee.def_id) != "ctor":
            return None
        inner = tcx.identity_args(ty.def_id)[index[0]]
        fields = fcx.variant_of_ctor(callee.def_id).fields
        tys = [tcx.type_of(f.def_id) for f in fields]
        at = [n for n, each in enumerate(tys) if inner in params_of(each)]
        if len(at) == 1 and at[0] < len(expr.args):
            found = find_part(fcx, tys[at[0]], inner, expr.args[at[0]])
            if found is not None and ty.args[index[0]] is not param:
                return find_part(fcx, ty.args[index[0]], param, found) or found
            return found
    return None
