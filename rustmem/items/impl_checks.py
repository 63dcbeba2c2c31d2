"""An impl against its trait (rustc_hir_analysis::check::{check_impl_items_against_trait, compare_impl_item})."""

from __future__ import annotations

from typing import Any

from rustmem.items import impl_errors, wf_errors
from rustmem.items.predicates import all_params, constrained_by
from rustmem.items.regions import outlives_holds
from rustmem.items.result_lifetimes import parts
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.traits.elaborate import elaborate
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import MISC, Cause, Obligation
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import AssocItem, ImplHeader, ParamEnv


def check_impl_items(tcx: TyCtxt, def_id: DefId, node: ast.ImplItem, header: ImplHeader) -> None:
    """Each item against the trait's, then what is missing (E0046)."""
    trait_ref = header.trait_ref
    assert trait_ref is not None
    if header.polarity == "negative":
        return
    for item in tcx.associated_items(def_id):
        if item.trait_item is None:
            continue
        theirs = tcx.associated_item(item.trait_item)
        match item.kind:
            case "fn":
                CompareMethod(tcx, def_id, trait_ref, item, theirs).check()
            case "const":
                _compare_const(tcx, trait_ref, item, theirs)
            case _:
                _compare_type(tcx, trait_ref, item, theirs)
    have = {(item.name, item.kind) for item in tcx.associated_items(def_id)}
    missing = [t for t in tcx.associated_items(trait_ref.def_id) if not t.has_value and (t.name, t.kind) not in have]
    missing = [t for t in missing if not _is_intrinsic_default(tcx, t)]
    if missing:
        tcx.emit(impl_errors.missing_items(tcx, def_id, node, missing), def_id)


def _is_intrinsic_default(tcx: TyCtxt, item: AssocItem) -> bool:
    """A provided method of the library that the interpreter implements: in the stub it has no body."""
    return any(a.path == "rustmem_provided" for a in tcx.defs[item.def_id].attrs)


def check_impl_params(tcx: TyCtxt, def_id: DefId, node: ast.ImplItem) -> None:
    """E0207: every parameter of an impl occurs in its header, or follows from it by a projection."""
    generics = tcx.generics_of(def_id)
    if not generics.params or def_id in tcx.tainted:
        return
    header = tcx.impl_header(def_id)
    known: set[int] = set()
    subject: Any = header.trait_ref if header.trait_ref is not None else tcx.type_of(def_id)
    if subject.flags & k.HAS_ERROR:
        return
    constrained_by(subject, known)
    changed = True
    clauses = [c.value for c, _ in tcx.predicates_of(def_id).predicates if isinstance(c.value, k.ProjectionPredicate)]
    while changed:
        changed = False
        for clause in clauses:
            inputs: set[int] = set()
            all_params(clause.alias, inputs)
            if inputs <= known:
                before = len(known)
                constrained_by(clause.term, known)
                changed = changed or len(known) != before
    used_in_assoc: set[int] = set()
    for item in tcx.associated_items(def_id):
        if item.kind == "type":
            constrained_by(tcx.type_of(item.def_id), used_in_assoc, True)
    for p in generics.params:
        if p.index in known or p.name == "'_":
            continue
        if p.kind == "lifetime" and p.index not in used_in_assoc:
            continue
        tcx.emit(wf_errors.unconstrained_parameter(p.name, p.kind, tcx.def_span(p.def_id)), def_id)


class CompareMethod:
    """One method against the trait's declaration (rustc's `compare_impl_method`)."""

    def __init__(self, tcx: TyCtxt, impl: DefId, trait_ref: k.TraitRef, ours: AssocItem, theirs: AssocItem) -> None:
        self.tcx, self.impl, self.trait_ref, self.ours, self.theirs = tcx, impl, trait_ref, ours, theirs
        self.node: ast.FnItem = tcx.hir(ours.def_id)

    @property
    def trait_node(self) -> ast.FnItem:
        """The trait's declaration, which only messages need."""
        return self.tcx.hir(self.theirs.def_id)  # type: ignore[no-any-return]

    def check(self) -> None:
        for step in (self.self_kind, self.generics_count, self.param_kinds, self.arg_count, self.synthetic, self.region_params):
            if not step():
                return
        self.signature()

    def fail(self, diag: Any) -> bool:
        self.tcx.emit(diag)
        return False

    def self_kind(self) -> bool:
        if self.ours.has_self == self.theirs.has_self:
            return True
        if self.ours.has_self:
            return self.fail(impl_errors.self_in_impl_only(self.tcx, self))
        return self.fail(impl_errors.self_in_trait_only(self.tcx, self))

    def generics_count(self) -> bool:
        ours, theirs = self.tcx.generics_of(self.ours.def_id), self.tcx.generics_of(self.theirs.def_id)
        fine = True
        for kind in ("type", "const"):
            mine = [p for p in ours.params if p.kind == kind]
            wanted = [p for p in theirs.params if p.kind == kind]
            if len(mine) != len(wanted):
                fine = self.fail(impl_errors.wrong_number_of_generics(self.tcx, self, kind, mine, wanted))
        return fine

    def param_kinds(self) -> bool:
        ours = [p for p in self.tcx.generics_of(self.ours.def_id).params if p.kind != "lifetime"]
        theirs = [p for p in self.tcx.generics_of(self.theirs.def_id).params if p.kind != "lifetime"]
        for a, b in zip(ours, theirs):
            if a.kind != b.kind:
                self.tcx.unsupported(
                    "a method whose parameters are of another kind than the trait's", self.node.generics.span, self.ours.def_id
                )
                return False
        return True

    def arg_count(self) -> bool:
        if len(self.node.sig.inputs) == len(self.tcx.fn_sig(self.theirs.def_id).value.inputs):
            return True
        return self.fail(impl_errors.wrong_number_of_arguments(self.tcx, self))

    def synthetic(self) -> bool:
        ours = [p.synthetic for p in self.tcx.generics_of(self.ours.def_id).params if p.kind == "type"]
        theirs = [p.synthetic for p in self.tcx.generics_of(self.theirs.def_id).params if p.kind == "type"]
        if ours != theirs:
            self.tcx.unsupported("`impl Trait` in a method where the trait has a parameter", self.node.sig.span, self.ours.def_id)
            return False
        return True

    def region_params(self) -> bool:
        """E0195: as many early-bound lifetimes as the trait's method."""
        ours = [p for p in self.tcx.generics_of(self.ours.def_id).params if p.kind == "lifetime"]
        theirs = [p for p in self.tcx.generics_of(self.theirs.def_id).params if p.kind == "lifetime"]
        if len(ours) != len(theirs):
            return self.fail(impl_errors.lifetime_parameters_mismatch(self.tcx, self))
        return True

    def signature(self) -> None:
        """Predicates, then types (rustc's `compare_method_predicate_entailment`)."""
        tcx = self.tcx
        impl_args = tcx.identity_args(self.ours.def_id)
        own = impl_args[tcx.generics_of(self.impl).count :]
        to_trait = (*self.trait_ref.args, *own)
        clauses = [c for c, _ in tcx.predicates_of(self.impl).predicates]
        clauses += [tcx.subst(c, to_trait) for c, _ in tcx.predicates_of(self.theirs.def_id).predicates]
        env = ParamEnv(tuple(elaborate(tcx, clauses)))
        infcx = InferCtxt(tcx, body=self.ours.def_id, regions="record")
        fulfill = FulfillmentCtxt(infcx)
        cause = Cause(self.node.sig.span, self.ours.def_id, MISC)
        for clause, span in tcx.predicates_of(self.ours.def_id).predicates:
            if isinstance(clause.value, (k.TypeOutlives, k.RegionOutlives)):
                if clause not in env.caller_bounds:
                    tcx.emit(impl_errors.stricter_requirements(tcx, self, clause, span), self.ours.def_id)
                    return
                continue
            normalized = fulfill.normalize(Cause(span, self.ours.def_id, MISC), env, clause)
            fulfill.register_obligation(Obligation(normalized, env, Cause(span, self.ours.def_id, MISC)))
        failed = fulfill.select_all_or_error()
        if failed:
            obligation = failed[0].obligation
            tcx.emit(impl_errors.stricter_requirements(tcx, self, obligation.predicate, obligation.cause.span), self.ours.def_id)
            return
        ours = infcx.instantiate_binder_with_fresh_vars(self.node.sig.span, tcx.fn_sig(self.ours.def_id))
        bound = tcx.subst(tcx.fn_sig(self.theirs.def_id), to_trait)
        theirs = tcx.instantiate(bound, lambda var: tcx.re_late(self.ours.def_id, var))
        if theirs.flags & k.HAS_ERROR or ours.flags & k.HAS_ERROR:
            return
        ours = fulfill.normalize(cause, env, ours)
        theirs = fulfill.normalize(cause, env, theirs)
        error = fulfill.sup(cause, env, theirs, ours)
        if error is None and theirs.unsafe != ours.unsafe and ours.unsafe:
            tcx.unsupported("an unsafe method where the trait's is safe", self.node.sig.span, self.ours.def_id)
            return
        if error is not None:
            tcx.emit(
                impl_errors.incompatible_method(
                    tcx, self, error, infcx.resolve_vars_if_possible(theirs), infcx.resolve_vars_if_possible(ours)
                )
            )
            return
        if fulfill.select_all_or_error():
            tcx.unsupported("a method's signature that does not follow from the trait's", self.node.sig.span, self.ours.def_id)
            return
        if not outlives_holds(tcx, infcx, env, [*theirs.inputs, theirs.output]):
            tcx.unsupported("a method whose lifetimes differ from the trait's", self.node.sig.span, self.ours.def_id)


def _compare_const(tcx: TyCtxt, trait_ref: k.TraitRef, ours: AssocItem, theirs: AssocItem) -> None:
    """E0326."""
    from rustmem.traits.queries import normalize_erasing_regions

    env = tcx.param_env(ours.def_id)
    mine = normalize_erasing_regions(tcx, env, tcx.type_of(ours.def_id))
    wanted = normalize_erasing_regions(tcx, env, tcx.subst(tcx.type_of(theirs.def_id), trait_ref.args))
    if mine is not wanted and not (mine.flags | wanted.flags) & k.HAS_ERROR:
        tcx.emit(impl_errors.incompatible_const(tcx, ours, theirs, wanted, mine), ours.def_id)


def _compare_type(tcx: TyCtxt, trait_ref: k.TraitRef, ours: AssocItem, theirs: AssocItem) -> None:
    """The associated type's own parameters, and that it meets the bounds the trait puts on it."""
    mine, wanted = tcx.generics_of(ours.def_id), tcx.generics_of(theirs.def_id)
    if [p.kind for p in mine.params] != [p.kind for p in wanted.params]:
        lifetimes = sum(p.kind == "lifetime" for p in mine.params), sum(p.kind == "lifetime" for p in wanted.params)
        if lifetimes[0] != lifetimes[1]:
            tcx.emit(impl_errors.type_lifetimes_mismatch(tcx, ours, theirs), ours.def_id)
        else:
            tcx.emit(impl_errors.type_params_mismatch(tcx, ours, theirs), ours.def_id)
        return
    check_type_bounds(tcx, trait_ref, ours, theirs)


def check_type_bounds(tcx: TyCtxt, trait_ref: k.TraitRef, ours: AssocItem, theirs: AssocItem) -> None:
    """E0277 where the type given does not meet a bound of the associated type."""
    ty = tcx.type_of(ours.def_id)
    if ty.flags & k.HAS_ERROR:
        return
    impl = tcx.parent(ours.def_id)
    assert impl is not None
    own = tcx.identity_args(ours.def_id)[tcx.generics_of(impl).count :]
    args = (*trait_ref.args, *own)
    env = tcx.param_env(ours.def_id)
    infcx = InferCtxt(tcx, body=ours.def_id)
    fulfill = FulfillmentCtxt(infcx)
    node = tcx.hir(ours.def_id)
    alias = tcx.alias("projection", theirs.def_id, args)
    for clause, span in tcx.item_bounds(theirs.def_id):
        bound = tcx.subst(clause, args)
        if isinstance(bound.value, (k.TypeOutlives, k.RegionOutlives)):
            if isinstance(bound.value, k.TypeOutlives) and not plainly_outlives(env, ty, bound.value.region):
                tcx.unsupported("an associated type that must outlive a lifetime", node.ty.span, ours.def_id)
            continue
        bound = _replace(tcx, bound, alias, ty)
        cause = Cause(node.ty.span, ours.def_id, bound_code(theirs.def_id, span))
        fulfill.register_obligation(Obligation(fulfill.normalize(cause, env, tcx.erase_regions(bound)), env, cause))
    failed = fulfill.select_all_or_error()
    if failed:
        report_fulfillment(tcx, infcx, failed, ours.def_id)


def plainly_outlives(env: ParamEnv, ty: Any, region: Any) -> bool:
    """Whether every lifetime and parameter in a type is said to outlive `region`, or is `'static`."""
    stack, said = [ty], {c.value.ty for c in env.caller_bounds if isinstance(c.value, k.TypeOutlives)}
    while stack:
        at = stack.pop()
        if isinstance(at, k.Region) and at is not region and not isinstance(at, (k.ReStatic, k.ReErased)):
            return False
        if isinstance(at, (k.ParamTy, k.AliasTy)) and at not in said:
            return False
        stack.extend(parts(at) if at not in said else ())
    return True


def bound_code(item: DefId, span: Any) -> Any:
    from rustmem.traits.obligation import WhereClause

    return WhereClause(item, span)


def _replace(tcx: TyCtxt, value: Any, alias: k.Ty, ty: k.Ty) -> Any:
    """`value` with the alias replaced by the type it stands for."""
    return tcx.fold(value, k.HAS_ALIAS, lambda part, depth: tcx.shift(ty, depth) if part is alias else part)


def report_fulfillment(tcx: TyCtxt, infcx: Any, failed: list[Any], owner: DefId) -> None:
    """Words the failed obligations, through the reporter of type checking."""
    if tcx.report_fulfillment_errors is None:
        tcx.unsupported("a bound that does not hold", failed[0].obligation.cause.span, owner)
        return
    tcx.report_fulfillment_errors(infcx, failed, owner)
