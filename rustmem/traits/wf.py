"""What makes a type well formed (rustc's `traits::wf`)."""

from __future__ import annotations

from typing import Any

from rustmem.traits.elaborate import predicates_with_spans
from rustmem.traits.obligation import Cause, Labelled, Obligation, WhereClause
from rustmem.ty import kind as k


def obligations(infcx: Any, obligation: Obligation) -> list[Obligation] | None:
    """Obligations that make the argument of a `WellFormed` goal well formed; None while it is a variable."""
    arg = infcx.shallow_resolve(obligation.predicate.value.arg)
    if type(arg) is k.InferTy:
        return None if arg.kind == "ty" else []
    if type(arg) is k.InferConst:
        return None
    raw: list[Obligation] = []
    compute(infcx, obligation, arg, raw)
    return normalized(infcx, raw)


def normalized(infcx: Any, raw: list[Obligation]) -> list[Obligation]:
    """The obligations with the projections in them resolved."""
    from rustmem.traits.project import normalize
    from rustmem.traits.select import SelectionContext

    out: list[Obligation] = []
    selcx = None
    for obligation in raw:
        predicate = obligation.predicate
        if predicate.flags & k.HAS_ALIAS and type(predicate.value) is not k.ProjectionPredicate:
            selcx = selcx or SelectionContext(infcx)
            obligation.predicate = normalize(selcx, obligation.param_env, obligation.cause, predicate, out, obligation.depth)
        out.append(obligation)
    return out


def compute(infcx: Any, obligation: Obligation, arg: Any, out: list[Obligation]) -> None:
    """Appends what `arg` and all its parts need."""
    tcx = infcx.tcx
    stack = [arg]
    seen: set[Any] = set()
    while stack:
        at = infcx.shallow_resolve(stack.pop())
        if at in seen:
            continue  # a part that occurs twice needs the same twice
        seen.add(at)
        cls = type(at)
        if cls is k.InferTy:
            if at.kind == "ty":
                need(obligation, tcx, tcx.well_formed(at), out)
            continue
        worker = _NEEDS.get(cls)
        if worker is not None:
            stack.extend(reversed(worker(infcx, obligation, at, out)))


def need(obligation: Obligation, tcx: Any, value: Any, out: list[Obligation], code: Any = None) -> None:
    cause = obligation.cause if code is None else Cause(obligation.cause.span, obligation.cause.body, code)
    if not value.binders:
        out.append(Obligation(tcx.binder(value), obligation.param_env, cause, obligation.depth + 1))


def need_sized(infcx: Any, obligation: Obligation, ty: k.Ty, what: str, out: list[Obligation]) -> None:
    sized = infcx.tcx.lang_item("sized")
    if sized is not None and not ty.binders:
        tcx = infcx.tcx
        need(obligation, tcx, tcx.trait_predicate(tcx.trait_ref(sized, (ty,))), out, Labelled(what))


def nominal(infcx: Any, obligation: Obligation, def_id: Any, args: Any, out: list[Obligation]) -> None:
    """The where-clauses of an item, for `args`."""
    from rustmem.traits.project import normalize
    from rustmem.traits.select import SelectionContext

    tcx = infcx.tcx
    for clause, span in predicates_with_spans(tcx, def_id):
        bound = tcx.subst(clause, args)
        cause = Cause(obligation.cause.span, obligation.cause.body, WhereClause(def_id, span))
        if bound.flags & k.HAS_ALIAS:
            bound = normalize(SelectionContext(infcx), obligation.param_env, cause, bound, out, obligation.depth + 1)
        if not bound.binders:
            out.append(Obligation(bound, obligation.param_env, cause, obligation.depth + 1))


def _adt(infcx: Any, obligation: Obligation, ty: k.AdtTy, out: list[Obligation]) -> Any:
    nominal(infcx, obligation, ty.def_id, ty.args, out)
    return ty.args


def _fn_def(infcx: Any, obligation: Obligation, ty: k.FnDefTy, out: list[Obligation]) -> Any:
    nominal(infcx, obligation, ty.def_id, ty.args, out)
    return ty.args


def _alias(infcx: Any, obligation: Obligation, ty: k.AliasTy, out: list[Obligation]) -> Any:
    tcx = infcx.tcx
    if ty.kind == "projection":
        from rustmem.traits.project import trait_ref_of

        need(obligation, tcx, tcx.trait_predicate(trait_ref_of(tcx, ty)), out)
        for clause, span in tcx.predicates_of(ty.def_id).predicates:
            cause = Cause(obligation.cause.span, obligation.cause.body, WhereClause(ty.def_id, span))
            bound = tcx.subst(clause, ty.args)
            if not bound.binders:
                out.append(Obligation(bound, obligation.param_env, cause, obligation.depth + 1))
    return ty.args


def _ref(infcx: Any, obligation: Obligation, ty: k.RefTy, out: list[Obligation]) -> Any:
    if not infcx.erased:
        need(obligation, infcx.tcx, infcx.tcx.type_outlives(ty.ty, ty.region), out, Labelled("ReferenceOutlivesReferent", ty))
    return (ty.ty,)


def _slice(infcx: Any, obligation: Obligation, ty: Any, out: list[Obligation]) -> Any:
    need_sized(infcx, obligation, ty.ty, "SliceOrArrayElem", out)
    return (ty.ty,)


def _tuple(infcx: Any, obligation: Obligation, ty: k.TupleTy, out: list[Obligation]) -> Any:
    for elem in ty.elems[:-1]:
        need_sized(infcx, obligation, elem, "TupleElem", out)
    return ty.elems


def _closure(infcx: Any, obligation: Obligation, ty: k.ClosureTy, out: list[Obligation]) -> Any:
    upvars = infcx.shallow_resolve(ty.args[-1])
    return upvars.elems if type(upvars) is k.TupleTy else ()


def _dyn(infcx: Any, obligation: Obligation, ty: k.DynTy, out: list[Obligation]) -> Any:
    return tuple(a for p in ty.preds for a in getattr(p.value, "args", ()) if not a.binders)


def _fn_ptr(infcx: Any, obligation: Obligation, ty: k.FnPtrTy, out: list[Obligation]) -> Any:
    """The parameters and the result, those that mention a bound lifetime left out."""
    sig = ty.sig.value
    return tuple(t for t in (*sig.inputs, sig.output) if not t.binders)


_NEEDS: dict[type, Any] = {
    k.FnPtrTy: _fn_ptr,
    k.AdtTy: _adt,
    k.FnDefTy: _fn_def,
    k.AliasTy: _alias,
    k.RefTy: _ref,
    k.RawPtrTy: lambda i, o, t, out: (t.ty,),
    k.SliceTy: _slice,
    k.ArrayTy: _slice,
    k.TupleTy: _tuple,
    k.ClosureTy: _closure,
    k.DynTy: _dyn,
}
