"""Expressions to types (rustc's `rustc_hir_typeck::expr`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.syntax import ast
from rustmem.ty import defs as d
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.typeck import errors
from rustmem.typeck.coercion import CoerceMany
from rustmem.typeck.expectation import (
    MAYBE,
    NO_EXPECTATION,
    WARNED_ALWAYS,
    Cause,
    Diverges,
    Expectation,
    diverges_and,
    diverges_or,
    expect_has_type,
    rvalue_hint,
)

_NO_UNREACHABLE_AFTER = (ast.BlockExpr, ast.IfExpr, ast.LetExpr, ast.LoopExpr, ast.MatchExpr)
"""Expressions that warn about their own parts, so not about themselves."""


class BreakableCtxt:
    """A loop or block that `break` may leave."""

    __slots__ = ("coerce", "may_break", "node")

    def __init__(self, coerce: CoerceMany | None, node: object) -> None:
        self.coerce = coerce
        """None: the value is `()` and `break` has none (`while`, `for`)."""
        self.may_break = False
        self.node = node


class CheckExprs:
    """The part of `FnCtxt` that checks expressions, statements and blocks."""

    # -- entry points --

    def check_expr(self: Any, expr: ast.Expr) -> k.Ty:
        return self.check_expr_with_expectation(expr, NO_EXPECTATION)

    def check_expr_with_hint(self: Any, expr: ast.Expr, expected: k.Ty) -> k.Ty:
        return self.check_expr_with_expectation(expr, expect_has_type(expected))

    def check_expr_has_type_or_error(
        self: Any, expr: ast.Expr, expected: k.Ty, extend: Callable[[Any], None] | None = None
    ) -> k.Ty:
        """Checks `expr` against a type that it must have; only `!` is coerced."""
        ty = self.check_expr_with_expectation(expr, expect_has_type(expected))
        if ty is i.NEVER or self.shallow(ty) is i.NEVER:
            if self.results.adjustments.get(expr):
                return i.ERROR
            adj_ty = self.next_ty_var(expr.span)
            self.apply_never_to_any(expr, adj_ty)
            ty = adj_ty
        diag = self.demand_suptype_diag(expr.span, expected, ty)
        if diag is not None:
            errors.emit_type_mismatch_suggestions(self, diag, expr, ty, expected, None)
            if extend is not None:
                extend(diag)
            self.emit(diag)
        return ty

    def check_expr_coercible_to_type(self: Any, expr: ast.Expr, expected: k.Ty, expected_ty_expr: ast.Expr | None = None) -> k.Ty:
        ty = self.check_expr_with_hint(expr, expected)
        return self.demand_coerce(expr, ty, expected, expected_ty_expr)

    def check_expr_with_needs(self: Any, expr: ast.Expr, mutable: bool, expected: Expectation = NO_EXPECTATION) -> k.Ty:
        """Checks a place that is going to be written or borrowed mutably."""
        ty = self.check_expr_with_expectation(expr, expected)
        if mutable:
            self.convert_place_derefs_to_mutable(expr)
        return ty

    def check_expr_with_expectation(self: Any, expr: ast.Expr, expected: Expectation, call_args: Any = None) -> k.Ty:
        """The type of `expr` before adjustment; also recorded."""
        diverges = self.diverges
        if diverges.level == 1:
            self.warn_if_unreachable(expr, expr.span, "expression")
            diverges = self.diverges
        self.diverges = MAYBE
        self.depth += 1
        if self.depth > 400:
            self.tcx.unsupported("expression nested too deeply", expr.span, self.root)
            self.tainted = True
            self.depth -= 1
            self.write_ty(expr, i.ERROR)
            return i.ERROR
        cls = type(expr)
        if cls is ast.PathExpr:
            ty = self.check_expr_path(expr, call_args)
        else:
            handler = EXPRS.get(cls)
            if handler is None:
                self.tcx.unsupported(f"`{cls.__name__}`", expr.span, self.root)
                self.tainted = True
                ty = i.ERROR
            else:
                ty = handler(self, expr, expected)
        self.depth -= 1
        if self.diverges.level == 1 and cls not in _NO_UNREACHABLE_AFTER:
            self.warn_after_diverging_parts(expr)
        if ty is i.NEVER and self.constitutes_read_for_never(expr):
            if not self.diverges.level:
                self.diverges = Diverges(1, expr.span, None, expr)
        self.write_ty(expr, ty)
        if diverges.level > self.diverges.level:
            self.diverges = diverges
        return ty

    def warn_after_diverging_parts(self: Any, expr: ast.Expr) -> None:
        span = expr.span
        match expr:
            case ast.CallExpr(func=func):
                # The call itself is unreachable if an argument diverges; a macro's call is not worth a word.
                self.warn_if_unreachable(expr, func.span, "call")
            case ast.MethodCallExpr(segment=segment):
                self.warn_if_unreachable(expr, segment.ident.span, "call")
            case ast.DropTempsExpr():
                pass
            case _:
                self.warn_if_unreachable(expr, span, "expression")

    def constitutes_read_for_never(self: Any, expr: ast.Expr) -> bool:
        """Whether an expression of type `!` is evaluated as a value; a place that is only named is not read."""
        if not is_place_expr(expr):
            return True
        parent = self.never_context.get(expr)
        return parent != "place"

    # -- literals and simple values --

    def check_lit(self: Any, expr: ast.LitExpr, expected: Expectation) -> k.Ty:
        kind = expr.kind
        tcx = self.tcx
        if kind == "int":
            if expr.suffix:
                found = i.INTS.get(expr.suffix) or i.FLOATS.get(expr.suffix)
                return found if found is not None else i.ERROR
            hint = expected.to_option(self)
            if hint is not None:
                hint = self.try_structurally_resolve(hint)
                match hint:
                    case k.IntTy():
                        return hint
                    case k.CharTy():
                        return i.U8 if expected.kind == "cast" else self.next_int_var(expr.span)
                    case k.RawPtrTy() | k.FnDefTy() | k.FnPtrTy():
                        return i.USIZE if expected.kind == "cast" else self.next_int_var(expr.span)
            return self.next_int_var(expr.span)
        if kind == "str":
            return tcx.ref(i.RE_ERASED, i.STR)
        if kind == "float":
            if expr.suffix:
                return i.FLOATS.get(expr.suffix, i.ERROR)
            hint = expected.to_option(self)
            if hint is not None:
                hint = self.try_structurally_resolve(hint)
                if isinstance(hint, k.FloatTy):
                    return hint
            return self.next_float_var(expr.span)
        if kind == "bool":
            return i.BOOL
        if kind == "char":
            return i.CHAR
        if kind == "byte":
            return i.U8
        if kind == "bytestr":
            return tcx.ref(i.RE_ERASED, tcx.array(i.U8, len(expr.value)))
        if kind == "cstr":
            cstr = tcx.lang_item("CStr")
            if cstr is not None:
                return tcx.ref(i.RE_ERASED, tcx.adt(cstr, ()))
            return self.not_modelled("C string literals", expr.span)
        self.tainted = True
        return i.ERROR

    def check_expr_err(self: Any, expr: ast.Expr, expected: Expectation) -> k.Ty:
        self.tainted = True
        return i.ERROR

    def check_expr_tuple(self: Any, expr: ast.TupExpr, expected: Expectation) -> k.Ty:
        hint = expected.only_has_type(self)
        fields: tuple[k.Ty, ...] = ()
        if hint is not None:
            hint = self.try_structurally_resolve(hint)
            if isinstance(hint, k.TupleTy):
                fields = hint.elems
        made = []
        for at, elem in enumerate(expr.elems):
            if at < len(fields):
                self.check_expr_coercible_to_type(elem, fields[at])
                made.append(fields[at])
            else:
                made.append(self.check_expr(elem))
        for ty, elem in zip(made, expr.elems):
            self.require_type_is_sized(ty, elem.span, "TupleElem")
        return self.tcx.tuple(tuple(made)) if made else i.UNIT

    def check_expr_array(self: Any, expr: ast.ArrayExpr, expected: Expectation) -> k.Ty:
        if expr.elems:
            hint = expected.to_option(self)
            coerce_to = None
            if hint is not None:
                hint = self.try_structurally_resolve(hint)
                if isinstance(hint, (k.ArrayTy, k.SliceTy)):
                    coerce_to = hint.ty
            if coerce_to is None:
                coerce_to = self.next_ty_var(expr.span)
            coerce = CoerceMany(self, coerce_to, expr.elems)
            for elem in expr.elems:
                ty = self.check_expr_with_hint(elem, coerce_to)
                coerce.coerce(Cause(elem.span), elem, ty)
            element = coerce.complete()
        else:
            element = self.next_ty_var(expr.span)
        self.require_type_is_sized(element, expr.elems[0].span if expr.elems else expr.span, "ArrayElem")
        return self.tcx.array(element, len(expr.elems))

    def check_expr_repeat(self: Any, expr: ast.RepeatExpr, expected: Expectation) -> k.Ty:
        count = self.lower_anon_const(expr.count, i.USIZE)
        element = None
        if expected.kind == "has":
            hint = self.try_structurally_resolve(expected.ty)
            if isinstance(hint, (k.ArrayTy, k.SliceTy)):
                element = hint.ty
        if element is not None:
            self.check_expr_coercible_to_type(expr.elem, element)
        else:
            element = self.next_ty_var(expr.elem.span)
            self.check_expr_has_type_or_error(expr.elem, element)
        self.deferred_repeat_checks.append((expr, element, count))
        self.require_type_is_sized(element, expr.elem.span, "ArrayElem")
        return self.tcx.array(element, count)

    # -- paths --

    def check_expr_path(self: Any, expr: ast.PathExpr, call_args: Any = None) -> k.Ty:
        path = expr.path
        res, self_ty, segments = self.resolve_ty_and_res_fully(expr, expr.qself, path)
        if isinstance(res, d.ErrRes):
            self.tainted = True
            return i.ERROR
        if isinstance(res, d.LocalRes):
            return self.local_ty(res.binding, path.span)
        if isinstance(res, d.DefRes) and res.kind == "variant":
            errors.report_unexpected_variant(self, res, expr, path)
            return i.ERROR
        span = expr.span if call_args is None else call_args[0].span
        ty = self.instantiate_value_path(expr, segments, self_ty, res, path, span)
        if isinstance(ty, k.FnDefTy):
            # What a function that is named takes and gives must be sized.
            sig = self.fn_sig_of(ty, span)
            args = () if call_args is None else call_args[1]
            for at, declared in enumerate(sig.inputs):
                where = args[at].span if at < len(args) else expr.span
                self.require_type_is_sized_deferred(declared, where, "SizedArgumentType")
            self.require_type_is_sized_deferred(sig.output, span, "SizedCallReturnType", ty.def_id)
        self.add_wf_bounds(self.results.node_args.get(expr, ()), expr.span)
        return ty

    # -- operators that need no trait --

    def check_expr_unary(self: Any, expr: ast.UnaryExpr, expected: Expectation) -> k.Ty:
        op = expr.op
        inner = NO_EXPECTATION if op == "*" else expected
        if op == "*":
            self.never_context[expr.expr] = "value"
        ty = self.check_expr_with_expectation(expr.expr, inner)
        if ty.flags & k.HAS_ERROR:
            return i.ERROR if op == "*" else ty
        if op == "*":
            ty = self.structurally_resolve(expr.expr.span, ty)
            if ty is i.ERROR:
                return ty
            found = self.lookup_derefing(expr, expr.expr, ty)
            if found is None:
                errors.cannot_deref(self, expr, ty)
                return i.ERROR
            return found
        result = self.check_user_unop(expr, ty, expected)
        ty = self.shallow(ty)
        if op == "!":
            builtin = ty is i.BOOL or self.is_integral(ty)
        else:
            builtin = self.is_integral(ty) or self.is_fp(ty)
        return ty if builtin else result

    def check_expr_addr_of(self: Any, expr: ast.AddrOfExpr, expected: Expectation) -> k.Ty:
        hint = expected.only_has_type(self)
        inner = NO_EXPECTATION
        if hint is not None:
            hint = self.try_structurally_resolve(hint)
            if isinstance(hint, (k.RefTy, k.RawPtrTy)):
                # A place may be unsized; what is built here may be only if it is unsized afterwards.
                inner = expect_has_type(hint.ty) if is_place_expr(expr.expr) else rvalue_hint(self, hint.ty)
        self.never_context[expr.expr] = "place"
        ty = self.check_expr_with_needs(expr.expr, expr.mutbl == "mut", inner)
        if ty is i.ERROR:
            return ty
        if expr.raw:
            if not is_named_place(self, expr.expr):
                errors.address_of_temporary_taken(self, expr)
            return self.tcx.ptr(ty, expr.mutbl)
        return self.tcx.ref(i.RE_ERASED, ty, expr.mutbl)

    def check_expr_assign(self: Any, expr: ast.AssignExpr, expected: Expectation) -> k.Ty:
        if isinstance(expr.left, ast.UnderscoreExpr):
            return self.not_modelled("`_ = value`", expr.span)
        hint = expected.only_has_type(self)
        if hint is i.BOOL:
            return self.assign_in_condition(expr)
        self.never_context[expr.left] = "place"
        self.assigned.append(expr.left)
        left = self.check_expr_with_needs(expr.left, True)
        right = self.check_expr_with_hint(expr.right, left)
        if not is_syntactic_place(self, expr.left):
            errors.invalid_assignment(self, expr.left, expr.eq_span)
            return i.ERROR
        self.demand_coerce(expr.right, right, left, expr.left, assign=expr)
        self.require_type_is_sized(left, expr.left.span, "AssignmentLhsSized")
        return i.ERROR if left is i.ERROR or right is i.ERROR else i.UNIT

    def assign_in_condition(self: Any, expr: ast.AssignExpr) -> k.Ty:
        left = self.check_expr(expr.left)
        right = self.check_expr(expr.right)
        errors.assignment_in_condition(self, expr, left, right)
        return i.ERROR

    # -- control flow --

    def check_expr_break(self: Any, expr: ast.BreakExpr, expected: Expectation) -> k.Ty:
        target = self.tcx.lookup("labels", expr)
        ctxt = self.breakables.get(target) if target is not None else None
        if ctxt is None:
            if expr.expr is not None:
                self.check_expr(expr.expr)
            self.tainted = True
            return i.ERROR
        coerce = ctxt.coerce
        value = expr.expr
        if value is not None:
            hint = i.ERROR if coerce is None else coerce.expected_ty()
            ty = self.check_expr_with_hint(value, hint)
            if coerce is not None:
                coerce.coerce(Cause(value.span), value, ty)
            else:
                errors.break_with_value(self, expr, target)
        elif coerce is not None:
            coerce.coerce_forced_unit(Cause(expr.span, "break", expr), expr)
        if not self.diverges.level:
            ctxt.may_break = True
        return i.NEVER

    def check_expr_continue(self: Any, expr: ast.ContinueExpr, expected: Expectation) -> k.Ty:
        target = self.tcx.lookup("labels", expr)
        if target is None or target not in self.breakables:
            self.tainted = True
            return i.ERROR
        return i.NEVER

    def check_expr_return(self: Any, expr: ast.ReturnExpr, expected: Expectation) -> k.Ty:
        if self.ret_coercion is None:
            errors.return_outside_fn(self, expr)
            if expr.expr is not None:
                self.check_expr(expr.expr)
            return i.NEVER
        if expr.expr is not None:
            self.check_return_or_body_tail(expr.expr, True)
        else:
            self.ret_coercion.coerce_forced_unit(Cause(expr.span, "return-no-expr", expr), expr)
        return i.NEVER

    def check_return_or_body_tail(self: Any, expr: ast.Expr, explicit: bool) -> None:
        coercion = self.ret_coercion
        if isinstance(expr, ast.Block):
            ty = self.check_block_as_expr(expr, expect_has_type(coercion.expected_ty()))
        else:
            ty = self.check_expr_with_hint(expr, coercion.expected_ty())
        span = expr.span
        block = expr if isinstance(expr, ast.Block) else expr.block if isinstance(expr, ast.BlockExpr) else None
        if not explicit and block is not None and block.expr is not None:
            span = block.expr.span
        coercion.coerce(Cause(span, "return-value", (expr, explicit)), expr, ty)

    def check_expr_let(self: Any, expr: ast.LetExpr, expected: Expectation) -> k.Ty:
        self.never_context[expr.expr] = "place"
        local_ty = self.next_ty_var(expr.pat.span)
        self.check_decl_initializer(expr.pat, expr.expr, local_ty)
        self.check_pat_top(expr.pat, local_ty, expr.expr.span, expr.expr, "let")
        return i.BOOL

    def check_condition(self: Any, cond: ast.Expr) -> None:
        self.check_expr_has_type_or_error(cond, i.BOOL)

    def check_expr_if(self: Any, expr: ast.IfExpr, expected: Expectation) -> k.Ty:
        self.check_condition(expr.cond)
        self.warn_if_unreachable(expr.then, expr.then.span, "block in `if` or `while` expression")
        branch = expected.adjust_for_branches(self)
        cond_diverges, self.diverges = self.diverges, MAYBE
        then_ty = self.check_block_as_expr(expr.then, branch)
        then_diverges, self.diverges = self.diverges, MAYBE
        coerce_to = branch.coercion_target_type(self, expr.span)
        coerce = CoerceMany(self, coerce_to)
        coerce.coerce(Cause(expr.span), expr.then, then_ty)
        if expr.orelse is not None:
            else_ty = self.check_expr_with_expectation(expr.orelse, branch)
            else_diverges = self.diverges
            coerce.coerce(Cause(errors.find_block_span(expr.orelse), "if-else", expr), expr.orelse, else_ty)
            self.diverges = diverges_or(cond_diverges, diverges_and(then_diverges, else_diverges))
        else:
            coerce.coerce_forced_unit(Cause(expr.span, "if-no-else", expr), expr)
            self.diverges = cond_diverges
        return coerce.complete()

    def check_expr_loop(self: Any, expr: ast.LoopExpr, expected: Expectation) -> k.Ty:
        coerce = None
        if expr.source == "loop":
            coerce = CoerceMany(self, expected.coercion_target_type(self, expr.body.span))
        ctxt = BreakableCtxt(coerce, expr)
        self.breakables[expr] = ctxt
        self.check_block_no_value(expr.body)
        del self.breakables[expr]
        if ctxt.may_break:
            self.diverges = MAYBE
        else:
            self.diverges = diverges_or(self.diverges, Diverges(1, expr.span, None, expr))
        return i.UNIT if coerce is None else coerce.complete()

    def note_assert_operands(self: Any, expr: ast.MatchExpr) -> None:
        macro = expr.span.ctxt
        if macro is None or macro.def_crate != "core" or macro.name.rpartition("::")[2] not in ("assert_eq", "assert_ne"):
            return
        match expr:
            case ast.MatchExpr(scrutinee=ast.TupExpr(elems=refs), arms=(ast.Arm(pat=ast.TuplePat(elems=pats)),)):
                self.assert_operands |= {p: e.expr for p, e in zip(pats, refs, strict=True) if isinstance(e, ast.AddrOfExpr)}

    def check_expr_match(self: Any, expr: ast.MatchExpr, expected: Expectation) -> k.Ty:
        scrutinee, arms = expr.scrutinee, expr.arms
        self.never_context[scrutinee] = "place"
        self.note_assert_operands(expr)
        ref_binding = _ref_binding_of([arm.pat for arm in arms])
        if ref_binding is not None:
            scrutinee_ty = self.check_expr_with_needs(scrutinee, ref_binding == "mut")
        elif not arms:
            scrutinee_ty = self.check_expr(scrutinee)
        else:
            scrutinee_ty = self.next_ty_var(scrutinee.span)
            self.check_expr_has_type_or_error(scrutinee, scrutinee_ty)
        if not arms:
            self.diverges = diverges_or(self.diverges, Diverges(1, expr.span, None, expr))
            return i.NEVER
        scrutinee_diverges, self.diverges = self.diverges, MAYBE
        for arm in arms:
            self.check_pat_top(arm.pat, scrutinee_ty, scrutinee.span, scrutinee, "match")
        all_arms = WARNED_ALWAYS
        branch = expected.adjust_for_branches(self)
        if branch.kind == "has" and branch.ty is not i.UNIT:
            coerce_first = branch.ty
        else:
            coerce_first = self.next_ty_var(expr.span)
        coercion = CoerceMany(self, coerce_first, [arm.body for arm in arms])
        prior: ast.Arm | None = None
        prior_arms: list[tuple[ast.Arm, k.Ty]] = []
        for arm in arms:
            self.diverges = MAYBE
            if arm.guard is not None:
                self.check_condition(arm.guard)
                self.diverges = MAYBE
            if arm.body is None:
                self.tainted = True
                continue
            arm_ty = self.check_expr_with_expectation(arm.body, branch)
            all_arms = diverges_and(all_arms, self.diverges)
            if prior is None:
                cause = Cause(errors.find_block_span(arm.body), "match-first-arm", (expr, arm))
            else:
                cause = Cause(errors.find_block_span(arm.body), "match-arm", (expr, arm, prior, list(prior_arms)))
            coercion.coerce(cause, arm.body, arm_ty)
            prior = arm
            if self.shallow(arm_ty) is not i.NEVER:
                prior_arms.append((arm, arm_ty))
        if all_arms.level == 1:
            all_arms = Diverges(
                1, expr.span, "any code following this `match` expression is unreachable, as all arms diverge", expr
            )
        self.diverges = diverges_or(scrutinee_diverges, all_arms)
        return coercion.complete()

    # -- blocks and statements --

    def check_expr_block(self: Any, expr: ast.BlockExpr, expected: Expectation) -> k.Ty:
        return self.check_block_with_expected(expr.block, expected, expr)

    def check_block_no_value(self: Any, block: ast.Block) -> None:
        ty = self.check_block_with_expected(block, expect_has_type(i.UNIT))
        if self.shallow(ty) is not i.NEVER:
            self.demand_suptype(block.span, i.UNIT, ty)

    def check_block_with_expected(self: Any, block: ast.Block, expected: Expectation, owner: ast.BlockExpr | None = None) -> k.Ty:
        coerce_to = expected.coercion_target_type(self, block.span)
        tail = block.expr
        coerce = CoerceMany(self, coerce_to, () if tail is None else (tail,))
        before = self.diverges
        ctxt = BreakableCtxt(coerce, owner)
        if owner is not None:
            self.breakables[owner] = ctxt
        for stmt in block.stmts:
            self.check_stmt(stmt, block)
        if tail is not None:
            ty = self.check_expr_with_expectation(tail, expected)
            coerce.coerce(Cause(tail.span, "block-tail", (block, tail)), tail, ty)
        elif not self.diverges.level:
            coerce.coerce_forced_unit(Cause(block.span, "block-no-tail", (block, expected)), block)
        if owner is not None:
            del self.breakables[owner]
        if ctxt.may_break:
            self.diverges = before
        ty = coerce.complete()
        self.write_ty(block, ty)
        return ty

    def check_stmt(self: Any, stmt: ast.Stmt, block: ast.Block) -> None:
        cls = type(stmt)
        if cls is ast.ItemStmt or cls is ast.EmptyStmt:
            return
        old = self.diverges
        if old.level == 1:
            self.warn_if_unreachable(stmt, stmt.span, "statement")
            old = self.diverges
        self.diverges = MAYBE
        if cls is ast.LetStmt:
            self.check_decl_local(stmt)
        elif cls is ast.ExprStmt:
            expr = stmt.expr
            self.check_expr_has_type_or_error(expr, i.UNIT, lambda diag: errors.suggest_semicolon_at_end(self, expr, diag))
        elif cls is ast.SemiStmt:
            self.never_context[stmt.expr] = "value"
            self.check_expr(stmt.expr)
        else:
            self.not_modelled(f"`{cls.__name__}`", stmt.span)
        self.diverges = diverges_or(self.diverges, old)

    def check_decl_local(self: Any, let: ast.LetStmt) -> None:
        if let.ty is not None:
            ty = self.lower_ty_saving_user_provided(let.ty, let)
        else:
            ty = self.next_ty_var(let.pat.span)
        if isinstance(let.pat, ast.IdentPat):
            self.lets[let.pat] = let
        if let.init is not None:
            self.let_of_init[let.init] = let
            self.never_context[let.init] = "place"
            init_ty = self.check_decl_initializer(let.pat, let.init, ty, let)
            if init_ty is i.ERROR:
                self.overwrite_if_error(ty)
        if let.ty is not None:
            self.check_pat_top(let.pat, ty, let.ty.span, None, "let")
        else:
            self.check_pat_top(let.pat, ty, None if let.init is None else let.init.span, let.init, "let")
        if let.orelse is not None:
            before = self.diverges
            self.diverges = MAYBE
            else_ty = self.check_block_with_expected(let.orelse, NO_EXPECTATION)
            if self.shallow(else_ty) is not i.NEVER:
                diag = self.demand_eqtype_diag(Cause(let.orelse.span, "let-else"), i.NEVER, else_ty)
                if diag is not None:
                    self.emit(diag)
            self.diverges = before

    def check_decl_initializer(self: Any, pat: ast.Pat, init: ast.Expr, local_ty: k.Ty, let: ast.LetStmt | None = None) -> k.Ty:
        ref_binding = _ref_binding_of([pat])
        if ref_binding is not None:
            # A `ref` binding points into the initialiser, so nothing may be coerced on the way.
            ty = self.check_expr_with_needs(init, ref_binding == "mut", expect_has_type(local_ty))
            diag = self.demand_eqtype_diag(Cause(init.span), local_ty, ty)
            if diag is not None:
                errors.emit_type_mismatch_suggestions(self, diag, init, ty, local_ty, None)
                self.emit(diag)
            return ty
        ty = self.check_expr_with_hint(init, local_ty)
        return self.demand_coerce(init, ty, local_ty, None, let=let)

    # -- the rest --

    def check_expr_drop_temps(self: Any, expr: ast.DropTempsExpr, expected: Expectation) -> k.Ty:
        return self.check_expr_with_expectation(expr.expr, expected)

    def check_expr_type_ascription(self: Any, expr: ast.TypeAscriptionExpr, expected: Expectation) -> k.Ty:
        ty = self.lower_ty_saving_user_provided(expr.ty, expr)
        self.check_expr_coercible_to_type(expr.expr, ty)
        return ty

    def check_expr_const_block(self: Any, expr: ast.ConstBlockExpr, expected: Expectation) -> k.Ty:
        """`const { … }`: a body of its own that shares the inference of its surroundings."""
        saved = (self.ret_coercion, self.breakables, self.diverges, self.body_id, self.fn_return)
        def_id = self.tcx.def_id_of(expr.value)
        self.ret_coercion, self.breakables, self.diverges, self.body_id, self.fn_return = None, {}, MAYBE, def_id, None
        ty = self.check_expr_with_expectation(expr.value.value, expected)
        self.require_type_is_sized(ty, expr.value.value.span, "SizedConstOrStatic")
        self.ret_coercion, self.breakables, self.diverges, self.body_id, self.fn_return = saved
        self.results.extra.setdefault("inline_consts", {})[def_id] = ty
        return ty

    def check_expr_builtin(self: Any, expr: ast.BuiltinExpr, expected: Expectation) -> k.Ty:
        if expr.name == "offset_of" and expr.args:
            container = self.lower_ty(expr.args[0])
            path: list[tuple[int, int]] = []
            for name in expr.args[1:]:
                container = self.structurally_resolve(expr.span, container)
                found = self.field_of(container, name.name)
                if found is None:
                    return self.not_modelled("`offset_of!` of this place", expr.span)
                path.append((0, found[0]))
                container = found[1]
            self.results.offset_of[expr] = (self.lower_ty(expr.args[0]), tuple(path))
            return i.USIZE
        return self.not_modelled(f"`{expr.name}!`", expr.span)

    def check_expr_await(self: Any, expr: ast.AwaitExpr, expected: Expectation) -> k.Ty:
        return self.not_modelled("`.await`", expr.span)


def is_syntactic_place(fcx: Any, expr: ast.Expr) -> bool:
    """Whether `expr` may stand left of `=` (rustc's `is_syntactic_place_expr`)."""
    match expr:
        case ast.PathExpr(path=path):
            res = fcx.results.node_res.get(expr) or fcx.tcx.full_res(path)
            return not isinstance(res, d.DefRes) or res.kind == "static"
        case ast.FieldExpr() | ast.IndexExpr() | ast.ErrExpr():
            return True
        case ast.UnaryExpr(op="*"):
            return True
    return False


def is_place_expr(expr: ast.Expr) -> bool:
    match expr:
        case ast.PathExpr() | ast.FieldExpr() | ast.IndexExpr():
            return True
        case ast.UnaryExpr(op="*"):
            return True
        case ast.DropTempsExpr(expr=inner):
            return is_place_expr(inner)
    return False


def is_named_place(fcx: Any, expr: ast.Expr) -> bool:
    if isinstance(expr, ast.FieldExpr):
        return is_named_place(fcx, expr.expr) or fcx.has_deref_adjustment(expr.expr)
    return is_place_expr(expr)


def _ref_binding_of(pats: list[ast.Pat]) -> str | None:
    """`mut` if a pattern holds `ref mut`, `not` if it holds `ref`, else None."""
    found = None
    stack: list[Any] = list(pats)
    while stack:
        pat = stack.pop()
        match pat:
            case ast.IdentPat(by_ref=by_ref, sub=sub):
                if by_ref == "mut":
                    return "mut"
                if by_ref is not None:
                    found = "not"
                if sub is not None:
                    stack.append(sub)
            case ast.TupleStructPat(elems=elems) | ast.TuplePat(elems=elems) | ast.SlicePat(elems=elems):
                stack.extend(elems)
            case ast.StructPat(fields=fields):
                stack.extend(field.pat for field in fields)
            case ast.OrPat(pats=alternatives):
                stack.extend(alternatives)
            case ast.RefPat(pat=inner) | ast.BoxPat(pat=inner) | ast.ParenPat(pat=inner):
                stack.append(inner)
    return found


EXPRS: dict[type, Callable[[Any, Any, Expectation], k.Ty]] = {
    ast.LitExpr: CheckExprs.check_lit,
    ast.ErrExpr: CheckExprs.check_expr_err,
    ast.TupExpr: CheckExprs.check_expr_tuple,
    ast.ArrayExpr: CheckExprs.check_expr_array,
    ast.RepeatExpr: CheckExprs.check_expr_repeat,
    ast.UnaryExpr: CheckExprs.check_expr_unary,
    ast.AddrOfExpr: CheckExprs.check_expr_addr_of,
    ast.AssignExpr: CheckExprs.check_expr_assign,
    ast.BreakExpr: CheckExprs.check_expr_break,
    ast.ContinueExpr: CheckExprs.check_expr_continue,
    ast.ReturnExpr: CheckExprs.check_expr_return,
    ast.LetExpr: CheckExprs.check_expr_let,
    ast.IfExpr: CheckExprs.check_expr_if,
    ast.LoopExpr: CheckExprs.check_expr_loop,
    ast.MatchExpr: CheckExprs.check_expr_match,
    ast.BlockExpr: CheckExprs.check_expr_block,
    ast.DropTempsExpr: CheckExprs.check_expr_drop_temps,
    ast.TypeAscriptionExpr: CheckExprs.check_expr_type_ascription,
    ast.ConstBlockExpr: CheckExprs.check_expr_const_block,
    ast.BuiltinExpr: CheckExprs.check_expr_builtin,
    ast.AwaitExpr: CheckExprs.check_expr_await,
    ast.CallExpr: lambda fcx, e, x: fcx.check_expr_call(e, x),
    ast.MethodCallExpr: lambda fcx, e, x: fcx.check_expr_method_call(e, x),
    ast.BinaryExpr: lambda fcx, e, x: fcx.check_expr_binop(e, x),
    ast.AssignOpExpr: lambda fcx, e, x: fcx.check_expr_assign_op(e, x),
    ast.CastExpr: lambda fcx, e, x: fcx.check_expr_cast(e, x),
    ast.FieldExpr: lambda fcx, e, x: fcx.check_expr_field(e, x),
    ast.IndexExpr: lambda fcx, e, x: fcx.check_expr_index(e, x),
    ast.StructExpr: lambda fcx, e, x: fcx.check_expr_struct(e, x),
    ast.ClosureExpr: lambda fcx, e, x: fcx.check_expr_closure(e, x),
}
