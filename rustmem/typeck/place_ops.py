"""Overloaded `*` and `[]`, and their change to the mutable form where a place is written (rustc's `place_op`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.project import normalize
from rustmem.traits.queries import predicate_may_hold
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors
from rustmem.typeck import results as r
from rustmem.typeck.autoderef import Autoderef, builtin_deref
from rustmem.typeck.expectation import Expectation
from rustmem.typeck.method import MethodCallee

_PLACE_OPS = {
    ("deref", False): ("deref", "deref"),
    ("deref", True): ("deref_mut", "deref_mut"),
    ("index", False): ("index", "index"),
    ("index", True): ("index_mut", "index_mut"),
}


def point_at_index(found: list[Any], expr: ast.IndexExpr) -> None:
    """Errors about the index are shown at the index."""
    for each in found:
        cause = each.obligation.cause
        if cause.span == expr.span or cause.span == expr.expr.span:
            each.obligation.cause = type(cause)(expr.index.span, cause.body, cause.code)


class PlaceOps:
    """The part of `FnCtxt` that checks dereferences and indexing."""

    # -- dereference --

    def lookup_derefing(self: Any, expr: ast.Expr, base: ast.Expr, ty: k.Ty) -> k.Ty | None:
        """The type of `*base`; None if there is none."""
        found = builtin_deref(self.tcx, ty, True)
        if found is not None:
            return found
        method = self.try_overloaded_place_op(expr.span, ty, None, "deref", False)
        if method is None:
            return None
        first = method.sig.inputs[0]
        if isinstance(first, k.RefTy):
            self.apply_adjustments(base, [r.Adjustment(r.Borrow("not"), first)])
        self.results.callees[expr] = (method.def_id, method.args)
        return self.place_return_ty(method)

    def deref_target(self: Any, ty: k.Ty, obligations: list[Any], span: Span) -> k.Ty | None:
        """`<ty as Deref>::Target`, if `ty: Deref`; obligations are appended."""
        tcx, infcx = self.tcx, self.infcx
        trait = tcx.lang_item("deref")
        target = tcx.lang_item("deref_target")
        if trait is None or target is None:
            return None
        cause = self.cause(span)
        predicate = tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, (ty,))))
        if not predicate_may_hold(infcx, self.param_env, predicate):
            return None
        made = normalize(self.selcx, self.param_env, cause, tcx.alias("projection", target, (ty,)), obligations)
        return infcx.resolve_vars_if_possible(made)

    def try_overloaded_place_op(
        self: Any, span: Span, base: k.Ty, arg: k.Ty | None, op: str, mutable: bool
    ) -> MethodCallee | None:
        lang, name = _PLACE_OPS[op, mutable]
        return self.lookup_method_in_trait(self.cause(span), name, self.tcx.lang_item(lang), base, arg)

    def place_return_ty(self: Any, method: MethodCallee) -> k.Ty:
        """The place that the method's reference points to."""
        output = self.shallow(method.sig.output)
        return output.ty if isinstance(output, k.RefTy) else i.ERROR

    # -- indexing --

    def check_expr_index(self: Any, expr: ast.IndexExpr, expected: Expectation) -> k.Ty:
        self.never_context[expr.expr] = "place"
        base_ty = self.check_expr(expr.expr)
        index_ty = self.check_expr(expr.index)
        if base_ty.flags & k.HAS_ERROR and base_ty is i.ERROR:
            return base_ty
        if index_ty is i.ERROR:
            return index_ty
        base_ty = self.structurally_resolve(expr.expr.span, base_ty)
        if base_ty is i.ERROR:
            return base_ty
        found = self.lookup_indexing(expr, base_ty, index_ty)
        if found is None:
            errors.cannot_index(self, expr, base_ty)
            return i.ERROR
        wanted, element = found
        self.demand_coerce(expr.index, index_ty, wanted)
        self.select_where_possible(lambda found: point_at_index(found, expr))
        return element

    def lookup_indexing(self: Any, expr: ast.IndexExpr, base_ty: k.Ty, index_ty: k.Ty) -> tuple[k.Ty, k.Ty] | None:
        autoderef = Autoderef(self, expr.expr.span, base_ty)
        found = None
        for _ in autoderef:
            found = self.try_index_step(expr, autoderef, index_ty)
            if found is not None:
                break
        self.register_predicates(autoderef.obligations)
        return found

    def try_index_step(self: Any, expr: ast.IndexExpr, autoderef: Autoderef, index_ty: k.Ty) -> tuple[k.Ty, k.Ty] | None:
        adjusted = self.structurally_resolve(expr.expr.span, autoderef.final_ty())
        index_ty = self.shallow(index_ty)
        if isinstance(adjusted, (k.ArrayTy, k.SliceTy)):
            if index_ty is i.USIZE or isinstance(index_ty, k.InferTy) and index_ty.kind == "int":
                self.apply_adjustments(expr.expr, autoderef.adjust_steps())
                return i.USIZE, adjusted.ty
        for unsize in (False, True):
            self_ty = adjusted
            if unsize:
                if not isinstance(adjusted, k.ArrayTy):
                    continue
                self_ty = self.tcx.slice(adjusted.ty)
            input_ty = self.next_ty_var(expr.expr.span)
            method = self.try_overloaded_place_op(expr.span, self_ty, input_ty, "index", False)
            if method is None:
                continue
            steps = autoderef.adjust_steps()
            first = method.sig.inputs[0]
            if isinstance(first, k.RefTy):
                steps.append(r.Adjustment(r.Borrow("not"), self.tcx.ref(i.RE_ERASED, adjusted)))
            if unsize:
                steps.append(r.Adjustment(r.Pointer("Unsize"), first))
            self.apply_adjustments(expr.expr, steps)
            self.results.callees[expr] = (method.def_id, method.args)
            return input_ty, self.place_return_ty(method)
        return None

    # -- to the mutable form --

    def convert_place_derefs_to_mutable(self: Any, expr: ast.Expr) -> None:
        """Every overloaded step on the way to the place `expr` becomes `deref_mut` or `index_mut`, where it exists."""
        chain = [expr]
        while True:
            match chain[-1]:
                case ast.FieldExpr(expr=inner) | ast.IndexExpr(expr=inner) | ast.UnaryExpr(op="*", expr=inner):
                    chain.append(inner)
                case _:
                    break
        for at in reversed(chain):
            steps = self.results.adjustments.get(at)
            if steps:
                self.results.adjustments[at] = self.mutable_derefs(at, steps)
            if isinstance(at, ast.IndexExpr):
                self.convert_place_op_to_mutable("index", at, at.expr)
            elif isinstance(at, ast.UnaryExpr) and at.op == "*":
                self.convert_place_op_to_mutable("deref", at, at.expr)

    def mutable_derefs(self: Any, expr: ast.Expr, steps: tuple[r.Adjustment, ...]) -> tuple[r.Adjustment, ...]:
        made = []
        source = self.results.types[expr]
        for step in steps:
            kind = step.kind
            if isinstance(kind, r.Deref) and kind.overloaded == "not":
                if self.try_overloaded_place_op(expr.span, self.resolve(source), None, "deref", True) is not None:
                    step = r.Adjustment(r.Deref("mut"), step.target)
            made.append(step)
            source = step.target
        return tuple(made)

    def convert_place_op_to_mutable(self: Any, op: str, expr: ast.Expr, base: ast.Expr) -> None:
        callee = self.results.callees.get(expr)
        if callee is None:
            return
        base_ty = builtin_deref(self.tcx, self.resolve(self.results.expr_ty_adjusted(base)), False)
        if base_ty is None:
            return
        arg = self.resolve(callee[1][1]) if op == "index" else None
        method = self.try_overloaded_place_op(expr.span, base_ty, arg, op, True)
        if method is None:
            return
        self.results.callees[expr] = (method.def_id, method.args)
        steps = self.results.adjustments.get(base)
        if not steps:
            return
        made = []
        source = self.resolve(self.results.types[base])
        for at, step in enumerate(steps):
            if isinstance(step.kind, r.Borrow):
                step = r.Adjustment(r.Borrow("mut"), self.tcx.ref(i.RE_ERASED, source, "mut"))
            elif isinstance(step.kind, r.Pointer) and step.kind.cast == "Unsize" and at == len(steps) - 1 and at:
                step = r.Adjustment(step.kind, method.sig.inputs[0])
            made.append(step)
            source = self.resolve(step.target)
        self.results.adjustments[base] = tuple(made)
