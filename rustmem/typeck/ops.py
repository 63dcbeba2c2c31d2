"""Operators, built-in and overloaded (rustc's `op`)."""

from __future__ import annotations

from typing import Any

from rustmem.syntax import ast
from rustmem.traits import obligation as o
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors, errors_ops
from rustmem.typeck import results as r
from rustmem.typeck.expectation import Expectation
from rustmem.typeck.exprs import is_syntactic_place
from rustmem.typeck.method import MethodCallee

BINARY = {
    "+": ("add", "add"), "-": ("sub", "sub"), "*": ("mul", "mul"), "/": ("div", "div"), "%": ("rem", "rem"),
    "^": ("bitxor", "bitxor"), "&": ("bitand", "bitand"), "|": ("bitor", "bitor"), "<<": ("shl", "shl"), ">>": ("shr", "shr"),
    "<": ("partial_ord", "lt"), "<=": ("partial_ord", "le"), ">=": ("partial_ord", "ge"), ">": ("partial_ord", "gt"),
    "==": ("eq", "eq"), "!=": ("eq", "ne"),
}  # fmt: skip
"""Operator to (lang item of its trait, method)."""
ASSIGN = {op: (f"{trait}_assign", f"{name}_assign") for op, (trait, name) in BINARY.items() if trait not in ("eq", "partial_ord")}
COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
_SHIFTS = ("<<", ">>")
_BITWISE = ("^", "&", "|")


class CheckOps:
    """The part of `FnCtxt` that checks operators."""

    def check_expr_binop(self: Any, expr: ast.BinaryExpr, expected: Expectation) -> k.Ty:
        op = expr.op
        if op == "&&" or op == "||":
            self.check_expr_coercible_to_type(expr.left, i.BOOL)
            diverges = self.diverges
            self.check_expr_coercible_to_type(expr.right, i.BOOL)
            # The right side may not run.
            self.diverges = diverges
            return i.BOOL
        left, right, result = self.check_overloaded_binop(expr, expr.left, expr.right, op, False, expected)
        if not self.is_ty_var(left) and not self.is_ty_var(right) and self.is_builtin_binop(left, right, op):
            builtin = self.enforce_builtin_binop_types(expr.left.span, left, expr.right.span, right, op)
            diag = self.demand_suptype_diag(expr.span, builtin, result) if result is not i.ERROR else None
            if diag is not None:
                self.emit(diag)
            return builtin
        return result

    def check_expr_assign_op(self: Any, expr: ast.AssignOpExpr, expected: Expectation) -> k.Ty:
        op = expr.op
        left, right, result = self.check_overloaded_binop(expr, expr.left, expr.right, op, True, expected)
        ty = result
        if not self.is_ty_var(left) and not self.is_ty_var(right) and self.is_builtin_binop(left, right, op):
            self.enforce_builtin_binop_types(expr.left.span, left, expr.right.span, right, op)
            ty = i.UNIT
        if not is_syntactic_place(self, expr.left):
            errors.invalid_assignment_op(self, expr.left, expr.op_span)
        return ty

    def check_overloaded_binop(
        self: Any, expr: Any, left: ast.Expr, right: ast.Expr, op: str, assign: bool, expected: Expectation
    ) -> tuple[k.Ty, k.Ty, k.Ty]:
        if assign:
            self.assigned.append(left)
            left_ty = self.check_expr(left)
        else:
            # Coerced to a variable, so that a `&mut T` operand is reborrowed.
            checked = self.check_expr(left)
            fresh = self.next_ty_var(left.span)
            left_ty = self.demand_coerce(left, checked, fresh)
        left_ty = self.resolve_with_pending(left_ty)
        right_var = self.next_ty_var(right.span)
        method = None
        if left_ty is not i.ERROR:
            method = self.lookup_op_method(expr, left, left_ty, right, right_var, op, assign, expected)
        right_ty = self.check_expr_coercible_to_type(right, right_var, left)
        right_ty = self.resolve_with_pending(right_ty)
        if method is not None:
            self.adjust_operands(expr, left, right, method, op, assign)
            self.results.callees[expr] = (method.def_id, method.args)
            self.select_where_possible()
            if assign:
                self.convert_place_derefs_to_mutable(left)
            return left_ty, right_ty, method.sig.output
        if left_ty is not i.ERROR and not left_ty.flags & k.HAS_ERROR and not right_ty.flags & k.HAS_ERROR:
            wanted = expected.only_has_type(self)
            if wanted is not None and self.is_ty_var(wanted):
                wanted = None
            errors_ops.binary_operation_missing(self, expr, left, left_ty, right, right_ty, op, assign, wanted)
        self.tainted = True
        return left_ty, right_ty, i.ERROR

    def adjust_operands(
        self: Any, expr: Any, left: ast.Expr, right: ast.Expr, method: MethodCallee, op: str, assign: bool
    ) -> None:
        by_ref = op in COMPARISONS
        first = method.sig.inputs[0]
        if (by_ref or assign) and isinstance(first, k.RefTy):
            self.apply_adjustments(left, [r.Adjustment(r.Borrow(first.mutbl, first.mutbl == "mut"), first)])
        if by_ref:
            second = method.sig.inputs[1]
            if isinstance(second, k.RefTy):
                # The right side may carry a reborrow already; the borrow comes on top.
                before = self.results.adjustments.get(right, ())
                step = r.Adjustment(r.Borrow(second.mutbl, second.mutbl == "mut"), second)
                self.results.adjustments[right] = (*before, step)

    def lookup_op_method(
        self: Any,
        expr: Any,
        left: ast.Expr,
        left_ty: k.Ty,
        right: ast.Expr,
        right_ty: k.Ty,
        op: str,
        assign: bool,
        expected: Expectation,
    ) -> MethodCallee | None:
        lang, name = (ASSIGN if assign else BINARY)[op]
        hint = expected.only_has_type(self)
        code = o.Labelled("BinOp", (left, right, op, assign, hint))
        method = self.lookup_method_in_trait(self.cause(expr.op_span, code), name, self.tcx.lang_item(lang), left_ty, right_ty)
        if method is not None:
            self.select_where_possible()
        return method

    def check_user_unop(self: Any, expr: ast.UnaryExpr, ty: k.Ty, expected: Expectation) -> k.Ty:
        lang = "not" if expr.op == "!" else "neg"
        hint = expected.only_has_type(self)
        ty = self.resolve_with_pending(ty)
        code = o.Labelled("UnaryOp", (expr, hint))
        method = self.lookup_method_in_trait(self.cause(expr.span, code), lang, self.tcx.lang_item(lang), ty, None)
        if method is None:
            if not ty.flags & k.HAS_ERROR:
                errors_ops.unary_operation_missing(self, expr, self.resolve(ty))
            self.tainted = True
            return i.ERROR
        self.results.callees[expr] = (method.def_id, method.args)
        self.select_where_possible()
        return method.sig.output

    # -- built-in --

    def is_builtin_binop(self: Any, left: k.Ty, right: k.Ty, op: str) -> bool:
        left, right = self.deref_if_possible(left), self.deref_if_possible(right)
        if left.flags & k.HAS_ERROR or right.flags & k.HAS_ERROR:
            return True
        if op in _SHIFTS:
            return self.is_integral(left) and self.is_integral(right)
        if op in COMPARISONS:
            return self.is_scalar(left) and self.is_scalar(right)
        if op in _BITWISE:
            return self.is_integral(left) and self.is_integral(right) or left is i.BOOL and right is i.BOOL
        return self.is_integral(left) and self.is_integral(right) or self.is_fp(left) and self.is_fp(right)

    def enforce_builtin_binop_types(self: Any, left_span: Any, left: k.Ty, right_span: Any, right: k.Ty, op: str) -> k.Ty:
        left, right = self.deref_if_possible(left), self.deref_if_possible(right)
        if op in _SHIFTS:
            return left
        self.demand_suptype(right_span, left, right)
        return i.BOOL if op in COMPARISONS else left

    def deref_if_possible(self: Any, ty: k.Ty) -> k.Ty:
        """One reference less, so that `5.0 + &6.0` is built in."""
        ty = self.shallow(ty)
        return self.shallow(ty.ty) if isinstance(ty, k.RefTy) and ty.mutbl == "not" else ty

    def is_scalar(self: Any, ty: k.Ty) -> bool:
        ty = self.shallow(ty)
        if isinstance(ty, k.InferTy):
            return ty.kind != "ty"
        return isinstance(ty, (k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy))
