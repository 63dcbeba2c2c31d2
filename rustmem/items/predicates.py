"""What definitions require and promise (rustc_hir_analysis::collect::predicates_of)."""

from __future__ import annotations

from typing import Any

from rustmem.items.generics import impl_trait_inputs
from rustmem.items.lowering import Lowerer
from rustmem.items.result_lifetimes import parts
from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP, Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import elaborate
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes, SelfTyParamRes
from rustmem.ty.generics import GenericPredicates, ParamEnv

Clauses = tuple[tuple[k.Clause, Span], ...]


class BoundLowerer(Lowerer):
    """For the bounds of a function: what is wrong with them says nothing of its body, which rustc checks all the same."""

    def emit(self, diag: Any) -> None:
        self.tainted = True
        self.tcx.emit(diag)


def predicates_of(tcx: TyCtxt, def_id: DefId) -> GenericPredicates:
    """Own predicates, implied `Sized` bounds included."""
    row = tcx.defs[def_id]
    generics = tcx.generics_of(def_id)
    if row.kind in ("ctor", "variant", "field", "anon const", "inline const", "closure"):
        return GenericPredicates(generics.parent, ())
    if row.kind == "opaque ty":
        return GenericPredicates(generics.parent, ())
    node = tcx.hir(def_id)
    out: list[tuple[k.Clause, Span]] = []
    lowerer = BoundLowerer(tcx, def_id) if row.kind in ("fn", "assoc fn") else Lowerer(tcx, def_id)
    if row.kind == "trait":
        out += tcx.explicit_super_predicates_of(def_id)
    written: ast.Generics | None = getattr(node, "generics", None)
    if written is not None:
        _of_generics(tcx, lowerer, def_id, node, written, out)
    if row.kind in ("struct", "enum", "union"):
        out += _inferred_outlives(tcx, def_id)
    if row.kind == "trait":
        trait_ref = tcx.trait_ref(def_id, tcx.identity_args(def_id))
        # No place: rustc never shows the trait itself as what asks for the bound.
        out.append((tcx.binder(tcx.trait_predicate(trait_ref)), DUMMY_SP))
    seen: dict[k.Clause, Span] = {}
    for clause, span in out:
        seen.setdefault(clause, span)
    predicates = list(seen.items())
    if row.kind == "impl" and any(type(clause.value) is k.ProjectionPredicate for clause in seen):
        _constraining_first(tcx, def_id, predicates)
    return GenericPredicates(generics.parent, tuple(predicates))


def _constraining_first(tcx: TyCtxt, def_id: DefId, predicates: list[tuple[k.Clause, Span]]) -> None:
    """Projections that determine a parameter of an impl come before the bounds on it (`setup_constraining_predicates`).

    The nested obligations of an impl are evaluated in one pass: `T: Copy` has an answer only once `I::Item == &T` gave `T`.
    """
    header = tcx.impl_header(def_id)
    subject: Any = header.trait_ref if header.trait_ref is not None else tcx.type_of(def_id)
    known: set[int] = set()
    constrained_by(subject, known)
    done, changed = 0, True
    while changed:
        changed = False
        for i in range(done, len(predicates)):
            value = predicates[i][0].value
            if type(value) is not k.ProjectionPredicate:
                continue
            inputs: set[int] = set()
            all_params(value.alias, inputs)
            own = header.trait_ref is not None and value.alias.args[: len(header.trait_ref.args)] == header.trait_ref.args
            if own and tcx.parent(value.alias.def_id) == header.trait_ref.def_id or not inputs <= known:
                continue
            constrained_by(value.term, known)
            predicates[done], predicates[i] = predicates[i], predicates[done]
            done += 1
            changed = True


def constrained_by(value: Any, out: set[int], everything: bool = False) -> None:
    """Indices of parameters in `value` that are not inside a projection."""
    stack = [value]
    while stack:
        at = stack.pop()
        match at:
            case k.ParamTy(index=index) | k.ReEarlyParam(index=index) | k.ParamConst(index=index):
                out.add(index)
            case k.AliasTy() if not everything:
                continue
            case _:
                stack.extend(parts(at))


def all_params(value: Any, out: set[int]) -> None:
    constrained_by(value, out, True)


def _of_generics(
    tcx: TyCtxt, lowerer: Lowerer, def_id: DefId, node: Any, written: ast.Generics, out: list[tuple[k.Clause, Span]]
) -> None:
    for p in written.params:
        match p:
            case ast.TypeParam():
                ty = lowerer.param_ty(tcx.def_id_of(p))
                _sized(tcx, ty, p.ident.span, p.bounds, _where_bounds(tcx, written, tcx.def_id_of(p)), out)
            case ast.ConstParam():
                own = tcx.def_id_of(p)
                out.append((tcx.binder(tcx.const_has_type(lowerer.const_param(own), tcx.type_of(own))), p.ident.span))
            case _:
                pass
    anonymous = impl_trait_inputs(node) if isinstance(node, ast.FnItem) else []
    for found in anonymous:
        _sized(tcx, lowerer.param_ty(tcx.def_id_of(found)), found.span, found.bounds, (), out)
    for p in written.params:
        if isinstance(p, ast.TypeParam):
            lowerer.bounds(lowerer.param_ty(tcx.def_id_of(p)), p.bounds, out)
        elif isinstance(p, ast.LifetimeParam):
            _outlives(tcx, lowerer, tcx.def_id_of(p), p.bounds, out)
    for found in anonymous:
        lowerer.bounds(lowerer.param_ty(tcx.def_id_of(found)), found.bounds, out)
    for predicate in written.where_clause:
        where_predicate(tcx, lowerer, predicate, out)


def _where_bounds(tcx: TyCtxt, written: ast.Generics, param: DefId) -> tuple[ast.Bound, ...]:
    """Bounds on a parameter in the where clause, among which `?Sized` may be."""
    found: tuple[ast.Bound, ...] = ()
    for predicate in written.where_clause:
        if isinstance(predicate.bounded, ast.PathTy) and predicate.bounded.qself is None:
            res = tcx.full_res(predicate.bounded.path)
            if isinstance(res, DefRes) and res.def_id == param:
                found += predicate.bounds
    return found


def _sized(
    tcx: TyCtxt,
    ty: k.Ty,
    span: Span,
    bounds: tuple[ast.Bound, ...],
    more: tuple[ast.Bound, ...],
    out: list[tuple[k.Clause, Span]],
) -> None:
    """The implied `Sized` bound, unless `?Sized` takes it away."""
    sized = tcx.lang_item("sized")
    if sized is None or any(isinstance(b, ast.TraitBound) and b.modifier == "?" for b in (*bounds, *more)):
        return
    out.append((tcx.binder(tcx.trait_predicate(tcx.trait_ref(sized, (ty,)))), span))


def _outlives(
    tcx: TyCtxt, lowerer: Lowerer, def_id: DefId, bounds: tuple[ast.Bound, ...], out: list[tuple[k.Clause, Span]]
) -> None:
    if not bounds:
        return
    region = lowerer.early_region(def_id)
    for bound in bounds:
        if isinstance(bound, ast.OutlivesBound):
            out.append((tcx.binder(tcx.region_outlives(region, lowerer.lifetime(bound.lifetime))), bound.span))


def where_predicate(tcx: TyCtxt, lowerer: Lowerer, predicate: ast.WherePredicate, out: list[tuple[k.Clause, Span]]) -> None:
    """`for<'a> T: A + 'b`, or `'a: 'b`."""
    if isinstance(predicate.bounded, ast.Lifetime):
        region = lowerer.lifetime(predicate.bounded)
        for bound in predicate.bounds:
            if isinstance(bound, ast.OutlivesBound):
                out.append((tcx.binder(tcx.region_outlives(region, lowerer.lifetime(bound.lifetime))), bound.span))
        return
    vars = tuple(tcx.lookup("binders", predicate) or ())
    lowerer.depth += 1
    bounded = lowerer.lower_ty(predicate.bounded)
    lowerer.depth -= 1
    if not predicate.bounds:
        out.append((tcx.binder(tcx.well_formed(bounded), vars), predicate.bounded.span))
    for bound in predicate.bounds:
        match bound:
            case ast.TraitBound():
                lowerer.trait_bound(bounded, bound, out, shifted=True)
            case ast.OutlivesBound():
                lowerer.depth += 1
                region = lowerer.lifetime(bound.lifetime)
                lowerer.depth -= 1
                out.append((tcx.binder(tcx.type_outlives(bounded, region), vars), bound.span))
            case _:
                pass


def explicit_super_predicates_of(tcx: TyCtxt, def_id: DefId) -> Clauses:
    """The bounds on Self of a trait: `trait A: B`, and `where Self: C`."""
    node = tcx.hir(def_id)
    if not isinstance(node, ast.TraitItem):
        return ()
    out: list[tuple[k.Clause, Span]] = []
    lowerer = Lowerer(tcx, def_id)
    lowerer.bounds(tcx.param(0, "Self"), node.bounds, out)
    for predicate in node.generics.where_clause:
        if isinstance(predicate.bounded, ast.PathTy) and isinstance(tcx.full_res(predicate.bounded.path), SelfTyParamRes):
            where_predicate(tcx, lowerer, predicate, out)
    return tuple(out)


def item_bounds(tcx: TyCtxt, def_id: DefId) -> Clauses:
    """What is known of an associated or opaque type."""
    node = tcx.hir(def_id)
    out: list[tuple[k.Clause, Span]] = []
    alias_kind = "opaque" if tcx.def_kind(def_id) == "opaque ty" else "projection"
    alias = tcx.alias(alias_kind, def_id, tcx.identity_args(def_id))
    owner = def_id if alias_kind == "projection" else tcx.parent(def_id)
    assert owner is not None
    lowerer = Lowerer(tcx, owner)
    if alias_kind == "opaque":
        copies = tcx.cache("opaque copies").get(def_id) or {}
        params = {p.def_id: p for p in tcx.generics_of(def_id).params}
        lowerer.opaque_regions = {
            index: tcx.re_early(copy, params[copy].index, params[copy].name) for index, copy in copies.items()
        }
    lowerer.bounds(alias, node.bounds, out)
    more: list[ast.Bound] = []
    parent = tcx.parent(def_id)
    if alias_kind == "projection" and parent is not None and tcx.def_kind(parent) == "trait":
        for predicate in tcx.hir(parent).generics.where_clause:
            if _names_assoc(tcx, predicate.bounded, def_id):
                lowerer.bounds(alias, predicate.bounds, out)
                more += predicate.bounds
    _sized(tcx, alias, node.span, node.bounds, tuple(more), out)
    return tuple(out)


def _names_assoc(tcx: TyCtxt, ty: Any, def_id: DefId) -> bool:
    """Whether a where clause bounds `Self::Assoc`."""
    if not isinstance(ty, ast.PathTy) or ty.qself is not None or len(ty.path.segments) != 2:
        return False
    found = tcx.res_of(ty.path)
    return (
        found is not None and isinstance(found.base, SelfTyParamRes) and ty.path.segments[1].ident.name == tcx.item_name(def_id)
    )


def param_env(tcx: TyCtxt, def_id: DefId) -> ParamEnv:
    """The predicates that hold inside a definition, elaborated."""
    if tcx.def_kind(def_id) in ("closure", "inline const", "anon const", "ctor", "variant", "field"):
        parent = tcx.parent(def_id)
        assert parent is not None
        if tcx.def_kind(parent) == "mod" or tcx.def_kind(def_id) == "anon const" and not _in_body(tcx, parent):
            return ParamEnv(())
        return tcx.param_env(parent)
    clauses: list[k.Clause] = []
    at: DefId | None = def_id
    parts = []
    while at is not None:
        own = tcx.predicates_of(at)
        parts.append([c for c, _ in own.predicates])
        at = own.parent
    for part in reversed(parts):
        clauses += part
    return ParamEnv(tuple(elaborate(tcx, clauses)))


def _in_body(tcx: TyCtxt, def_id: DefId) -> bool:
    """Whether a constant below stands in a body. Elsewhere it has no part in the parameters of its item."""
    return tcx.def_kind(def_id) in ("fn", "assoc fn", "closure", "inline const", "const", "assoc const", "static")


def inferred_outlives_of(tcx: TyCtxt, def_id: DefId) -> Clauses:
    """`T: 'a` and `'b: 'a` that the fields of a type imply."""
    tcx.cache("inferred outlives").setdefault(def_id, ())
    if not any(p.kind == "lifetime" for p in tcx.generics_of(def_id).params):
        return ()
    required: dict[k.Clause, Span] = {}
    node = tcx.hir(def_id)
    variants = node.variants if isinstance(node, ast.EnumItem) else (node.data,)
    for variant in variants:
        for field in variant.fields:
            if _may_outlive(field.ty):
                ty = tcx.type_of(tcx.def_id_of(field))
                required_by(tcx, ty, field.span, required)
    return tuple(required.items())


def _inferred_outlives(tcx: TyCtxt, def_id: DefId) -> Clauses:
    """The same, where the type may contain itself: nothing from within."""
    memo = tcx.cache("inferred outlives")
    found = memo.get(def_id)
    if found is None:
        memo[def_id] = ()
        found = memo[def_id] = tcx.inferred_outlives_of(def_id)
    return found


def _may_outlive(ty: ast.Ty) -> bool:
    return not isinstance(ty, ast.PathTy) or ty.qself is not None or any(s.args is not None for s in ty.path.segments) or True


def required_by(tcx: TyCtxt, ty: k.Ty, span: Span, out: dict[k.Clause, Span]) -> None:
    stack: list[Any] = [ty]
    while stack:
        at = stack.pop()
        match at:
            case k.RefTy(region=region, ty=inner):
                _need(tcx, inner, region, span, out)
                stack.append(inner)
            case k.AdtTy(def_id=def_id, args=args):
                stack.extend(args)
                implied = list(_inferred_outlives(tcx, def_id))
                for clause, _ in implied:
                    value = tcx.subst(clause.value, args)
                    if isinstance(value, k.TypeOutlives):
                        _need(tcx, value.ty, value.region, span, out)
                    elif isinstance(value, k.RegionOutlives):
                        _need_region(tcx, value.longer, value.shorter, span, out)
                for clause, _ in tcx.explicit_outlives_of(def_id):
                    value = tcx.subst(clause.value, args)
                    if isinstance(value, k.TypeOutlives):
                        _need(tcx, value.ty, value.region, span, out)
                    elif isinstance(value, k.RegionOutlives):
                        _need_region(tcx, value.longer, value.shorter, span, out)
            case k.TupleTy(elems=elems):
                stack.extend(elems)
            case k.ArrayTy(ty=inner) | k.SliceTy(ty=inner) | k.RawPtrTy(ty=inner):
                stack.append(inner)
            case _:
                pass


def explicit_outlives_of(tcx: TyCtxt, def_id: DefId) -> Clauses:
    """Outlives predicates written on an ADT."""
    out: list[tuple[k.Clause, Span]] = []
    lowerer = Lowerer(tcx, def_id)
    for p in tcx.hir(def_id).generics.params:
        for bound in p.bounds:
            if isinstance(bound, ast.OutlivesBound):
                if isinstance(p, ast.TypeParam):
                    lowerer.bounds(lowerer.param_ty(tcx.def_id_of(p)), (bound,), out)
                else:
                    _outlives(tcx, lowerer, tcx.def_id_of(p), (bound,), out)
    return tuple(out)


def _need(tcx: TyCtxt, ty: k.Ty, region: k.Region, span: Span, out: dict[k.Clause, Span]) -> None:
    """`ty: region`, taken apart to parameters and regions."""
    if not isinstance(region, (k.ReEarlyParam, k.ReStatic)) or isinstance(region, k.ReStatic):
        return
    stack: list[Any] = [ty]
    while stack:
        at = stack.pop()
        match at:
            case k.ParamTy():
                out.setdefault(tcx.binder(tcx.type_outlives(at, region)), span)
            case k.AliasTy():
                if at.flags & k.HAS_PARAM and not at.binders:
                    out.setdefault(tcx.binder(tcx.type_outlives(at, region)), span)
            case k.Region():
                _need_region(tcx, at, region, span, out)
            case k.RefTy(region=inner, ty=target):
                stack += [inner, target]
            case k.AdtTy(args=args):
                stack.extend(args)
            case k.TupleTy(elems=elems):
                stack.extend(elems)
            case k.ArrayTy(ty=target) | k.SliceTy(ty=target) | k.RawPtrTy(ty=target):
                stack.append(target)
            case k.DynTy(region=inner):
                stack.append(inner)
            case _:
                pass


def _need_region(tcx: TyCtxt, longer: Any, shorter: Any, span: Span, out: dict[k.Clause, Span]) -> None:
    if isinstance(longer, k.ReEarlyParam) and isinstance(shorter, k.ReEarlyParam) and longer is not shorter:
        out.setdefault(tcx.binder(tcx.region_outlives(longer, shorter)), span)
