"""The words of unsatisfied obligations (E0277, E0271, E0283) and of types that nothing decides (E0282)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.traits import obligation as o
from rustmem.ty import kind as k
from rustmem.typeck.library_gap import impl_gap
from rustmem.ty.print import trait_ref_str, ty_str


def emit_inference_failure(fcx: Any, span: Span, var: Any, code: str) -> None:
    diag = error("type annotations needed", span, code)
    fcx.emit(diag.not_modelled("which type is needed"))


def report_fulfillment_errors(fcx: Any, found: list[Any]) -> None:
    for each in found:
        report_one(fcx, each)


def trait_ref_of(tcx: Any, value: Any) -> k.TraitRef | None:
    """The trait reference that a predicate is about."""
    if type(value) is k.TraitPredicate:
        return value.trait_ref
    return None


def report_one(fcx: Any, found: Any) -> None:
    predicate = fcx.resolve(found.obligation.predicate)
    root = fcx.resolve(found.root.predicate)
    fcx.tainted_before = fcx.tainted
    if predicate.flags & k.HAS_ERROR or root.flags & k.HAS_ERROR:
        fcx.tainted = True
        return
    value = predicate.value
    span = found.obligation.cause.span
    key = (predicate, span)
    if key in fcx.reported_predicates:
        return
    fcx.reported_predicates.add(key)
    if isinstance(found.code, o.Ambiguity):
        if not fcx.tainted:
            code = "E0283" if type(value) is k.TraitPredicate else "E0284" if type(value) is k.ProjectionPredicate else "E0282"
            emit_inference_failure(fcx, span, predicate, code)
        return
    trait_ref = trait_ref_of(fcx.tcx, value)
    gap = None if trait_ref is None else impl_gap(fcx, trait_ref)
    if gap is not None:
        fcx.not_modelled(gap, span)
        return
    if isinstance(found.code, o.Overflow):
        diag = error(f"overflow evaluating the requirement `{ty_str(fcx.tcx, predicate)}`", span, "E0275")
    elif type(value) is k.TraitPredicate:
        trait_ref = value.trait_ref
        self_text = ty_str(fcx.tcx, trait_ref.args[0])
        diag = error(f"the trait bound `{self_text}: {trait_ref_str(fcx.tcx, trait_ref)}` is not satisfied", span, "E0277")
    elif type(value) is k.ProjectionPredicate:
        diag = error(f"type mismatch resolving `{ty_str(fcx.tcx, predicate)}`", span, "E0271")
    else:
        diag = error("mismatched types", span, "E0308")
    fcx.emit(diag.not_modelled("why the bound is needed"))
