"""`dyn Trait` types (rustc's `hir_ty_lowering::dyn_trait`)."""

from __future__ import annotations

from typing import Any

from rustmem.items import errors
from rustmem.items.result_lifetimes import parts
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.traits.elaborate import supertraits
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import QueryCycle
from rustmem.ty.defs import DefRes


def lower_trait_object(lowerer: Any, ty: ast.TraitObjectTy) -> k.Ty:
    """The principal trait, its associated types, the auto traits, and the lifetime bound."""
    tcx = lowerer.tcx
    if ty.bare and tcx.edition != "2018" and tcx.edition != "2015":
        lowerer.emit(errors.bare_trait_object(lowerer, ty))
        return i.ERROR
    dummy = tcx.param(0xFFFF, "dyn Self")
    """Stands for the erased type while the bounds are lowered."""
    clauses: list[tuple[k.Clause, Any]] = []
    region: k.Region | None = None
    for bound in ty.bounds:
        if isinstance(bound, ast.OutlivesBound):
            region = lowerer.lifetime(bound.lifetime)
        else:
            lowerer.bounds(dummy, (bound,), clauses)
    traits = [(c, s) for c, s in clauses if isinstance(c.value, k.TraitPredicate)]
    projections = [(c, s) for c, s in clauses if isinstance(c.value, k.ProjectionPredicate)]
    auto = [(c, s) for c, s in traits if tcx.hir(c.value.trait_ref.def_id).auto]
    principal = [(c, s) for c, s in traits if not tcx.hir(c.value.trait_ref.def_id).auto]
    if not traits:
        if not lowerer.tainted:
            lowerer.emit(errors.at_least_one_trait(ty.span))
        return i.ERROR
    if len(principal) > 1:
        lowerer.emit(errors.additional_non_auto_traits(tcx, principal, [b for b in ty.bounds if isinstance(b, ast.TraitBound)]))
        return i.ERROR
    if principal and tcx.is_lang_item(principal[0][0].value.trait_ref.def_id, "sized"):
        tcx.unsupported("`dyn Sized`", ty.span, lowerer.item)
        return i.ERROR
    preds: list[k.Binder] = []
    for clause, _ in principal:
        ref = clause.value.trait_ref
        if any(mentions(a, dummy) for a in ref.args[1:]):
            tcx.unsupported("a trait object whose default parameter is `Self`", ty.span, lowerer.item)
            return i.ERROR
        preds.append(tcx.binder(tcx.existential_trait(ref.def_id, ref.args[1:]), clause.vars))
    made = assoc_types(lowerer, ty, principal[0][0], projections, dummy) if principal else []
    if made is None:
        return i.ERROR
    preds += made
    for def_id in sorted({c.value.trait_ref.def_id for c, _ in auto}):
        preds.append(tcx.binder(tcx.existential_auto(def_id)))
    if (
        principal
        and not _dyn_compatible(lowerer, principal[0][0].value.trait_ref.def_id, ty)
        and dyn_incompatible(lowerer, ty, principal[0])
    ):
        return i.ERROR
    if region is None:
        region = default_region(lowerer, ty, principal[0][0] if principal else None)
    return tcx.dyn(tuple(preds), region)  # type: ignore[no-any-return]


def _dyn_compatible(lowerer: Any, trait: Any, ty: ast.TraitObjectTy) -> bool:
    """The library's types are sound; a trait that mentions `dyn` of itself is asked about once its items are known."""
    tcx = lowerer.tcx
    if trait < tcx.base:
        return lowerer.item < tcx.base or bool(tcx.is_dyn_compatible(trait))
    try:
        return bool(tcx.is_dyn_compatible(trait))
    except QueryCycle:
        tcx.cache("dyn of itself").setdefault((trait, ty.span), lowerer.item)
        return True


def mentions(value: Any, part: k.Ty) -> bool:
    """Whether `part` occurs in `value`."""
    stack = [value]
    seen: set[Any] = set()
    while stack:
        at = stack.pop()
        if at is part:
            return True
        if at not in seen:
            seen.add(at)
            stack.extend(parts(at))
    return False


def dyn_incompatible(lowerer: Any, ty: ast.TraitObjectTy, principal: Any) -> bool:
    """E0038. Whether the type is an error now: in a body, where the trait is pointed at; a signature keeps its type."""
    tcx, trait = lowerer.tcx, principal[0].value.trait_ref.def_id
    if hasattr(lowerer, "fcx"):
        path = next((b.path.span for b in ty.bounds if isinstance(b, ast.TraitBound)), ty.span)
        lowerer.emit(errors.trait_not_dyn_compatible(tcx, trait, path))
        return True
    if tcx.def_kind(lowerer.item) == "type alias":
        tcx.unsupported("a type alias of a trait that is not dyn compatible", ty.span, lowerer.item)
        return True
    report_in_signature(tcx, trait, ty.span, lowerer.item)
    return False


def report_in_signature(tcx: Any, trait: DefId, span: Any, item: DefId) -> None:
    diag = errors.trait_not_dyn_compatible(tcx, trait, span)
    parent = tcx.parent(item)
    if tcx.def_kind(item) in ("impl", "trait") or parent is not None and tcx.def_kind(parent) in ("impl", "trait"):
        diag.not_modelled("`Self` in place of the trait object")
    tcx.emit(diag, item)


def check_own_objects(tcx: Any) -> None:
    """Traits that mention `dyn` of themselves, which could not be judged while their signatures were read."""
    for (trait, span), item in tcx.cache("dyn of itself").items():
        if not tcx.is_dyn_compatible(trait):
            report_in_signature(tcx, trait, span, item)


def assoc_types(
    lowerer: Any, ty: ast.TraitObjectTy, principal: k.Binder, projections: list[Any], dummy: k.Ty
) -> list[k.Binder] | None:
    """A term for each associated type of the trait and its supertraits; E0191 where one is missing."""
    tcx = lowerer.tcx
    given: dict[DefId, k.Binder] = {}
    for clause, _ in projections:
        given[clause.value.alias.def_id] = clause
    bound_in_supers: dict[DefId, k.Binder] = {}
    needed: list[tuple[DefId, k.Binder]] = []
    start = tcx.binder(principal.value.trait_ref, principal.vars)
    for trait in supertraits(tcx, start):
        for clause, _ in tcx.explicit_super_predicates_of(trait.value.def_id):
            if isinstance(clause.value, k.ProjectionPredicate):
                bound_in_supers[clause.value.alias.def_id] = clause
        for assoc in tcx.associated_items(trait.value.def_id):
            if assoc.kind == "type" and not requires_sized(tcx, assoc.def_id) and not tcx.generics_of(assoc.def_id).params:
                needed.append((assoc.def_id, trait))
    out: list[k.Binder] = []
    missing: list[DefId] = []
    for def_id, trait in needed:
        found = given.get(def_id)
        if found is None:
            inherited = bound_in_supers.get(def_id)
            if inherited is None:
                missing.append(def_id)
                continue
            term = tcx.subst(inherited.value.term, start.value.args)
            out.append(tcx.binder(tcx.existential_projection(def_id, trait.value.args[1:], term), trait.vars))
            continue
        value = found.value
        out.append(tcx.binder(tcx.existential_projection(def_id, value.alias.args[1:], value.term), found.vars))
    if missing:
        lowerer.emit(errors.missing_associated_types(lowerer, missing, ty, principal))
        return None
    return out


def requires_sized(tcx: Any, def_id: DefId) -> bool:
    """Whether an associated item has `where Self: Sized`, which keeps it out of `dyn Trait`."""
    node = tcx.hir(def_id)
    sized = tcx.lang_item("sized")
    for predicate in node.generics.where_clause:
        if isinstance(predicate.bounded, ast.PathTy) and type(tcx.full_res(predicate.bounded.path)).__name__ == "SelfTyParamRes":
            for bound in predicate.bounds:
                if isinstance(bound, ast.TraitBound):
                    res = tcx.full_res(bound.path)
                    if isinstance(res, DefRes) and res.def_id == sized:
                        return True
    return False


def default_region(lowerer: Any, ty: ast.TraitObjectTy, principal: k.Binder | None) -> k.Region:
    """The lifetime bound left out: the trait's own `'a`, else the default of the place."""
    tcx = lowerer.tcx
    if principal is not None:
        bounds: set[Any] = set()
        for trait in supertraits(tcx, tcx.binder(principal.value.trait_ref, principal.vars)):
            for clause, _ in tcx.explicit_super_predicates_of(trait.value.def_id):
                if (
                    isinstance(clause.value, k.TypeOutlives)
                    and isinstance(clause.value.ty, k.ParamTy)
                    and clause.value.ty.index == 0
                ):
                    bounds.add(tcx.subst(clause.value.region, trait.value.args))
        if i.RE_STATIC in bounds:
            return i.RE_STATIC
        if len(bounds) > 1:
            tcx.unsupported("a trait object whose lifetime bound is ambiguous", ty.span, lowerer.item)
            return i.RE_ERROR
        if bounds:
            return bounds.pop()  # type: ignore[no-any-return]
    found = tcx.lookup("elided", ty)
    return lowerer.region(found[0] if found else None, ty.span)  # type: ignore[no-any-return]
