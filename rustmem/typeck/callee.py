"""Calls of functions, closures and values, and the arguments of every call (rustc's `callee` and `fn_ctxt::checks`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.builtin import closure_kind
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors, errors_args
from rustmem.typeck import results as r
from rustmem.typeck.autoderef import Autoderef
from rustmem.typeck.expectation import NO_EXPECTATION, Expectation, rvalue_hint
from rustmem.typeck.method import MethodCallee

_FN_TRAITS = (("fn", "call", True), ("fn_mut", "call_mut", True), ("fn_once", "call_once", False))


class DeferredCall:
    """A call of a closure whose kind is not known yet."""

    __slots__ = ("call", "callee", "closure_ty", "adjustments", "sig")

    def __init__(
        self, call: ast.CallExpr, callee: ast.Expr, closure_ty: k.Ty, adjustments: list[r.Adjustment], sig: k.FnSig
    ) -> None:
        self.call = call
        self.callee = callee
        self.closure_ty = closure_ty
        self.adjustments = adjustments
        self.sig = sig


class CheckCalls:
    """The part of `FnCtxt` that checks calls."""

    def check_expr_call(self: Any, expr: ast.CallExpr, expected: Expectation) -> k.Ty:
        """The type that the call gives, which must be well formed."""
        return self.well_formed_at(self.check_call(expr, expected), expr.span)

    def check_call(self: Any, expr: ast.CallExpr, expected: Expectation) -> k.Ty:
        callee = expr.func
        self.never_context[callee] = "value"
        if isinstance(callee, ast.PathExpr):
            self.call_of[callee] = expr
            ty = self.check_expr_with_expectation(callee, NO_EXPECTATION, (expr, expr.args))
        else:
            ty = self.check_expr(callee)
        ty = self.structurally_resolve(expr.span, ty)
        if ty is i.ERROR:
            self.check_argument_types_of_error(expr.args)
            self.tell_missing_function(expr)
            return i.ERROR
        if isinstance(ty, (k.FnDefTy, k.FnPtrTy)):
            return self.confirm_builtin_call(expr, ty, expected)
        autoderef = Autoderef(self, callee.span, ty)
        for step_ty, count in autoderef:
            step_ty = self.structurally_resolve(callee.span, step_ty)
            if isinstance(step_ty, (k.FnDefTy, k.FnPtrTy)):
                self.register_predicates(autoderef.obligations)
                self.apply_adjustments(callee, autoderef.adjust_steps())
                return self.confirm_builtin_call(expr, step_ty, expected)
            if isinstance(step_ty, k.ClosureTy) and closure_kind(self.infcx, step_ty) is None:
                self.register_predicates(autoderef.obligations)
                return self.confirm_deferred_closure_call(expr, step_ty, autoderef, expected)
            if count == 0 and isinstance(step_ty, k.RefTy):
                # `&F` is callable too, but calling the `F` behind it needs no borrow of the reference.
                continue
            if step_ty is i.ERROR:
                break
            found = self.try_overloaded_call(expr, step_ty, expr.args) or self.try_overloaded_call(expr, step_ty, None)
            if found is not None:
                self.register_predicates(autoderef.obligations)
                steps = autoderef.adjust_steps()
                if found[0] is not None:
                    steps.append(found[0])
                self.apply_adjustments(callee, steps)
                return self.confirm_overloaded_call(expr, found[1], expected)
        self.check_argument_types_of_error(expr.args)
        if ty is not i.ERROR:
            errors.not_callable(self, expr, ty)
        return i.ERROR

    def try_overloaded_call(
        self: Any, expr: ast.CallExpr, ty: k.Ty, args: Any
    ) -> tuple[r.Adjustment | None, MethodCallee] | None:
        for lang, name, borrow in _FN_TRAITS:
            trait = self.tcx.lang_item(lang)
            if trait is None:
                continue
            rhs = None
            if args is not None:
                vars_ = tuple(self.next_ty_var(arg.span) for arg in args)
                rhs = self.tcx.tuple(vars_) if vars_ else i.UNIT
            method = self.lookup_method_in_trait(self.cause(expr.span), name, trait, ty, rhs)
            if method is None:
                continue
            autoref = None
            first = method.sig.inputs[0]
            if borrow and isinstance(first, k.RefTy):
                autoref = r.Adjustment(r.Borrow(first.mutbl), first)
            return autoref, method
        return None

    def confirm_builtin_call(self: Any, expr: ast.CallExpr, ty: k.Ty, expected: Expectation) -> k.Ty:
        sig = self.fn_sig_of(ty, expr.func.span)
        def_id = ty.def_id if isinstance(ty, k.FnDefTy) else None
        self.check_argument_types(expr.span, expr, sig.inputs, sig.output, expected, expr.args, sig.c_variadic, False, def_id)
        if def_id is not None:
            self.require_type_is_sized_deferred(sig.output, expr.span, "SizedCallReturnType", def_id)
        return sig.output

    def confirm_deferred_closure_call(
        self: Any, expr: ast.CallExpr, ty: k.ClosureTy, autoderef: Autoderef, expected: Expectation
    ) -> k.Ty:
        sig = self.tcx.instantiate_erased(self.closure_fn_sig(ty))
        deferred = DeferredCall(expr, expr.func, ty, autoderef.adjust_steps(), sig)
        self.deferred_calls.setdefault(ty.def_id, []).append(deferred)
        self.check_argument_types(expr.span, expr, sig.inputs, sig.output, expected, expr.args, False, True, ty.def_id)
        return sig.output

    def confirm_overloaded_call(self: Any, expr: ast.CallExpr, method: MethodCallee, expected: Expectation) -> k.Ty:
        self.results.callees[expr] = (method.def_id, method.args)
        sig = method.sig
        callee_ty = self.resolve(method.args[0])
        def_id = callee_ty.def_id if isinstance(callee_ty, k.ClosureTy) else None
        self.check_argument_types(expr.span, expr, sig.inputs[1:], sig.output, expected, expr.args, False, True, def_id)
        return sig.output

    def resolve_deferred_calls(self: Any, closure: DefId) -> None:
        """The kind of `closure` is known: its calls go through the right trait now."""
        for deferred in self.deferred_calls.pop(closure, ()):
            found = self.try_overloaded_call(deferred.call, deferred.closure_ty, None)
            if found is None:
                self.tainted = True
                continue
            autoref, method = found
            self.eq(method.sig.output, deferred.sig.output)
            for ours, theirs in zip(deferred.sig.inputs, method.sig.inputs[1:]):
                self.eq(theirs, ours)
            steps = list(deferred.adjustments)
            if autoref is not None:
                steps.append(autoref)
            self.apply_adjustments(deferred.callee, steps)
            self.results.callees[deferred.call] = (method.def_id, method.args)

    # -- arguments --

    def check_method_argument_types(
        self: Any, expr: Any, span: Span, method: MethodCallee, args: tuple[ast.Expr, ...], expected: Expectation
    ) -> k.Ty:
        sig = method.sig
        self.check_argument_types(span, expr, sig.inputs[1:], sig.output, expected, args, sig.c_variadic, False, method.def_id)
        self.require_type_is_sized_deferred(sig.output, expr.span, "SizedCallReturnType")
        return sig.output

    def tell_missing_function(self: Any, expr: ast.CallExpr) -> None:
        """The error of a name that is no function is given now, after those of the arguments."""
        if not isinstance(expr.func, ast.PathExpr) or len(expr.func.path.segments) != 1:
            return
        name = expr.func.path.segments[0].ident
        diag = self.tcx.steal(name.span, "CallIntoMethod", self.root)
        if diag is None or not expr.args:
            return
        receiver = self.resolve(self.results.types.get(expr.args[0], i.ERROR))
        if receiver is not i.ERROR and self.method_of_any_trait_exists(name, receiver):
            diag.not_modelled("a method of that name")

    def check_argument_types_of_error(self: Any, args: tuple[ast.Expr, ...]) -> None:
        """The arguments of a call that is wrong itself."""
        for arg in args:
            self.check_expr(arg)

    def expected_inputs_for_expected_output(
        self: Any, expected: Expectation, output: k.Ty, inputs: tuple[k.Ty, ...]
    ) -> tuple[k.Ty, ...] | None:
        """What the inputs would be if the call gave what is expected of it; only a hint, nothing is bound."""
        hint = expected.only_has_type(self)
        if hint is None or not output.flags & k.HAS_INFER or self.is_ty_var(hint):
            return None
        if hint.flags & k.HAS_OPAQUE:
            return None
        infcx = self.infcx
        count, const_count = len(infcx.parent), len(infcx.const_parent)
        mark = infcx.snapshot()
        out: list[Any] = []
        error = infcx.eq(self.param_env, self.cause(Span(0, 0)), hint, output, out)
        made = None
        if error is None:
            made = tuple(infcx.resolve_vars_if_possible(ty) for ty in inputs)
            kinds = {}
            for ty in made:
                for var in infcx.unresolved_vars(ty):
                    if type(var) is k.InferTy and var.vid >= count:
                        kinds[var] = var.kind
                    elif type(var) is k.InferConst and var.vid >= const_count:
                        kinds[var] = "const"
        infcx.rollback_to(mark)
        if made is None or not kinds:
            return made
        fresh = {var: self.fresh_of_kind(kind) for var, kind in kinds.items()}
        return tuple(self.tcx.fold(ty, k.HAS_INFER, lambda part, _: fresh.get(part, part)) for ty in made)

    def fresh_of_kind(self: Any, kind: str) -> Any:
        infcx = self.infcx
        if kind == "const":
            return infcx.next_const_var()
        return {"ty": infcx.next_ty_var, "int": infcx.next_int_var, "float": infcx.next_float_var}[kind]()

    def check_argument_types(
        self: Any, call_span: Span, call: Any, formal: tuple[k.Ty, ...], output: k.Ty, expectation: Expectation,
        args: tuple[ast.Expr, ...], variadic: bool, tupled: bool, def_id: DefId | None,
    ) -> None:  # fmt: skip
        for ty, arg in zip(formal, args):
            self.well_formed_at(ty, arg.span)
            self.require_type_is_sized(ty, arg.span, "SizedArgumentType") if tupled else None
        expected = self.expected_inputs_for_expected_output(expectation, output, formal)
        if tupled:
            tuple_ty = self.structurally_resolve(call_span, formal[0])
            if isinstance(tuple_ty, k.TupleTy):
                formal = tuple_ty.elems
                if expected is not None:
                    hinted = self.resolve(expected[0])
                    expected = hinted.elems if isinstance(hinted, k.TupleTy) and len(hinted.elems) == len(formal) else None
            else:
                self.check_argument_types_of_error(args)
                if tuple_ty is not i.ERROR:
                    errors_args.not_a_tuple_of_arguments(self, call, tuple_ty)
                return
        if expected is None:
            expected = formal
        incompatible: dict[int, Any] = {}
        has_closure = False
        for at, arg in enumerate(args):
            if type(arg) is ast.ClosureExpr and at < len(formal):
                has_closure = True
                continue
            self.check_one_argument(at, arg, formal, expected, incompatible, variadic)
        # The other arguments may decide what the closures are given; rustc asks whether there are any or not.
        self.select_where_possible()
        if has_closure:
            for at, arg in enumerate(args):
                if type(arg) is ast.ClosureExpr and at < len(formal):
                    self.check_one_argument(at, arg, formal, expected, incompatible, variadic)
        wrong_count = len(args) < len(formal) or (len(args) > len(formal) and not variadic)
        if incompatible or wrong_count:
            errors_args.report_arg_errors(self, call, call_span, formal, expected, args, incompatible, variadic, tupled, def_id)

    def check_one_argument(
        self: Any, at: int, arg: ast.Expr, formal: Any, expected: Any, incompatible: dict[int, Any], variadic: bool
    ) -> None:
        if at >= len(formal):
            ty = self.check_expr(arg)
            if variadic:
                self.check_variadic_argument(arg, ty)
            return
        expectation = rvalue_hint(self, expected[at])
        checked = self.check_expr_with_expectation(arg, expectation)
        coerced = expectation.only_has_type(self)
        if coerced is None:
            coerced = formal[at]
        coerced = self.resolve_with_pending(coerced)
        if self.coerce(arg, checked, coerced, True) is None:
            incompatible[at] = (self.last_terr, checked, coerced)
            return
        if coerced is not formal[at] and not self.eq(coerced, formal[at], arg.span):
            incompatible[at] = (self.last_terr, checked, formal[at])

    def check_variadic_argument(self: Any, arg: ast.Expr, ty: k.Ty) -> None:
        ty = self.resolve(ty)
        bad = {"f32": "c_double", "i8": "c_int", "i16": "c_int", "u8": "c_uint", "u16": "c_uint"}
        cast = bad.get(getattr(ty, "name", "")) if isinstance(ty, (k.IntTy, k.FloatTy)) else "c_int" if ty is i.BOOL else None
        if cast is not None:
            errors_args.variadic_cast(self, arg, ty, cast)
