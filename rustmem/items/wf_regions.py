"""Lifetimes in definitions: what the types of fields, impl headers and associated types ask of regions and
parameters (E0309, E0310, E0478, E0491). Signatures may assume their types; bodies are the borrow checker's."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Cause, Labelled, Obligation, WhereClause
from rustmem.traits.outlives import RegionError, implied_bounds, resolve_regions
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv
from rustmem.ty.print import ty_str
from rustmem.ty.walk import parts_of

_MATTERS = k.HAS_UNERASED


def check_regions(
    tcx: TyCtxt, def_id: DefId, env: ParamEnv, parts: list[tuple[Any, Span]], outlives: list[tuple[k.Clause, Span]]
) -> None:
    """`parts` are well formed with their lifetimes; they are without."""
    parts = [(ty, span) for ty, span in parts if not ty.flags & k.HAS_ERROR and not ty.binders and asks_of_regions(tcx, ty)]
    if not parts and not outlives:
        return
    fulfill = _well_formed(tcx, def_id, env, parts)
    for clause, span in outlives:
        fulfill.register_obligation(Obligation(clause, env, Cause(span, def_id, Labelled("TraitOutlives"))))
    if fulfill.select_where_possible():
        tcx.unsupported("a bound that does not hold with its lifetimes", (parts or outlives)[0][1], def_id)
        return
    for failed in resolve_regions(fulfill.infcx, env, implied_bounds(tcx, assumed_types(tcx, def_id))):
        code = failed.cause.code
        if isinstance(code, Labelled) and code.name == "TraitOutlives" and isinstance(failed.longer, k.Region):
            tcx.unsupported("a lifetime that the trait of an impl asks for", failed.cause.span, def_id)
            continue
        diag = report(tcx, def_id, failed)
        if isinstance(code, Labelled) and code.name == "TraitOutlives":
            diag.not_modelled("why a trait asks for a lifetime")
        tcx.emit(diag, def_id)


def _well_formed(tcx: TyCtxt, def_id: DefId, env: ParamEnv, parts: list[tuple[Any, Span]]) -> FulfillmentCtxt:
    """What must hold for `parts` to be well formed, its lifetimes recorded."""
    fulfill = FulfillmentCtxt(InferCtxt(tcx, regions="record", body=def_id))
    for ty, span in parts:
        cause = Cause(span, def_id)
        fulfill.normalize(cause, env, ty)
        fulfill.register_obligation(Obligation(tcx.binder(tcx.well_formed(ty)), env, cause))
    return fulfill


def check_signature(tcx: TyCtxt, def_id: DefId, env: ParamEnv, parts: list[tuple[Any, Span]]) -> None:
    """A signature may assume what its types say, but not what their bounds need of other impls."""
    parts = [(ty, span) for ty, span in parts if not ty.flags & k.HAS_ERROR and not ty.binders and asks_of_bounds(tcx, ty)]
    if not parts:
        return
    fulfill = _well_formed(tcx, def_id, env, parts)
    if not fulfill.select_where_possible():
        assumed = [*assumed_types(tcx, def_id), *(ty for ty, _ in parts)]
        if not resolve_regions(fulfill.infcx, env, implied_bounds(tcx, assumed)):
            return
    tcx.unsupported("lifetimes that the bounds of a type ask for", parts[0][1], def_id)


def asks_of_bounds(tcx: TyCtxt, ty: Any) -> bool:
    """Whether `ty` names a type of the crate with a bound that mentions a lifetime."""
    stack = [ty]
    while stack:
        at = stack.pop()
        if type(at) is k.AdtTy and tcx.is_local(at.def_id):
            clauses = (c.value for c, _ in tcx.predicates_of(at.def_id).predicates)
            if any(isinstance(c, k.TraitPredicate) and c.flags & _MATTERS for c in clauses):
                return True
        stack.extend(parts_of(at))
    return False


def asks_of_regions(tcx: TyCtxt, ty: Any) -> bool:
    """Whether `ty` mentions a lifetime, or a type whose parameters must outlive one."""
    if ty.flags & _MATTERS:
        return True
    if not ty.flags & k.HAS_TY_PARAM:
        return False
    if type(ty) is k.AdtTy:
        cache = tcx.cache("types with outlives bounds")
        found = cache.get(ty.def_id)
        if found is None:
            found = cache[ty.def_id] = any(type(c.value) is k.TypeOutlives for c, _ in tcx.predicates_of(ty.def_id).predicates)
        if found:
            return True
    return any(asks_of_regions(tcx, part) for part in parts_of(ty) if isinstance(part, k.Ty))


def assumed_types(tcx: TyCtxt, def_id: DefId) -> list[Any]:
    """The types of the impl's header, which its users have shown to be well formed."""
    at: DefId | None = def_id if tcx.def_kind(def_id) == "impl" else tcx.parent(def_id)
    if at is None or tcx.def_kind(at) != "impl":
        return []
    header = tcx.impl_header(at)
    return [a for a in header.trait_ref.args if isinstance(a, k.Ty)] if header.trait_ref is not None else [tcx.type_of(at)]


# ---- words ----


def report(tcx: TyCtxt, def_id: DefId, failed: RegionError) -> Diag:
    if isinstance(failed.longer, k.Region):
        return region_error(tcx, failed)
    return generic_bound_failure(tcx, def_id, failed)


def region_error(tcx: TyCtxt, failed: RegionError) -> Diag:
    code = failed.cause.code
    span = failed.cause.span
    longer, shorter = failed.longer, failed.shorter
    if isinstance(code, Labelled) and code.name == "ReferenceOutlivesReferent":
        text = f"in type `{ty_str(tcx, code.data)}`, reference has a longer lifetime than the data it references"
        diag = error(text, span, "E0491")
        note_region(tcx, diag, "the pointer is valid for ", shorter)
        note_region(tcx, diag, "but the referenced data is only valid for ", longer)
        return diag
    diag = error("lifetime bound not satisfied", span, "E0478")
    note_region(tcx, diag, "lifetime parameter instantiated with ", longer)
    note_region(tcx, diag, "but lifetime parameter must outlive ", shorter)
    return diag


def note_region(tcx: TyCtxt, diag: Diag, prefix: str, region: Any) -> None:
    if isinstance(region, k.ReEarlyParam) and region.name != "'_":
        diag.span_note(tcx.ident_span(region.def_id), f"{prefix}the lifetime `{region.name}` as defined here")
    elif isinstance(region, k.ReStatic):
        diag.note(f"{prefix}the static lifetime")
    else:
        diag.not_modelled("a lifetime without a name")


def generic_bound_failure(tcx: TyCtxt, def_id: DefId, failed: RegionError) -> Diag:
    """A parameter or projection that may not live long enough."""
    param, region, span = failed.longer, failed.shorter, failed.cause.span
    what = (
        f"the parameter type `{ty_str(tcx, param)}`"
        if isinstance(param, k.ParamTy)
        else f"the associated type `{ty_str(tcx, param)}`"
    )
    static = isinstance(region, k.ReStatic)
    diag = error(f"{what} may not live long enough", span, "E0310" if static else "E0309")
    if static:
        diag.label(span, f"{what} must be valid for the static lifetime...")
    elif isinstance(region, k.ReEarlyParam) and region.name != "'_":
        diag.label(tcx.ident_span(region.def_id), f"{what} must be valid for the lifetime `{region.name}` as defined here...")
    else:
        diag.not_modelled("a lifetime without a name")
    code = failed.cause.code
    if isinstance(code, Labelled) and code.name == "ReferenceOutlivesReferent":
        diag.label(span, f"...so that the reference type `{ty_str(tcx, code.data)}` does not outlive the data it points at")
    elif isinstance(code, WhereClause) and not code.span.is_dummy():
        diag.label(span, f"...so that the type `{ty_str(tcx, param)}` will meet its required lifetime bounds...")
        diag.span_note(code.span, "...that is required by this bound")
        if code.def_id < tcx.base:
            diag.not_modelled("a position in the library")
    else:
        diag.label(span, f"...so that the type `{ty_str(tcx, param)}` will meet its required lifetime bounds")
    suggest_bound(tcx, def_id, diag, param, "'static" if static else getattr(region, "name", None))
    return diag


def suggest_bound(tcx: TyCtxt, def_id: DefId, diag: Diag, param: Any, lifetime: str | None) -> None:
    """`T: 'a` where the parameter is declared."""
    node = _declaring(tcx, def_id, param)
    if node is None or lifetime is None:
        diag.not_modelled("where the bound goes")
        return
    if node.bounds:
        diag.suggest(
            "consider adding an explicit lifetime bound",
            (node.bounds[-1].span.shrink_to_hi(), f" + {lifetime}"),
            style="show-always",
        )
    else:
        diag.suggest(
            "consider adding an explicit lifetime bound", (node.ident.span.shrink_to_hi(), f": {lifetime}"), style="show-always"
        )


def _declaring(tcx: TyCtxt, def_id: DefId, param: Any) -> ast.TypeParam | None:
    if not isinstance(param, k.ParamTy):
        return None
    at: DefId | None = def_id
    while at is not None:
        generics = tcx.generics_of(at)
        for own in generics.params:
            if own.index == param.index and own.kind == "type" and not own.synthetic:
                found = tcx.defs.table[own.def_id].node
                return found if isinstance(found, ast.TypeParam) else None
        at = generics.parent
    return None
