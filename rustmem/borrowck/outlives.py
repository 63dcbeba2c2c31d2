"""What it takes for a type to outlive a region: components, implied bounds, inferred bounds of ADTs."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


@node
class OutlivesBound:
    """`sup: sub`, where `sup` is a region, a type parameter or an alias."""

    sup: Any
    sub: k.Region


def components(tcx: TyCtxt, ty: Any, into: list[Any]) -> None:
    """The regions, parameters and aliases that must outlive 'r for `ty: 'r` (rustc's `push_outlives_components`)."""
    if not ty.flags & (k.HAS_FREE_REGIONS | k.HAS_TY_PARAM | k.HAS_ALIAS | k.HAS_TY_INFER | k.HAS_PLACEHOLDER):
        return
    cls = type(ty)
    if isinstance(ty, k.Region):
        if cls is not k.ReBound:
            into.append(ty)
    elif cls is k.ParamTy or cls is k.PlaceholderTy:
        into.append(ty)
    elif cls is k.AliasTy:
        into.append(ty)
    elif cls is k.RefTy:
        into.append(ty.region) if type(ty.region) is not k.ReBound else None
        components(tcx, ty.ty, into)
    elif cls is k.AdtTy or cls is k.FnDefTy:
        for arg in ty.args:
            components(tcx, arg, into)
    elif cls is k.ClosureTy:
        components(tcx, ty.args[-1], into)
    elif cls in (k.RawPtrTy, k.ArrayTy, k.SliceTy):
        components(tcx, ty.ty, into)
    elif cls is k.TupleTy:
        for elem in ty.elems:
            components(tcx, elem, into)
    elif cls is k.FnPtrTy:
        for part in (*ty.sig.value.inputs, ty.sig.value.output):
            components(tcx, part, into)
    elif cls is k.DynTy:
        into.append(ty.region) if type(ty.region) is not k.ReBound else None
        for pred in ty.preds:
            for arg in getattr(pred.value, "args", ()):
                components(tcx, arg, into)
            term = getattr(pred.value, "term", None)
            if term is not None:
                components(tcx, term, into)


def implied_bounds(tcx: TyCtxt, ty: Any, into: list[OutlivesBound]) -> None:
    """What well-formedness of `ty` implies (rustc's `compute_implied_outlives_bounds`)."""
    if not ty.flags & (k.HAS_FREE_REGIONS | k.HAS_TY_PARAM | k.HAS_ALIAS):
        return
    cls = type(ty)
    if cls is k.RefTy:
        outlives(tcx, ty.ty, ty.region, into)
        implied_bounds(tcx, ty.ty, into)
    elif cls is k.AdtTy:
        for sup, sub in adt_outlives(tcx, ty.def_id):
            outlives(tcx, tcx.subst(sup, ty.args), tcx.subst(sub, ty.args), into)
        for arg in ty.args:
            if not isinstance(arg, k.Region):
                implied_bounds(tcx, arg, into)
    elif cls in (k.RawPtrTy, k.ArrayTy, k.SliceTy):
        implied_bounds(tcx, ty.ty, into)
    elif cls is k.TupleTy:
        for elem in ty.elems:
            implied_bounds(tcx, elem, into)
    elif cls is k.ClosureTy:
        implied_bounds(tcx, ty.args[-1], into)


def outlives(tcx: TyCtxt, sup: Any, sub: Any, into: list[OutlivesBound]) -> None:
    if type(sub) is k.ReBound:
        return
    parts: list[Any] = []
    components(tcx, sup, parts)
    into.extend(OutlivesBound(part, sub) for part in parts)


def adt_outlives(tcx: TyCtxt, def_id: DefId) -> tuple[tuple[Any, k.Region], ...]:
    """Outlives predicates of an ADT, declared and inferred from its fields, over its own parameters."""
    cache = tcx.cache("adt_outlives")
    found = cache.get(def_id)
    if found is None:
        cache[def_id] = ()
        pairs: dict[tuple[Any, k.Region], None] = {}
        for clause, _ in tcx.predicates_of(def_id).predicates:
            value = clause.value
            if type(value) is k.TypeOutlives:
                pairs[value.ty, value.region] = None
            elif type(value) is k.RegionOutlives:
                pairs[value.longer, value.shorter] = None
        has_region = any(p.kind == "lifetime" for p in tcx.generics_of(def_id).params)
        if has_region:
            _infer_from_fields(tcx, def_id, pairs)
        found = cache[def_id] = tuple(pairs)
    return found


def _infer_from_fields(tcx: TyCtxt, def_id: DefId, pairs: dict[tuple[Any, k.Region], None]) -> None:
    for variant in tcx.adt_def(def_id).variants:
        for field in variant.fields:
            bounds: list[OutlivesBound] = []
            implied_bounds(tcx, tcx.type_of(field.def_id), bounds)
            for bound in bounds:
                if type(bound.sub) is k.ReEarlyParam and bound.sup is not bound.sub:
                    pairs[bound.sup, bound.sub] = None
