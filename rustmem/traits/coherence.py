"""Whether two impls may apply to one type, and whether an impl may stand in this crate (rustc's `coherence`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import DUMMY_SP
from rustmem.traits import project
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import EMPTY_ENV, predicates_with_spans
from rustmem.traits.evaluation import STACK_ERR, OverflowFound
from rustmem.traits.fast_reject import may_unify
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Cause, Obligation
from rustmem.traits.select import SelectionContext
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

_CAUSE = Cause(DUMMY_SP, None)


@node
class Overlap:
    """Both impls apply to `trait_ref` (variables of it are still open, printed `_`)."""

    trait_ref: k.TraitRef | None
    self_ty: k.Ty
    infcx: InferCtxt
    unknowable: tuple[k.TraitRef, str] | None
    """What keeps the impls from being disjoint: (goal, `upstream` or `downstream`)."""


def overlapping_impls(tcx: TyCtxt, a: DefId, b: DefId) -> Overlap | None:
    """How two trait impls (or two inherent impls) overlap, or None if they cannot."""
    left, right = _header(tcx, a), _header(tcx, b)
    if not all(may_unify(x, y) or may_unify(y, x) for x, y in zip(left, right)):
        return None
    infcx = InferCtxt(tcx)
    infcx.intercrate = True
    selcx = SelectionContext(infcx)
    nested: list[Obligation] = []
    heads = []
    for impl in (a, b):
        args = infcx.fresh_args_for_item(DUMMY_SP, impl)
        head = tuple(tcx.subst(part, args) for part in _header(tcx, impl))
        heads.append(tuple(project.normalize(selcx, EMPTY_ENV, _CAUSE, part, nested) for part in head))
        for clause, _ in predicates_with_spans(tcx, impl):
            bound = project.normalize(selcx, EMPTY_ENV, _CAUSE, tcx.subst(clause, args), nested)
            nested.append(Obligation(bound, EMPTY_ENV, _CAUSE))
    for x, y in zip(*heads):
        if infcx.eq(EMPTY_ENV, _CAUSE, x, y, nested) is not None:
            return None
    if any(_disproved(selcx, obligation) for obligation in nested):
        return None
    head = tuple(infcx.resolve_vars_if_possible(part) for part in heads[0])
    header = tcx.impl_header(a)
    trait_ref = tcx.trait_ref(header.trait_ref.def_id, head) if header.trait_ref is not None else None
    return Overlap(trait_ref, head[0], infcx, _unknowable(selcx, nested))


def _header(tcx: TyCtxt, impl: DefId) -> tuple[Any, ...]:
    trait_ref = tcx.impl_header(impl).trait_ref
    return trait_ref.args if trait_ref is not None else (tcx.type_of(impl),)


def _disproved(selcx: SelectionContext, obligation: Obligation) -> bool:
    try:
        return selcx.evaluate_root(obligation) >= STACK_ERR
    except OverflowFound:
        return False


def _unknowable(selcx: SelectionContext, obligations: list[Obligation]) -> tuple[k.TraitRef, str] | None:
    for obligation in obligations:
        value = selcx.infcx.resolve_vars_if_possible(obligation.predicate).value
        if type(value) is k.TraitPredicate:
            reason = why_unknowable(selcx.infcx, value.trait_ref)
            if reason is not None and selcx.infcx.shallow_resolve(value.trait_ref.args[0]) is not None:
                return value.trait_ref, reason
    return None


def why_unknowable(infcx: InferCtxt, trait_ref: k.TraitRef) -> str | None:
    """`downstream` if a crate that uses this one may implement the trait reference, `upstream` if a later version of
    the library may; None if the answer is final (rustc's `trait_ref_is_knowable`)."""
    tcx = infcx.tcx
    if downstream_may_implement(infcx, trait_ref):
        return "downstream"
    if trait_ref.def_id >= tcx.base or trait_flags(tcx, trait_ref.def_id).fundamental:
        return None
    return None if orphan_check(infcx, trait_ref, "here") is None else "upstream"


def downstream_may_implement(infcx: InferCtxt, trait_ref: k.TraitRef) -> bool:
    """With a type that only a downstream crate knows in place of an open variable."""
    return orphan_check(infcx, trait_ref, "downstream") is None


@node
class OrphanError:
    """`not local` (E0117: no local type among `types`) or `uncovered` (E0210: a parameter comes before the first)."""

    kind: str
    types: tuple[tuple[k.Ty, bool], ...]
    """The types that are not local, and whether each is the Self type; or the uncovered parameter."""
    local: k.Ty | None = None


def orphan_check(infcx: InferCtxt, trait_ref: k.TraitRef, crate: str = "here") -> OrphanError | None:
    """Whether `crate` (this one, or some downstream one) may implement `trait_ref`: None if it may."""
    if crate == "here" and trait_ref.def_id >= infcx.tcx.base:
        return None
    foreign: list[tuple[k.Ty, bool]] = []
    for i, arg in enumerate(trait_ref.args):
        if not isinstance(arg, k.Ty):
            continue
        found = _first_local(infcx, arg, crate)
        if found[0] == "local":
            return None
        if found[0] == "param":
            later = next(
                (t for t in trait_ref.args[i:] if isinstance(t, k.Ty) and _first_local(infcx, t, crate)[0] == "local"), None
            )
            return OrphanError("uncovered", ((found[1], i == 0),), later)
        foreign.extend((ty, i == 0) for ty in found[1])
    return OrphanError("not local", tuple(foreign))


def _first_local(infcx: InferCtxt, ty: Any, crate: str) -> tuple[str, Any]:
    """("local", type), ("param", type) or ("foreign", types)."""
    tcx = infcx.tcx
    ty = infcx.shallow_resolve(ty)
    match ty:
        case k.AdtTy(def_id, args):
            if def_id >= tcx.base and crate == "here":
                return "local", ty
            if "fundamental" in tcx.adt_def(def_id).flags or "box" in tcx.adt_def(def_id).flags:
                return _through(infcx, [a for a in args if isinstance(a, k.Ty)], crate)
            return "foreign", (ty,)
        case k.RefTy(ty=inner):
            return _first_local(infcx, inner, crate)
        case k.DynTy(preds):
            principal = preds[0].value if preds else None
            if type(principal) is k.ExistentialTraitRef and principal.def_id >= tcx.base and crate == "here":
                return "local", ty
            return "foreign", (ty,)
        case k.ClosureTy() | k.ErrorTy():
            return "local", ty
        case k.ParamTy() | k.PlaceholderTy() | k.AliasTy():
            return "param", ty
        case k.InferTy(kind):
            if kind != "ty":
                return "foreign", (ty,)
            return ("local", ty) if crate == "downstream" else ("param", ty)
        case _:
            pass
    return "foreign", (ty,)


def _through(infcx: InferCtxt, parts: list[Any], crate: str) -> tuple[str, Any]:
    """Of the argument of a fundamental type (`Box`, `Pin`)."""
    foreign: list[Any] = []
    for part in parts:
        found = _first_local(infcx, part, crate)
        if found[0] != "foreign":
            return found
        foreign.extend(found[1])
    return "foreign", tuple(foreign)
