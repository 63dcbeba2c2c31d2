"""The words of E0271 (rustc's `report_projection_error`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.traits.describe import type_error_to_string
from rustmem.traits.project import normalize
from rustmem.traits.relate import ArgumentSorts, Sorts
from rustmem.ty import kind as k
from rustmem.ty.print import short_str, sort_string, ty_str
from rustmem.typeck.library_gap import impl_gap


def projection_error(fcx: Any, found: Any, predicate: k.Binder, where: Any) -> None:
    """E0271: an associated type is another one than asked for."""
    from rustmem.typeck.errors_traits import note_cause

    tcx = fcx.tcx
    gap = _gap(fcx, found)
    if gap is not None:
        fcx.not_modelled(gap, where.span)
        return
    value = tcx.instantiate_erased(predicate)
    actual, terr = _actual(fcx, value)
    diag = error(_projection_words(fcx, value, actual, predicate), where.span, "E0271")
    declared = _declared(fcx, value.alias)
    if declared is not None:
        diag.label(where.span, f"type mismatch resolving `{short_str(tcx, predicate)}`")
        diag.span_note(declared, f"expected this to be `{ty_str(tcx, value.term)}`")
    elif actual is not None and isinstance(terr, (Sorts, ArgumentSorts)):
        a, b = (sort_string(tcx, tcx.erase_regions(ty)) for ty in (value.term, actual))
        diag.label(where.span, f"expected {a}, found {b}")
    else:
        diag.label(where.span, type_error_to_string(tcx, terr if terr is not None else found.code.terr))
    if actual is None or not (_is_simple(value.term) and _is_simple(actual)) or type(value.alias.args[0]) is k.ClosureTy:
        diag.not_modelled("why the types must agree")
    note_cause(fcx, diag, found, predicate, where)
    if isinstance(found.obligation.cause.code, o.Misc):
        diag.not_modelled("where the types must agree")
    if _in_method_chain(found):
        diag.not_modelled("the chain of method calls")
    fcx.emit(diag)


def _gap(fcx: Any, found: Any) -> str | None:
    """A method of a library trait whose right impl the stubs may lack, so that another one was chosen."""
    expr = getattr(o.peel_derives(found.root.cause.code), "expr", None)
    callee = fcx.results.callees.get(expr) if isinstance(expr, ast.MethodCallExpr) else None
    if callee is None:
        return None
    trait = fcx.tcx.parent(callee[0])
    if trait is None or trait >= fcx.tcx.base or fcx.tcx.def_kind(trait) != "trait":
        return None
    return impl_gap(fcx, fcx.tcx.trait_ref(trait, tuple(fcx.resolve(a) for a in callee[1][: fcx.tcx.generics_of(trait).count])))


def _in_method_chain(found: Any) -> bool:
    """rustc retraces where the associated type changed along a chain of calls."""
    expr = getattr(found.obligation.cause.code, "expr", None)
    return isinstance(expr, ast.MethodCallExpr)


def _actual(fcx: Any, value: k.ProjectionPredicate) -> tuple[Any, Any]:
    """What the projection is, and how that differs from what is asked for."""
    infcx = fcx.infcx
    mark = infcx.snapshot()
    try:
        made = fcx.resolve(normalize(fcx.selcx, fcx.param_env, o.Cause(value_span(fcx), None), value.alias, []))
        if type(made) is k.AliasTy or fcx.is_ty_var(made):
            return None, None
        return made, infcx.eq(fcx.param_env, o.Cause(value_span(fcx), None), value.term, made)
    finally:
        infcx.rollback_to(mark)


def value_span(fcx: Any) -> Any:
    return fcx.tcx.def_span(fcx.root)


def _projection_words(fcx: Any, value: k.ProjectionPredicate, actual: Any, predicate: k.Binder) -> str:
    tcx = fcx.tcx
    self_ty = value.alias.args[0]
    if actual is not None:
        a, b = short_str(tcx, value.term), short_str(tcx, actual)
        if tcx.is_lang_item(value.alias.def_id, "fn_once_output"):
            item = tcx.item_name(self_ty.def_id) if isinstance(self_ty, k.FnDefTy) else short_str(tcx, self_ty)
            return f"expected `{item}` to return `{a}`, but it returns `{b}`"
        if tcx.parent(value.alias.def_id) == tcx.diagnostic_items.get("Iterator"):
            return f"expected `{short_str(tcx, self_ty)}` to be an iterator that yields `{a}`, but it yields `{b}`"
    return f"type mismatch resolving `{ty_str(tcx, predicate)}`"


def _declared(fcx: Any, alias: k.AliasTy) -> Any:
    """Where the user's only relevant impl gives the associated type."""
    tcx = fcx.tcx
    impls = fcx.selcx.relevant_impls(tcx.parent(alias.def_id), alias.args[0])
    if len(impls) != 1:
        return None
    item = next((i for i in tcx.associated_items(impls[0]) if i.kind == "type" and i.name == tcx.item_name(alias.def_id)), None)
    if item is None or not tcx.is_local(item.def_id):
        return None
    tree = tcx.hir(item.def_id)
    return tree.ty.span if getattr(tree, "ty", None) is not None else None


def _is_simple(ty: Any) -> bool:
    """rustc's `is_simple_text`: told well enough by its name."""
    if isinstance(ty, k.AdtTy):
        return not any(isinstance(a, k.Ty) for a in ty.args)
    if isinstance(ty, k.RefTy):
        return _is_simple(ty.ty)
    return (
        isinstance(ty, (k.BoolTy, k.CharTy, k.StrTy, k.IntTy, k.FloatTy, k.InferTy)) or isinstance(ty, k.TupleTy) and not ty.elems
    )
