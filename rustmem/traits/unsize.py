"""`T: Unsize<U>`: arrays to slices, types to trait objects, upcasting, structs by their last field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.source.index import DefId
from rustmem.traits.elaborate import supertraits
from rustmem.traits.obligation import UNIMPLEMENTED, BuiltinDerived, Cause, ImplSource, Obligation, TraitDynIncompatible
from rustmem.ty import kind as k
from rustmem.ty.intern import RE_ERASED

if TYPE_CHECKING:
    from rustmem.traits.candidate_assembly import CandidateAssembly


def principal_of(ty: k.DynTy) -> k.Binder | None:
    first = ty.preds[0] if ty.preds else None
    return first if first is not None and type(first.value) is k.ExistentialTraitRef else None


def assemble(selcx: CandidateAssembly, trait_ref: k.TraitRef, obligation: Obligation, found: list[Any]) -> bool:
    """rustc's `assemble_candidates_for_unsizing`. True: ambiguous."""
    source: Any = trait_ref.args[0]
    target: Any = selcx.infcx.shallow_resolve(trait_ref.args[1])
    if type(source) is k.DynTy and type(target) is k.DynTy:
        assemble_upcast(selcx, source, target, obligation, found)
        return False
    if type(target) is k.DynTy:
        found.append(("unsize",))
        return False
    if type(target) is k.InferTy and target.kind == "ty":
        return True
    if type(source) is k.ArrayTy and type(target) is k.SliceTy:
        found.append(("unsize",))
    elif type(source) is k.AdtTy and type(target) is k.AdtTy and source.def_id == target.def_id:
        if selcx.tcx.adt_def(source.def_id).kind == "struct":
            found.append(("unsize",))
    return False


def assemble_upcast(selcx: CandidateAssembly, source: k.DynTy, target: k.DynTy, obligation: Obligation, found: list[Any]) -> None:
    a, b = principal_of(source), principal_of(target)
    autos_a = {p.value.def_id for p in source.preds if type(p.value) is k.ExistentialAutoTrait}
    autos_b = {p.value.def_id for p in target.preds if type(p.value) is k.ExistentialAutoTrait}
    if a is not None:
        for upper in selcx.object_supertraits(source, a):
            autos_a.add(upper.value.def_id)
    if not autos_b <= autos_a:
        return
    if b is None or (a is not None and a.value.def_id == b.value.def_id):
        found.append(("unsize",))
    elif a is not None:
        for upper in selcx.object_supertraits(source, a):
            if upper.value.def_id == b.value.def_id:
                found.append(("upcast", upper))


def confirm(selcx: CandidateAssembly, obligation: Obligation, predicate: k.TraitPredicate) -> Any:
    infcx = selcx.infcx
    source: Any = predicate.trait_ref.args[0]
    target: Any = infcx.shallow_resolve(predicate.trait_ref.args[1])
    if type(target) is k.DynTy:
        if type(source) is k.DynTy:
            return _object_to_object(selcx, obligation, source, target)
        return _to_object(selcx, obligation, source, target)
    if type(source) is k.ArrayTy:
        nested: list[Obligation] = []
        if infcx.eq(obligation.param_env, obligation.cause, target.ty, source.ty, nested) is not None:
            return UNIMPLEMENTED
        return ImplSource("builtin", nested, builtin="unsize")
    return _struct(selcx, obligation, predicate, source, target)


def _object_to_object(selcx: CandidateAssembly, obligation: Obligation, source: k.DynTy, target: k.DynTy) -> Any:
    """Dropping auto traits, shortening the bound."""
    kept = {p.value.def_id for p in target.preds if type(p.value) is k.ExistentialAutoTrait}
    has_principal = principal_of(target) is not None
    preds = tuple(p for p in source.preds if type(p.value) is not k.ExistentialAutoTrait and has_principal)
    autos = tuple(p for p in target.preds if type(p.value) is k.ExistentialAutoTrait and p.value.def_id in kept)
    nested: list[Obligation] = []
    made = selcx.tcx.dyn((*preds, *autos), target.region)
    if selcx.infcx.eq(obligation.param_env, obligation.cause, target, made, nested) is not None:
        return UNIMPLEMENTED
    _outlives(selcx, obligation, source.region, target.region, nested)
    return ImplSource("builtin", nested, builtin="unsize")


def _outlives(
    selcx: CandidateAssembly, obligation: Obligation, longer: k.Region, shorter: k.Region, nested: list[Obligation]
) -> None:
    if not selcx.infcx.erased:
        goal = selcx.tcx.binder(selcx.tcx.region_outlives(longer, shorter))
        nested.append(Obligation(goal, obligation.param_env, obligation.cause, obligation.depth + 1))


def _to_object(selcx: CandidateAssembly, obligation: Obligation, source: k.Ty, target: k.DynTy) -> Any:
    """`T: Trait + 'r + Sized`, and the projections that the object type fixes."""
    tcx = selcx.tcx
    principal = principal_of(target)
    if principal is not None and not tcx.is_dyn_compatible(principal.value.def_id):
        return TraitDynIncompatible(principal.value.def_id)
    nested = []

    def need(value: Any, variables: Any = ()) -> None:
        nested.append(Obligation(tcx.binder(value, variables), obligation.param_env, obligation.cause, obligation.depth + 1))

    for pred in target.preds:
        value, self_ty = pred.value, source
        match value:
            case k.ExistentialTraitRef(def_id, args):
                need(tcx.trait_predicate(tcx.trait_ref(def_id, (self_ty, *args))), pred.vars)
            case k.ExistentialProjection(def_id, args, term):
                need(tcx.projection_predicate(tcx.alias("projection", def_id, (self_ty, *args)), term), pred.vars)
            case k.ExistentialAutoTrait(def_id):
                need(tcx.trait_predicate(tcx.trait_ref(def_id, (self_ty,))))
            case _:
                pass
    sized = tcx.lang_item("sized")
    if sized is not None:
        need(tcx.trait_predicate(tcx.trait_ref(sized, (source,))))
    if target.region is not RE_ERASED:
        need(tcx.type_outlives(source, target.region))
    return ImplSource("builtin", nested, builtin="unsize")


def _struct(
    selcx: CandidateAssembly, obligation: Obligation, predicate: k.TraitPredicate, source: k.AdtTy, target: k.AdtTy
) -> Any:
    """`S<.., T, ..>: Unsize<S<.., U, ..>>` where only the last field mentions the parameter, and its type unsizes."""
    tcx, infcx = selcx.tcx, selcx.infcx
    tail = tcx.type_of(tcx.adt_def(source.def_id).variants[0].fields[-1].def_id)
    params = unsizing_params(tcx, source.def_id)
    if not params:
        return UNIMPLEMENTED
    from_tail, to_tail = tcx.subst(tail, source.args), tcx.subst(tail, target.args)
    made = tcx.adt(source.def_id, tuple(target.args[i] if i in params else arg for i, arg in enumerate(source.args)))
    nested: list[Obligation] = []
    if infcx.eq(obligation.param_env, obligation.cause, target, made, nested) is not None:
        return UNIMPLEMENTED
    goal = tcx.binder(tcx.trait_predicate(tcx.trait_ref(predicate.trait_ref.def_id, (from_tail, to_tail))))
    cause = Cause(obligation.cause.span, obligation.cause.body, BuiltinDerived(obligation.predicate, obligation.cause.code))
    nested.append(Obligation(goal, obligation.param_env, cause, obligation.depth + 1))
    return ImplSource("builtin", nested, builtin="unsize")


def unsizing_params(tcx: Any, def_id: DefId) -> frozenset[int]:
    """Parameters (by index) that only the last field mentions."""
    fields = tcx.adt_def(def_id).variants[0].fields
    found: set[int] = set()
    for number, field in enumerate(fields):
        mentioned: set[int] = set()

        def note(part: Any, depth: int, into: set[int] = mentioned) -> Any:
            if type(part) is k.ParamTy or type(part) is k.ParamConst:
                into.add(part.index)
            return part

        tcx.fold(tcx.type_of(field.def_id), k.HAS_TY_PARAM | k.HAS_CT_PARAM, note)
        found = mentioned if number == len(fields) - 1 and number == 0 else found
        if number == len(fields) - 1:
            found = mentioned - found if number else mentioned
        else:
            found |= mentioned
    return frozenset(found)


def confirm_upcast(selcx: CandidateAssembly, obligation: Obligation, predicate: k.TraitPredicate, upper: k.Binder) -> Any:
    """`dyn Sub` to `dyn Super`."""
    tcx, infcx = selcx.tcx, selcx.infcx
    source: Any = predicate.trait_ref.args[0]
    target: Any = infcx.shallow_resolve(predicate.trait_ref.args[1])
    principal = principal_of(target)
    nested: list[Obligation] = []
    made = tcx.binder(tcx.existential_trait(upper.value.def_id, upper.value.args[1:]), upper.vars)
    if infcx.eq(obligation.param_env, obligation.cause, principal, made, nested) is not None:
        return UNIMPLEMENTED
    for pred in target.preds:
        if type(pred.value) is k.ExistentialProjection:
            value = pred.value
            alias = tcx.alias("projection", value.def_id, (source, *value.args))
            goal = tcx.binder(tcx.projection_predicate(alias, value.term), pred.vars)
            nested.append(Obligation(goal, obligation.param_env, obligation.cause, obligation.depth + 1))
    _outlives(selcx, obligation, source.region, target.region, nested)
    return ImplSource("builtin", nested, builtin="upcast")


__all__ = ["assemble", "confirm", "confirm_upcast", "principal_of", "supertraits", "unsizing_params"]
