"""Closure expressions: their signature and kind from what is expected, then their body (rustc's `closure`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.builtin import closure_kind_ty
from rustmem.traits.elaborate import elaborate
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors_closure
from rustmem.typeck.coercion import CoerceMany
from rustmem.typeck.expectation import MAYBE, Diverges, Expectation

_KINDS = {"fn": 0, "fn_mut": 1, "fn_once": 2}


class CheckClosures:
    """The part of `FnCtxt` that checks closures and the frame of a function."""

    def check_expr_closure(self: Any, expr: ast.ClosureExpr, expected: Expectation) -> k.Ty:
        if expr.asyncness:
            return self.not_modelled("async closures", expr.span)
        tcx = self.tcx
        def_id = tcx.def_id_of(expr)
        hint = expected.to_option(self)
        sig, kind, sig_span = None, None, None
        if hint is not None:
            sig, kind, sig_span = self.deduce_closure_signature(self.try_structurally_resolve(hint))
        bound_sig = self.sig_of_closure(expr, sig, sig_span)
        parent = tuple(i.RE_ERASED if isinstance(arg, k.Region) else arg for arg in tcx.identity_args(tcx.typeck_root(def_id)))
        kind_ty = closure_kind_ty(kind) if kind is not None else self.next_ty_var(expr.span)
        upvars = self.next_ty_var(expr.span)
        ty = tcx.closure(def_id, (*parent, kind_ty, tcx.fn_ptr(bound_sig), upvars))
        self.results.closure_of[expr] = def_id
        self.closures.append((expr, def_id, ty))
        self.check_closure_body(expr, def_id, tcx.instantiate_erased(bound_sig))
        return ty

    def check_closure_body(self: Any, expr: ast.ClosureExpr, def_id: DefId, sig: k.FnSig) -> None:
        saved = (self.body_id, self.ret_coercion, self.breakables, self.diverges, self.fn_return)
        self.body_id, self.breakables, self.diverges = def_id, {}, MAYBE
        output = None if isinstance(expr.output, ast.InferTy) else expr.output
        self.fn_return = (expr, output)
        inputs = sig.inputs[0].elems if isinstance(sig.inputs[0], k.TupleTy) else ()
        self.check_fn_frame(expr.params, inputs, sig.output, expr.body)
        self.body_id, self.ret_coercion, self.breakables, self.diverges, self.fn_return = saved

    # -- frames of functions and closures --

    def check_fn_frame(self: Any, params: tuple[ast.Param, ...], inputs: Any, output: k.Ty, body: ast.Expr | ast.Block) -> None:
        """Parameters, body and result of a function or closure."""
        self.ret_coercion = CoerceMany(self, output)
        for param, ty in zip(params, inputs):
            self.outermost_param = param
            self.check_pat_top(param.pat, ty, param.ty.span, None, "param")
            self.outermost_param = None
            self.require_type_is_sized(ty, param.ty.span, "SizedArgumentType", param)
            self.results.types[param] = ty
        out_span = body.span
        if self.fn_return is not None and self.fn_return[1] is not None:
            out_span = self.fn_return[1].span
        self.require_type_is_sized(output, out_span, "SizedReturnType")
        self.check_return_or_body_tail(body, False)
        actual = self.ret_coercion.complete()
        self.ret_coercion.final = None
        if self.shallow(actual) is not i.ERROR:
            if actual is i.NEVER and self.shallow(output) is not i.NEVER:
                return
            self.demand_suptype(body.span, output, actual)

    def check_block_as_expr(self: Any, block: ast.Block, expected: Expectation) -> k.Ty:
        """A function's body or the block of `if`, an expression of its own in rustc."""
        old, self.diverges = self.diverges, MAYBE
        ty = self.check_block_with_expected(block, expected)
        if ty is i.NEVER and not self.diverges.level:
            self.diverges = Diverges(1, block.span, None, block)
        if old.level > self.diverges.level:
            self.diverges = old
        return ty

    # -- deduction --

    def deduce_closure_signature(self: Any, ty: k.Ty) -> tuple[k.Binder | None, int | None, Span | None]:
        """Signature and kind that the expected type asks for, and where it is asked."""
        tcx = self.tcx
        match ty:
            case k.InferTy(kind="ty"):
                predicates = self.obligations_for_self_ty(ty)
                return self.deduce_from_predicates(predicates)
            case k.AliasTy(kind="opaque"):
                bounds = [(tcx.erase_regions(tcx.subst(clause, ty.args)), span) for clause, span in tcx.item_bounds(ty.def_id)]
                return self.deduce_from_predicates(bounds)
            case k.DynTy():
                kind = None
                sig = None
                for pred in ty.preds:
                    value = pred.value
                    if type(value) is k.ExistentialTraitRef:
                        kind = self.fn_trait_kind(value.def_id)
                    elif type(value) is k.ExistentialProjection and sig is None:
                        sig = self.sig_from_args(value.def_id, value.args[0] if value.args else None, value.term, pred.vars)
                return sig, kind, None
            case k.FnPtrTy():
                value = ty.sig.value
                inputs = tcx.tuple(value.inputs) if value.inputs else i.UNIT
                return tcx.binder(tcx.mk_fn_sig((inputs,), value.output), ty.sig.vars), 0, None
        return None, None, None

    def obligations_for_self_ty(self: Any, ty: k.Ty) -> list[tuple[k.Binder, Span]]:
        """Pending bounds on the variable `ty`."""
        resolve = self.infcx.resolve_vars_if_possible
        return [(resolve(o.predicate), o.cause.span) for o in self.fulfillment.obligations_for_self_ty(ty)]

    def deduce_from_predicates(
        self: Any, predicates: list[tuple[k.Binder, Span]]
    ) -> tuple[k.Binder | None, int | None, Span | None]:
        sig, kind, where = None, None, None
        for predicate, span in predicates:
            for clause in elaborate(self.tcx, [predicate]):
                value = clause.value
                trait = None
                if type(value) is k.ProjectionPredicate:
                    trait = self.tcx.parent(value.alias.def_id)
                    if sig is None:
                        made = self.sig_from_args(
                            value.alias.def_id,
                            value.alias.args[1] if len(value.alias.args) > 1 else None,
                            value.term,
                            clause.vars,
                        )
                        if made is not None:
                            sig, where = self.normalize(span, made), span
                elif type(value) is k.TraitPredicate:
                    trait = value.trait_ref.def_id
                found = self.fn_trait_kind(trait)
                if found is not None:
                    kind = found if kind is None else min(kind, found)
        if sig is None:
            sig = self.sig_from_trait_bound(predicates)
        return sig, kind, where

    def sig_from_trait_bound(self: Any, predicates: list[tuple[k.Binder, Span]]) -> k.Binder | None:
        return None

    def fn_trait_kind(self: Any, trait: DefId | None) -> int | None:
        for lang, kind in _KINDS.items():
            if trait is not None and self.tcx.lang_items.get(lang) == trait:
                return kind
        return None

    def sig_from_args(self: Any, assoc: DefId, args: Any, term: Any, vars_: Any) -> k.Binder | None:
        """The signature from `F: FnOnce<(A, B)>, F::Output == term`."""
        tcx = self.tcx
        if tcx.lang_items.get("fn_once_output") != assoc or args is None:
            return None
        args = self.resolve(args)
        if not isinstance(args, k.TupleTy):
            return None
        return tcx.binder(tcx.mk_fn_sig((args,), self.resolve(term)), vars_)

    # -- the signature --

    def sig_of_closure(self: Any, expr: ast.ClosureExpr, expected: k.Binder | None, where: Span | None) -> k.Binder:
        """A Binder of FnSig with one input, the tuple of the parameters."""
        tcx = self.tcx
        supplied = self.supplied_sig_of_closure(expr)
        if expected is None:
            return supplied
        inputs = expected.value.inputs[0]
        if len(inputs.elems) != len(expr.params):
            errors_closure.wrong_argument_count(self, expr, expected, where)
            return supplied
        mark = self.snapshot()
        out: list[Any] = []
        ours, theirs = tcx.instantiate_erased(supplied), tcx.instantiate_erased(expected)
        for mine, wanted in zip((*ours.inputs, ours.output), (*theirs.inputs, theirs.output)):
            found = self.relate(mine, wanted, expr.span)
            if found is None:
                self.rollback(mark)
                return supplied
            out.extend(found)
        self.commit(mark)
        self.register_predicates(out)
        return self.resolve(expected)

    def supplied_sig_of_closure(self: Any, expr: ast.ClosureExpr) -> k.Binder:
        tcx = self.tcx
        vars_: list[k.BoundRegion] = []
        inputs = tuple(self.lower_closure_param(expr, param, vars_) for param in expr.params)
        if expr.output is None or isinstance(expr.output, ast.InferTy):
            output: k.Ty = self.next_ty_var(expr.body.span)
        else:
            output = self.lower_closure_output(expr, vars_)
        sig = tcx.mk_fn_sig((tcx.tuple(inputs) if inputs else i.UNIT,), output)
        return tcx.binder(sig, tuple(vars_))

    # -- questions --

    def closure_fn_sig(self: Any, ty: k.ClosureTy) -> k.Binder:
        """A Binder of FnSig with the tupled input."""
        return self.resolve(ty.args[-2]).sig

    def closure_captures_anything(self: Any, def_id: DefId) -> bool:
        return bool(self.tcx.upvars_mentioned(def_id))
