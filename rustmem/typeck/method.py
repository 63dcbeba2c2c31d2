"""Method calls: probe, then confirm (rustc's `method` and `method::confirm`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.traits.elaborate import predicates_with_spans, supertraits
from rustmem.traits.queries import predicate_may_hold
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors_method
from rustmem.typeck import results as r
from rustmem.typeck.autoderef import Autoderef, report_deref_limit
from rustmem.typeck.expectation import Expectation
from rustmem.typeck.library_gap import all_traits, method_gap
from rustmem.typeck.method_probe import MethodError, Pick, Probe, principal_of


class MethodCallee:
    __slots__ = ("def_id", "args", "sig")

    def __init__(self, def_id: DefId, args: k.GenericArgs, sig: k.FnSig) -> None:
        self.def_id = def_id
        self.args = args
        self.sig = sig


class CheckMethods:
    """The part of `FnCtxt` that checks method calls."""

    def check_expr_method_call(self: Any, expr: ast.MethodCallExpr, expected: Expectation) -> k.Ty:
        receiver = expr.receiver
        self.never_context[receiver] = "place"
        ty = self.check_expr(receiver)
        ty = self.structurally_resolve(receiver.span, ty)
        segment = expr.segment
        found = self.lookup_method(ty, expr)
        if isinstance(found, MethodError):
            if found.kind != "error" and not ty.flags & k.HAS_ERROR:
                errors_method.report_method_error(self, segment.ident.span, ty, expr, found, expected)
            self.tainted = True
            self.check_argument_types_of_error(expr.args)
            return i.ERROR
        self.results.callees[expr] = (found.def_id, found.args)
        return self.check_method_argument_types(expr, segment.ident.span, found, expr.args, expected)

    def lookup_method(self: Any, self_ty: k.Ty, expr: ast.MethodCallExpr) -> MethodCallee | MethodError:
        traits = self.tcx.lookup("traits", expr) or ()
        probe = Probe(self, expr.segment.ident.span, "method", expr.segment.ident.name, self_ty, traits)
        pick = probe.run()
        if probe.endless is not None:
            report_deref_limit(self, expr.segment.ident.span, probe.endless)
        if isinstance(pick, MethodError):
            pick.steps = probe.steps
            return pick
        if pick.kind == "trait":
            self.results.used_trait_imports.add(self.tcx.parent(pick.item.def_id))
        return self.confirm_method(expr.segment.ident.span, expr.receiver, expr, self_ty, pick, expr.segment)

    def method_exists(self: Any, name: ast.Ident, self_ty: k.Ty, expr: Any) -> bool:
        """Whether a method of that name could be called, for a better error."""
        traits = self.tcx.lookup("traits", expr) or ()
        found = Probe(self, name.span, "method", name.name, self_ty, traits).run()
        return isinstance(found, Pick) or found.kind == "ambiguous"

    def method_of_any_trait_exists(self: Any, name: ast.Ident, self_ty: k.Ty) -> bool:
        """Whether a method of that name could be called if all traits were in scope (rustc's `ProbeScope::AllTraits`);
        also if the real library may have one."""
        probe = Probe(self, name.span, "method", name.name, self_ty, all_traits(self.tcx))
        found = probe.run()
        if isinstance(found, Pick) or found.kind == "ambiguous":
            return True
        return method_gap(self, name.name, [step.ty for step in probe.steps], probe.traits) is not None

    def find_method(self: Any, name: ast.Ident, self_ty: k.Ty, expr: Any) -> Pick | None:
        traits = self.tcx.lookup("traits", expr) or ()
        found = Probe(self, name.span, "method", name.name, self_ty, traits).run()
        return found if isinstance(found, Pick) else None

    # -- confirming --

    def confirm_method(
        self: Any, span: Span, self_expr: ast.Expr, call: ast.Expr, unadjusted: k.Ty, pick: Pick, segment: ast.PathSegment
    ) -> MethodCallee:
        tcx = self.tcx
        self_ty = self.adjust_self_ty(self_expr, unadjusted, pick)
        receiver_args = self.fresh_receiver_args(span, self_ty, pick)
        args = self.instantiate_method_args(call, pick, segment, receiver_args)
        raw = tcx.erase_regions(tcx.instantiate_erased(tcx.subst(tcx.fn_sig(pick.item.def_id), args)))
        if not self.eq(self_ty, self.normalize(span, raw.inputs[0]), span):
            # Probing found that they agree; an error type on the way is all that can differ.
            self.tainted = True
        # The receiver is known now, so that projections in the signature resolve at once.
        sig = self.normalize(span, raw)
        if not self.illegal_sized_bound(pick, args, self_ty, span):
            self.add_method_obligations(call, span, pick.item.def_id, args)
        self.enforce_illegal_method_limitations(pick, self_expr, call, segment)
        self.check_stability(pick.item.def_id, segment.ident.span)
        if pick.autoref == "mut":
            self.convert_place_derefs_to_mutable(self_expr)
        return MethodCallee(pick.item.def_id, args, sig)

    def adjust_self_ty(self: Any, expr: ast.Expr, unadjusted: k.Ty, pick: Pick) -> k.Ty:
        autoderef = Autoderef(self, expr.span, unadjusted)
        target = autoderef.ty
        for target, count in autoderef:
            if count == pick.autoderefs:
                break
        steps = autoderef.adjust_steps()
        if pick.autoref is not None:
            base = target
            target = self.tcx.ref(i.RE_ERASED, target, pick.autoref)
            # A receiver's `&mut` may be two-phase, so that `v.push(v.len())` is accepted.
            steps.append(r.Adjustment(r.Borrow(pick.autoref, pick.autoref == "mut"), target))
            if pick.unsize:
                assert isinstance(base, k.ArrayTy)
                target = self.tcx.ref(i.RE_ERASED, self.tcx.slice(base.ty), pick.autoref)
                steps.append(r.Adjustment(r.Pointer("Unsize"), target))
        elif pick.to_const_ptr:
            assert isinstance(target, k.RawPtrTy)
            target = self.tcx.ptr(target.ty, "not")
            steps.append(r.Adjustment(r.Pointer("MutToConstPointer"), target))
        self.register_predicates(autoderef.obligations)
        self.apply_adjustments(expr, steps)
        return target

    def fresh_receiver_args(self: Any, span: Span, self_ty: k.Ty, pick: Pick) -> k.GenericArgs:
        tcx, infcx = self.tcx, self.infcx
        if pick.kind == "inherent":
            return infcx.fresh_args_for_item(span, pick.candidate.impl)
        if pick.kind == "trait":
            return infcx.fresh_args_for_item(span, tcx.parent(pick.item.def_id))
        if pick.kind == "where":
            return self.normalize(span, tcx.erase_regions(tcx.instantiate_erased(pick.candidate.trait_ref))).args
        trait = tcx.parent(pick.item.def_id)
        for ty, _ in Autoderef(self, span, self_ty, include_raw=True, silence=True):
            if isinstance(ty, k.DynTy):
                principal = principal_of(tcx, ty)
                if principal is None:
                    continue
                for upcast in supertraits(tcx, principal):
                    if upcast.value.def_id == trait:
                        return self.normalize(span, tcx.erase_regions(tcx.instantiate_erased(upcast))).args
        return infcx.fresh_args_for_item(span, trait)

    def instantiate_method_args(
        self: Any, call: Any, pick: Pick, segment: ast.PathSegment, receiver_args: k.GenericArgs
    ) -> k.GenericArgs:
        generics = self.tcx.generics_of(pick.item.def_id)
        return self.args_for_segment(call, pick.item.def_id, generics, segment, receiver_args, is_method=True)

    def add_method_obligations(self: Any, call: Any, span: Span, def_id: DefId, args: k.GenericArgs) -> None:
        self.add_obligations_for_item(call, span, def_id, args)
        self.add_wf_bounds(args, span)

    def illegal_sized_bound(self: Any, pick: Pick, args: k.GenericArgs, self_ty: k.Ty, span: Span) -> bool:
        """`Self: Sized` on a method called on a trait object."""
        if pick.kind != "object":
            return False
        tcx = self.tcx
        sized = tcx.lang_item("sized")
        for clause, where in predicates_with_spans(tcx, pick.item.def_id):
            value = clause.value
            if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized:
                bounded = value.trait_ref.args[0]
                if isinstance(bounded, k.ParamTy) and bounded.index == 0 and isinstance(self.resolve(args[0]), k.DynTy):
                    errors_method.method_on_trait_object(self, pick, span, where)
                    return True
        return False

    def enforce_illegal_method_limitations(
        self: Any, pick: Pick, self_expr: ast.Expr, call: Any, segment: ast.PathSegment
    ) -> None:
        trait = self.tcx.parent(pick.item.def_id)
        if trait is not None and self.tcx.is_lang_item(trait, "drop"):
            errors_method.explicit_destructor_call(self, segment.ident.span, self_expr, call)

    # -- operators --

    def lookup_method_in_trait(
        self: Any, cause: o.Cause, name: str, trait: DefId | None, self_ty: k.Ty, rhs: k.Ty | None
    ) -> MethodCallee | None:
        """The method `name` of an operator's trait for these operand types; None if the trait cannot hold."""
        if trait is None:
            return None
        tcx, infcx = self.tcx, self.infcx
        generics = tcx.generics_of(trait)
        args: k.GenericArgs = (self_ty,)
        if rhs is not None:
            args = (self_ty, rhs)
        if len(args) < generics.count:
            args = infcx.fresh_args(cause.span, generics, args)
        trait_ref = tcx.trait_ref(trait, args)
        obligation = o.Obligation(tcx.binder(tcx.trait_predicate(trait_ref)), self.param_env, cause)
        if not predicate_may_hold(infcx, self.param_env, obligation.predicate):
            return None
        item = next((item for item in tcx.associated_items(trait) if item.name == name), None)
        if item is None:
            return None
        method_generics = tcx.generics_of(item.def_id)
        if len(args) < method_generics.count:
            args = infcx.fresh_args(cause.span, method_generics, args)
        sig = tcx.erase_regions(tcx.instantiate_erased(tcx.subst(tcx.fn_sig(item.def_id), args)))
        sig = self.normalize(cause.span, sig, cause)
        self.fulfillment.register_obligation(obligation)
        for clause, _ in tcx.predicates_of(item.def_id).predicates:
            if isinstance(clause.value, (k.TypeOutlives, k.RegionOutlives)):
                continue
            self.register(self.normalize(cause.span, tcx.erase_regions(tcx.subst(clause, args)), cause), cause)
        return MethodCallee(item.def_id, args, sig)

    def assoc_item_accessible(self: Any, item: Any) -> bool:
        if item.container == "trait" or item.container == "trait-impl":
            return True
        return self.is_accessible(self.tcx.defs[item.def_id].vis)

    def inherent_impls(self: Any, simplified: Any, name: str | None) -> Any:
        """The inherent impls of types of that shape."""
        return self.tcx.inherent_impls_of(simplified)
