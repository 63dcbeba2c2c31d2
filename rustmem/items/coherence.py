"""Impls of one trait against each other, the orphan rule, and the built-in traits (rustc_hir_analysis::coherence)."""

from __future__ import annotations

from typing import Any

from rustmem.items import coherence_errors as errors
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import predicates_with_spans
from rustmem.traits.fast_reject import args_may_unify, simplify_type
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import MISC, Cause, Obligation
from rustmem.traits.queries import is_copy
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv
from rustmem.ty.print import ty_str

EMPTY = ParamEnv(())


def check_trait(tcx: TyCtxt, trait: DefId) -> bool:
    """All the user's impls of `trait`, once (rustc's `coherent_trait`); whether they are in order."""
    done = tcx.cache("coherent traits")
    if trait not in done:
        done[trait] = True
        before = len(tcx.diags)
        check_impls(tcx, trait)
        done[trait] = len(tcx.diags) == before
    return bool(done[trait])


def check_impls(tcx: TyCtxt, trait: DefId) -> None:
    own = [impl for impl, _ in tcx.user_impls.by_trait.get(trait, ())]  # type: ignore[attr-defined]
    headers = [tcx.impl_header(impl) for impl in own]
    named = [h.def_id for h in headers if h.trait_ref is not None]
    own = [h.def_id for h in headers if h.trait_ref is not None and not h.trait_ref.flags & k.HAS_ERROR]
    foreign = [
        impl for impl in sorted(own, key=lambda i: (simplify_type(tcx.type_of(i)) is not None, i)) if orphan(tcx, trait, impl)
    ]
    overlaps(tcx, trait, sorted([i for i in own if i not in foreign], key=lambda i: (tcx.hir(i).derived, i)))
    for impl in named:
        if impl in own:
            manually_implementable(tcx, trait, impl)
        unsafety(tcx, trait, impl)
        builtin(tcx, trait, impl)


# ---- E0119 ----


def overlaps(tcx: TyCtxt, trait: DefId, own: list[DefId]) -> None:
    impls = tcx.trait_impls_of(trait)
    for n, impl in enumerate(own):
        key = simplify_type(tcx.type_of(impl))
        if key is None:
            near = [*impls.blanket, *(i for group in impls.by_type.values() for i in group)]
        else:
            near = [*impls.blanket, *impls.by_type.get(key, ())]
        for earlier in (*(i for i in near if not tcx.is_local(i)), *own[:n]):
            if tcx.impl_header(earlier).polarity != tcx.impl_header(impl).polarity:
                if overlap(tcx, earlier, impl) is not None:
                    tcx.emit(errors.positive_and_negative(tcx, trait, impl, earlier), impl)
                    break
            else:
                common = overlap(tcx, earlier, impl)
                if common is not None:
                    tcx.emit(errors.conflicting_implementations(tcx, common, impl, earlier), impl)
                    break


def overlap(tcx: TyCtxt, a: DefId, b: DefId) -> k.TraitRef | None:
    """What both impls may be for; None if nothing can have both."""
    first, second = tcx.impl_header(a), tcx.impl_header(b)
    if first.polarity == "reservation" or second.polarity == "reservation":
        return None
    assert first.trait_ref is not None and second.trait_ref is not None
    if not args_may_unify(first.trait_ref.args, second.trait_ref.args) and not args_may_unify(
        second.trait_ref.args, first.trait_ref.args
    ):
        return None
    if any(at.path == "marker" for at in tcx.defs[first.trait_ref.def_id].attrs):
        return None
    infcx = InferCtxt(tcx, body=b)
    infcx.intercrate = True
    span = tcx.def_span(b)
    left, right = infcx.fresh_args_for_item(span, a), infcx.fresh_args_for_item(span, b)
    one, two = tcx.subst(first.trait_ref, left), tcx.subst(second.trait_ref, right)
    fulfill = FulfillmentCtxt(infcx)
    cause = Cause(span, b, MISC)
    one = tcx.erase_regions(fulfill.normalize(cause, EMPTY, one))
    two = tcx.erase_regions(fulfill.normalize(cause, EMPTY, two))
    if fulfill.eq(cause, EMPTY, one, two) is not None:
        return None
    for impl, args in ((a, left), (b, right)):
        for clause, where in predicates_with_spans(tcx, impl):
            if isinstance(clause.value, (k.TypeOutlives, k.RegionOutlives)):
                continue
            goal = tcx.erase_regions(infcx.resolve_vars_if_possible(tcx.subst(clause, args)))
            if disproved(tcx, infcx, goal):
                return None
            fulfill.register_obligation(Obligation(fulfill.normalize(cause, EMPTY, goal), EMPTY, Cause(where, b, MISC)))
    failed = [e for e in fulfill.select_where_possible() if not may_be_implemented_elsewhere(tcx, infcx, e.obligation.predicate)]
    return None if failed else infcx.resolve_vars_if_possible(two)


def disproved(tcx: TyCtxt, infcx: Any, goal: k.Binder) -> bool:
    """Whether an explicit negative impl, or a local trait's absence, rules the goal out."""
    return False


def may_be_implemented_elsewhere(tcx: TyCtxt, infcx: Any, predicate: k.Binder) -> bool:
    """Whether another crate, or a later version of one, may come to satisfy the goal: then it does not tell impls apart."""
    value = predicate.value
    if not isinstance(value, k.TraitPredicate):
        return False
    ref = infcx.resolve_vars_if_possible(value.trait_ref)
    if tcx.is_local(ref.def_id) or is_fundamental(tcx, ref.def_id):
        return False
    return not any(local_type(tcx, infcx, a) for a in ref.args if isinstance(a, k.Ty))


def is_fundamental(tcx: TyCtxt, def_id: DefId) -> bool:
    return any(a.path == "fundamental" for a in tcx.defs[def_id].attrs)


def local_type(tcx: TyCtxt, infcx: Any, ty: k.Ty) -> bool:
    """Whether a type belongs to the user's crate, fundamental wrappers looked through."""
    match ty:
        case k.AdtTy(def_id=def_id, args=args):
            if tcx.is_local(def_id):
                return True
            if "fundamental" in tcx.adt_def(def_id).flags or tcx.is_lang_item(def_id, "owned_box"):
                return any(local_type(tcx, infcx, a) for a in args if isinstance(a, k.Ty))
            return False
        case k.RefTy(ty=inner):
            return local_type(tcx, infcx, inner)
        case k.DynTy(preds=preds):
            first = preds[0].value if preds else None
            return isinstance(first, k.ExistentialTraitRef) and tcx.is_local(first.def_id)
        case k.ClosureTy() | k.ForeignTy():
            return True
        case _:
            return False


# ---- the orphan rule ----


def orphan(tcx: TyCtxt, trait: DefId, impl: DefId) -> bool:
    """E0117, E0210: whether the impl belongs to another crate."""
    if tcx.is_local(trait):
        return False
    header = tcx.impl_header(impl)
    assert header.trait_ref is not None
    self_ty = header.trait_ref.args[0]
    if trait_flags(tcx, trait).auto and isinstance(self_ty, (k.RefTy, k.RawPtrTy, k.TupleTy, k.ArrayTy, k.SliceTy, k.FnPtrTy)):
        if any(local_type(tcx, None, part) for part in _fundamental_parts(tcx, self_ty)):
            name = tcx.item_name(trait)
            words = f"traits with a default impl, like `{name}`, can only be implemented for a struct/enum type, not `{ty_str(tcx, self_ty)}`"
            diag = error(f"cross-crate {words}", tcx.def_span(impl), "E0321")
            tcx.emit(diag.not_modelled("what rustc may add to E0321"), impl)
            return True
    types = [a for a in header.trait_ref.args if isinstance(a, k.Ty)]
    non_local: list[tuple[k.Ty, bool]] = []
    for n, ty in enumerate(types):
        uncovered = _uncovered_param(tcx, ty)
        if uncovered is not None:
            later = any(local_type(tcx, None, t) for t in types[n + 1 :])
            local = next((t for t in types[n + 1 :] if local_type(tcx, None, t)), None)
            tcx.emit(errors.uncovered_type_parameter(tcx, impl, uncovered, local if later else None), impl)
            return True
        if local_type(tcx, None, ty):
            return False
        non_local += [(t, n == 0) for t in _fundamental_parts(tcx, ty)]
    tcx.emit(errors.only_current_crate(tcx, impl, trait, non_local), impl)
    return True


def _fundamental_parts(tcx: TyCtxt, ty: k.Ty) -> list[k.Ty]:
    match ty:
        case k.RefTy(ty=inner):
            return _fundamental_parts(tcx, inner)
        case k.AdtTy(def_id=def_id, args=args) if "fundamental" in tcx.adt_def(def_id).flags or tcx.is_lang_item(
            def_id, "owned_box"
        ):
            types = [a for a in args if isinstance(a, k.Ty)]
            return _fundamental_parts(tcx, types[0]) if types else [ty]
        case _:
            return [ty]


def _uncovered_param(tcx: TyCtxt, ty: k.Ty) -> k.ParamTy | None:
    match ty:
        case k.ParamTy():
            return ty
        case k.RefTy(ty=inner):
            return _uncovered_param(tcx, inner)
        case k.AdtTy(def_id=def_id, args=args) if "fundamental" in tcx.adt_def(def_id).flags or tcx.is_lang_item(
            def_id, "owned_box"
        ):
            for arg in args:
                if isinstance(arg, k.Ty):
                    found = _uncovered_param(tcx, arg)
                    if found is not None:
                        return found
            return None
        case _:
            return None


# ---- single impls ----


def manually_implementable(tcx: TyCtxt, trait: DefId, impl: DefId) -> None:
    """E0322, E0183, E0321: traits that only the compiler implements."""
    name = next(
        (
            n
            for n in ("sized", "unsize", "pointee_trait", "discriminant_kind", "tuple_trait", "freeze")
            if tcx.is_lang_item(trait, n)
        ),
        None,
    )
    if name is not None:
        tcx.emit(errors.explicit_impl_not_permitted(tcx, trait, impl), impl)
    if any(tcx.is_lang_item(trait, n) for n in ("fn", "fn_mut", "fn_once")):
        tcx.emit(errors.manual_fn_impl(tcx, trait, impl), impl)


def unsafety(tcx: TyCtxt, trait: DefId, impl: DefId) -> None:
    """E0199, E0200."""
    node: ast.ImplItem = tcx.hir(impl)
    declared = tcx.trait_def(trait)
    if node.negative:
        return
    may_dangle = any(a.path == "may_dangle" for p in node.generics.params for a in p.attrs)
    if node.unsafe and not declared.unsafe and not may_dangle:
        tcx.emit(errors.not_unsafe(tcx, trait, node, tcx.def_span(impl)), impl)
    elif not node.unsafe and declared.unsafe:
        tcx.emit(errors.needs_unsafe(tcx, trait, node, tcx.def_span(impl)), impl)


def builtin(tcx: TyCtxt, trait: DefId, impl: DefId) -> None:
    if tcx.is_lang_item(trait, "drop"):
        drop(tcx, impl)
    elif tcx.is_lang_item(trait, "copy"):
        copy(tcx, impl)


def drop(tcx: TyCtxt, impl: DefId) -> None:
    """E0120, E0366, E0367."""
    ty = tcx.type_of(impl)
    node: ast.ImplItem = tcx.hir(impl)
    if isinstance(ty, k.ErrorTy):
        return
    if not isinstance(ty, k.AdtTy) or not tcx.is_local(ty.def_id):
        tcx.emit(errors.drop_on_wrong_item(node.self_ty.span, isinstance(ty, k.DynTy)), impl)
        return
    if node.negative:
        return
    drop_is_general(tcx, impl, ty)


def drop_is_general(tcx: TyCtxt, impl: DefId, ty: k.AdtTy) -> None:
    """A Drop impl holds for all of its type, under no more bounds than the type's."""
    seen: set[Any] = set()
    for n, arg in enumerate(ty.args):
        if not isinstance(arg, (k.ParamTy, k.ReEarlyParam, k.ParamConst)) or arg in seen:
            tcx.emit(errors.drop_specialized(tcx, impl, ty), impl)
            return
        seen.add(arg)
        del n
    allowed = {tcx.subst(c, ty.args) for c, _ in predicates_with_spans(tcx, ty.def_id)}
    for clause, span in predicates_with_spans(tcx, impl):
        if isinstance(clause.value, k.TraitPredicate) and not clause.flags & k.HAS_PARAM:
            continue  # it holds or not whatever the type's parameters are
        if clause not in allowed and not _follows(tcx, clause, allowed):
            tcx.emit(errors.drop_stricter(tcx, impl, ty, clause, span), impl)
            return


def _follows(tcx: TyCtxt, clause: k.Clause, allowed: set[Any]) -> bool:
    from rustmem.traits.elaborate import elaborate

    return clause in set(elaborate(tcx, list(allowed)))


def copy(tcx: TyCtxt, impl: DefId) -> None:
    """E0204, E0206, E0184."""
    node: ast.ImplItem = tcx.hir(impl)
    ty = tcx.type_of(impl)
    if node.negative:
        return
    span = node.self_ty.span
    if not isinstance(ty, k.AdtTy):
        if (
            isinstance(ty, (k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.RawPtrTy, k.NeverTy, k.FnPtrTy))
            or isinstance(ty, k.RefTy)
            and ty.mutbl == "not"
        ):
            return
        tcx.emit(errors.copy_on_non_adt(span), impl)
        return
    env = tcx.param_env(impl)
    bad: list[tuple[Span, Any]] = []
    for variant in tcx.adt_def(ty.def_id).variants:
        for field in variant.fields:
            field_ty = tcx.subst(tcx.type_of(field.def_id), ty.args)
            if field_ty.flags & k.HAS_ERROR:
                return
            if not is_copy(tcx, env, field_ty):
                bad.append((tcx.hir(field.def_id).span if tcx.is_local(field.def_id) else span, field_ty))
    if bad:
        tcx.emit(errors.copy_on_type_with_non_copy_fields(tcx, impl, span, bad, env), impl)
        return
    destructor = tcx.adt_destructor(ty.def_id)
    if destructor is not None:
        tcx.emit(errors.copy_on_type_with_dtor(span, tcx.def_span(destructor)), impl)


# ---- inherent impls ----


def check_inherent_impls(tcx: TyCtxt) -> None:
    """E0116, E0118, E0390, then E0592."""
    own = [impl for impl, _ in tcx.user_impls.inherent]  # type: ignore[attr-defined]
    for impl in own:
        inherent_validity(tcx, impl)
    by_type: dict[Any, list[DefId]] = {}
    for impl in own:
        ty = tcx.type_of(impl)
        if isinstance(ty, k.AdtTy):
            by_type.setdefault(ty.def_id, []).append(impl)
        elif isinstance(ty, k.DynTy):
            by_type.setdefault("dyn", []).append(impl)
    for group in by_type.values():
        inherent_overlap(tcx, group)


def inherent_validity(tcx: TyCtxt, impl: DefId) -> None:
    ty = tcx.type_of(impl)
    span = tcx.def_span(impl)
    match ty:
        case k.ErrorTy():
            return
        case k.AdtTy(def_id=def_id):
            if not tcx.is_local(def_id):
                tcx.emit(errors.inherent_foreign(tcx, impl, ty, span), impl)
        case k.DynTy(preds=preds):
            first = preds[0].value if preds else None
            if preds and not isinstance(first, k.ExistentialTraitRef):
                diag = error("cannot define inherent `impl` for a dyn auto trait", span, "E0785")
                diag.label(span, "impl requires at least one non-auto trait")
                tcx.emit(diag.note("define and implement a new trait or type instead"), impl)
                return
            if not (isinstance(first, k.ExistentialTraitRef) and tcx.is_local(first.def_id)):
                tcx.emit(errors.inherent_dyn(span), impl)
        case k.ParamTy() | k.AliasTy():
            tcx.emit(errors.inherent_nominal(span), impl)
        case k.ForeignTy():
            return
        case _:
            tcx.emit(errors.inherent_primitive(tcx, ty, span), impl)


def inherent_overlap(tcx: TyCtxt, group: list[DefId]) -> None:
    """E0592: two items of one name and namespace in impls that can be of one type."""
    for n, first in enumerate(group):
        seen: dict[tuple[str, bool], DefId] = {}
        for item in tcx.associated_items(first):
            key = (item.name, item.kind == "type")
            old = seen.get(key)
            if old is not None:
                tcx.emit(errors.duplicate_definitions(tcx, item.name, item.def_id, old))
            else:
                seen[key] = item.def_id
        for second in group[n + 1 :]:
            theirs = {(i.name, i.kind == "type"): i.def_id for i in tcx.associated_items(second)}
            common = [(key, d) for key, d in seen.items() if key in theirs]
            if common and types_may_overlap(tcx, first, second):
                for key, mine in common:
                    tcx.emit(errors.duplicate_definitions(tcx, key[0], mine, theirs[key]))


def types_may_overlap(tcx: TyCtxt, a: DefId, b: DefId) -> bool:
    infcx = InferCtxt(tcx, body=b)
    span = tcx.def_span(b)
    left, right = infcx.fresh_args_for_item(span, a), infcx.fresh_args_for_item(span, b)
    fulfill = FulfillmentCtxt(infcx)
    cause = Cause(span, b, MISC)
    one = tcx.erase_regions(fulfill.normalize(cause, EMPTY, tcx.subst(tcx.type_of(a), left)))
    two = tcx.erase_regions(fulfill.normalize(cause, EMPTY, tcx.subst(tcx.type_of(b), right)))
    if fulfill.eq(cause, EMPTY, one, two) is not None:
        return False
    for impl, args in ((a, left), (b, right)):
        for clause, where in predicates_with_spans(tcx, impl):
            if isinstance(clause.value, (k.TypeOutlives, k.RegionOutlives)):
                continue
            goal = tcx.erase_regions(infcx.resolve_vars_if_possible(tcx.subst(clause, args)))
            fulfill.register_obligation(Obligation(fulfill.normalize(cause, EMPTY, goal), EMPTY, Cause(where, b, MISC)))
    return not [
        e for e in fulfill.select_where_possible() if not may_be_implemented_elsewhere(tcx, infcx, e.obligation.predicate)
    ]
