"""Whether the types in a definition are well formed (rustc_hir_analysis::check::wfcheck)."""

from __future__ import annotations

from typing import Any

from rustmem.items.impl_checks import report_fulfillment
from rustmem.items.predicates import all_params
from rustmem.items.wf_regions import check_regions, check_signature
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import predicates_with_spans
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import MISC, Cause, Labelled, Obligation
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv


def check_where_clauses(tcx: TyCtxt, def_id: DefId) -> None:
    """Types of fields, signatures and headers, `Sized` where it is needed (E0277)."""
    if def_id in tcx.tainted:
        return
    WfChecker(tcx, def_id).run()


class WfChecker:
    """The obligations of one definition."""

    def __init__(self, tcx: TyCtxt, def_id: DefId) -> None:
        self.tcx = tcx
        self.def_id = def_id
        self.env: ParamEnv = tcx.param_env(def_id)
        self.infcx = InferCtxt(tcx, body=def_id)
        self.fulfill = FulfillmentCtxt(self.infcx)
        self.sized = tcx.lang_item("sized")
        self.parts: list[tuple[Any, Span]] = []
        """Types and where they stand, for a second look at their lifetimes."""
        self.outlives: list[tuple[k.Clause, Span]] = []
        """What the trait of an impl asks of lifetimes."""

    def run(self) -> None:
        tcx, def_id = self.tcx, self.def_id
        node = tcx.hir(def_id)
        match tcx.def_kind(def_id):
            case "struct" | "union" | "enum":
                self.adt(node)
            case "fn" | "assoc fn":
                self.signature(node)
            case "const" | "assoc const" | "static":
                self.value(node)
            case "impl":
                self.impl(node)
            case "assoc ty":
                if node.ty is None:
                    for clause, span in tcx.item_bounds(def_id):
                        if isinstance(clause.value, k.TraitPredicate):
                            self.bound_args(clause.value.trait_ref, span)
                else:
                    self.wf(tcx.type_of(def_id), node.ty.span)
                    self.parts = [(tcx.type_of(def_id), tcx.def_span(def_id))]
            case _:
                pass
        self.bounds()
        self.defaults()
        failed = self.fulfill.select_all_or_error()
        if failed:
            report_fulfillment(tcx, self.infcx, failed, def_id)
        elif tcx.def_kind(def_id) in ("fn", "assoc fn"):
            check_signature(tcx, def_id, self.env, self.parts)
        elif tcx.def_kind(def_id) != "trait":
            check_regions(tcx, def_id, self.env, self.parts, self.outlives)

    def wf(self, ty: Any, span: Span, code: Any = MISC) -> None:
        """`ty` is well formed."""
        if ty.flags & k.HAS_ERROR:
            return
        tcx = self.tcx
        self.parts.append((ty, span))
        cause = Cause(span, self.def_id, code)
        value = self.fulfill.normalize(cause, self.env, tcx.erase_regions(ty)) if not ty.binders else ty
        goal = tcx.binder(tcx.well_formed(tcx.erase_regions(ty)))
        self.fulfill.register_obligation(Obligation(goal, self.env, cause))
        del value

    def needs_sized(self, ty: k.Ty, span: Span, code: Any) -> None:
        if self.sized is None or ty.flags & k.HAS_ERROR or ty.binders:
            return
        tcx = self.tcx
        cause = Cause(span, self.def_id, code)
        value = self.fulfill.normalize(cause, self.env, tcx.erase_regions(ty))
        goal = tcx.binder(tcx.trait_predicate(tcx.trait_ref(self.sized, (value,))))
        self.fulfill.register_obligation(Obligation(goal, self.env, cause))

    def adt(self, node: Any) -> None:
        """Fields; all but a struct's last one need a known size."""
        tcx = self.tcx
        is_enum = isinstance(node, ast.EnumItem)
        variants = node.variants if is_enum else (node.data,)
        kind = "enum" if is_enum else "union" if isinstance(node, ast.UnionItem) else "struct"
        for variant in variants:
            for n, field in enumerate(variant.fields):
                ty = tcx.type_of(tcx.def_id_of(field))
                self.wf(ty, field.ty.span)
                last = n == len(variant.fields) - 1
                if kind != "struct" or not last:
                    self.needs_sized(ty, field.ty.span, Labelled("FieldSized", (kind, field.ty.span, last)))

    def signature(self, node: ast.FnItem) -> None:
        """Parameters and result of a function. A body checks their sizes."""
        tcx = self.tcx
        binder = tcx.fn_sig(self.def_id)
        sig = tcx.instantiate(binder, lambda var: tcx.re_late(self.def_id, var))
        for ty, param in zip(sig.inputs, node.sig.inputs):
            self.wf(ty, param.ty.span if param.self_kind != "value" else param.span)
        if node.sig.output is not None:
            self.wf(sig.output, node.sig.output.span)

    def value(self, node: Any) -> None:
        ty = self.tcx.type_of(self.def_id)
        self.wf(ty, node.ty.span)
        parent = self.tcx.parent(self.def_id)
        where = self.tcx.def_kind(parent) if parent is not None else ""
        if where != "trait":
            self.needs_sized(ty, node.ty.span, Labelled("SizedConstOrStatic"))
        sync = self.tcx.lang_item("sync")
        if (
            isinstance(node, ast.StaticItem)
            and node.mutbl != "mut"
            and where != "foreign mod"
            and sync is not None
            and not ty.flags & k.HAS_ERROR
        ):
            goal = self.tcx.trait_predicate(self.tcx.trait_ref(sync, (self.tcx.erase_regions(ty),)))
            cause = Cause(node.ty.span, self.def_id, Labelled("SharedStatic"))
            self.fulfill.register_obligation(Obligation(self.tcx.binder(goal), self.env, cause))

    def impl(self, node: ast.ImplItem) -> None:
        """The header: Self, and the trait's own where-clauses with supertraits."""
        tcx = self.tcx
        header = tcx.impl_header(self.def_id)
        if header.trait_ref is None:
            self.wf(tcx.type_of(self.def_id), node.self_ty.span)
            return
        if header.polarity == "negative" or header.trait_ref.flags & k.HAS_ERROR:
            return
        self.trait_ref(header.trait_ref, node)

    def trait_ref(self, trait_ref: k.TraitRef, node: ast.ImplItem) -> None:
        tcx = self.tcx
        own = self.tcx.trait_predicate(trait_ref)
        from rustmem.traits.obligation import WhereClause

        for clause, span in tcx.predicates_of(trait_ref.def_id).predicates:
            bound = tcx.subst(clause, trait_ref.args)
            if isinstance(bound.value, (k.TypeOutlives, k.RegionOutlives)):
                self.outlives.append((bound, (node.trait_ref or node.self_ty).span))
            if bound.value is own or isinstance(bound.value, (k.TypeOutlives, k.RegionOutlives)):
                continue
            cause = Cause(node.self_ty.span, self.def_id, WhereClause(trait_ref.def_id, span))
            value = self.fulfill.normalize(cause, self.env, tcx.erase_regions(bound))
            self.fulfill.register_obligation(Obligation(value, self.env, cause))
        for arg in trait_ref.args:
            if isinstance(arg, k.Ty):
                self.wf(arg, node.self_ty.span)

    def bounds(self) -> None:
        """The where-clauses themselves, as far as they mention no parameter: they must hold."""
        tcx = self.tcx
        for clause, span in tcx.predicates_of(self.def_id).predicates:
            value = clause.value
            if isinstance(value, k.TraitPredicate):
                if not value.flags & (k.HAS_PARAM | k.HAS_BOUND | k.HAS_ERROR) and tcx.def_kind(self.def_id) != "trait":
                    self.fulfill.register_obligation(
                        Obligation(tcx.erase_regions(clause), ParamEnv(()), Cause(span, self.def_id, Labelled("TrivialBound")))
                    )
                self.bound_args(value.trait_ref, span)
            elif isinstance(value, k.ProjectionPredicate) and isinstance(value.term, k.Ty) and not value.term.binders:
                self.wf(value.term, span)

    def defaults(self) -> None:
        """What a parameter is by default must be well formed, and meet the parameter's bounds."""
        tcx = self.tcx
        generics = tcx.generics_of(self.def_id)
        if not any(p.has_default and p.kind == "type" for p in generics.params) or tcx.def_kind(self.def_id) == "impl":
            return
        args: list[Any] = list(tcx.identity_args(self.def_id))
        own = set()
        for p in generics.params:
            if p.has_default and p.kind == "type":
                ty = tcx.type_of(p.def_id)
                if not ty.flags & (k.HAS_PARAM | k.HAS_ERROR):
                    self.wf(ty, tcx.hir(p.def_id).default.span)
                    args[p.index] = ty
                    own.add(p.index)
        for clause, span in predicates_with_spans(tcx, self.def_id):
            mentioned: set[int] = set()
            all_params(getattr(clause.value, "trait_ref", None) or getattr(clause.value, "alias", clause.value), mentioned)
            value = tcx.subst(clause, tuple(args))
            if mentioned & own and not value.flags & (k.HAS_TY_PARAM | k.HAS_CT_PARAM | k.HAS_ERROR):
                if isinstance(value.value, (k.TraitPredicate, k.ProjectionPredicate)):
                    cause = Cause(span, self.def_id, Labelled("DefaultBound"))
                    self.fulfill.register_obligation(Obligation(tcx.erase_regions(value), self.env, cause))

    def bound_args(self, trait_ref: k.TraitRef, span: Span) -> None:
        """A bound's own trait may put conditions on its arguments."""
        if trait_ref.binders or trait_ref.flags & k.HAS_ERROR:
            return
        if self.tcx.def_kind(self.def_id) == "trait" and trait_ref.def_id == self.def_id:
            return
        for arg in trait_ref.args:
            if isinstance(arg, k.Ty) and not isinstance(arg, k.ParamTy):
                self.wf(arg, span)
