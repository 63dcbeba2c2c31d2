"""Which part of a call an unsatisfied bound is shown at (rustc's `adjust_fulfillment_errors`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.traits.elaborate import predicates_with_spans
from rustmem.ty import kind as k


class Blame:
    """Where to point, and the callee that introduced the bound, if an argument is pointed at."""

    __slots__ = ("span", "callee")

    def __init__(self, span: Span, callee: Span | None = None) -> None:
        self.span = span
        self.callee = callee


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


def adjust(fcx: Any, error: Any) -> Blame:
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
    if type(value) is k.TraitPredicate:
        args = value.trait_ref.args
    elif type(value) is k.ProjectionPredicate:
        args = value.alias.args
    else:
        return Blame(cause.span)
    params: list[k.ParamTy] = []
    for at, arg in enumerate(args):
        # An associated type further on does not say which parameter is at fault.
        if isinstance(arg, k.Ty) and not (at and isinstance(arg, k.AliasTy)):
            params += [p for p in params_of(arg) if p not in params]
    generics = tcx.generics_of(code.def_id)
    own = {p.index for p in generics.params}
    local = next((p for p in params if p.index in own and p.name != "Self"), None)
    outer = next((p for p in params if p.index not in own and p.name != "Self"), None)
    self_param = next((p for p in params if p.name == "Self"), None)
    candidates = [p for p in (local, outer, self_param) if p is not None]
    expr = code.expr
    if isinstance(expr, ast.PathExpr):
        turbofish = _explicit_argument(fcx, expr, code.def_id, candidates)
        if turbofish is not None:
            return Blame(turbofish)
        call = fcx.call_of.get(expr)
        if call is not None:
            for param in candidates:
                found = _argument(fcx, error, code.def_id, param, call.args, None)
                if found is not None:
                    return Blame(found, expr.span)
        span = _path_span(expr, outer, local)
        return Blame(call.span if call is not None and span == expr.span else span)
    if isinstance(expr, ast.MethodCallExpr):
        name = expr.segment.ident.span
        for param in candidates:
            found = _argument(fcx, error, code.def_id, param, expr.args, expr.receiver)
            if found is not None:
                return Blame(found, name)
        if self_param is not None and local is None and outer is None:
            return Blame(expr.receiver.span)
        return Blame(name)
    return Blame(cause.span)


def _path_span(expr: ast.PathExpr, outer: Any, local: Any) -> Span:
    segments = expr.path.segments
    if local is None and outer is not None and len(segments) >= 2:
        return segments[-2].ident.span
    return expr.span


def _explicit_argument(fcx: Any, expr: ast.PathExpr, def_id: Any, candidates: list[k.ParamTy]) -> Span | None:
    """The generic argument in the path that was given for the parameter."""
    generics = fcx.tcx.generics_of(def_id)
    last = expr.path.segments[-1]
    if last.args is None or last.args.parenthesized:
        return None
    written = [a for a in last.args.args if not isinstance(a, ast.Lifetime)]
    own = [p for p in generics.params if p.kind != "lifetime" and not p.synthetic]
    for param in candidates:
        for at, each in enumerate(own):
            if each.index == param.index and at < len(written):
                return written[at].span
    return None


def _argument(fcx: Any, error: Any, def_id: Any, param: k.ParamTy, args: Any, receiver: Any) -> Span | None:
    """The one argument whose declared type mentions the parameter."""
    tcx = fcx.tcx
    if tcx.def_kind(def_id) not in ("fn", "assoc fn", "ctor"):
        return None
    inputs = tcx.fn_sig(def_id).value.inputs
    mentioning = [at for at, ty in enumerate(inputs) if param in params_of(ty)]
    if len(mentioning) != 1:
        return None
    at = mentioning[0]
    actual = [receiver, *args] if receiver is not None else list(args)
    if at >= len(actual):
        return None
    return _part(fcx, error, actual[at], inputs[at], param)


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
