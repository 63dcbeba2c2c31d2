"""`unused_parens` and `unused_braces` (rustc_lint::unused)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rustmem.source.diag import Diag, warning
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.stmts import ends_in_brace

if TYPE_CHECKING:
    from rustmem.lint.early import EarlyLints

WORDS = {
    "FunctionArg": "function argument", "MethodArg": "method argument", "AssignedValue": "assigned value",
    "AssignedValueLetElse": "assigned value", "IfCond": "`if` condition", "WhileCond": "`while` condition",
    "ForIterExpr": "`for` iterator expression", "MatchScrutineeExpr": "`match` scrutinee expression",
    "ReturnValue": "`return` value", "BlockRetValue": "block return value", "BreakValue": "`break` value",
    "LetScrutineeExpr": "`let` scrutinee expression", "ArrayLenExpr": "const expression", "AnonConst": "const expression",
    "MatchArmExpr": "match arm expression", "IndexExpr": "index expression", "ClosureBody": "closure body",
}  # fmt: skip
"""rustc's `UnusedDelimsCtx`: where the delimiters stand, and what that is called."""
NO_SEMI = (ast.IfExpr, ast.MatchExpr, ast.BlockExpr, ast.WhileExpr, ast.LoopExpr, ast.ForExpr, ast.ConstBlockExpr)
Keep = tuple[bool, bool]


class UnusedDelims:
    """The two lints of one crate; made once, used, dropped."""

    def __init__(self, lints: EarlyLints) -> None:
        self.lints = lints
        self.no_bounds: dict[ast.Ty, bool] = {}
        """Types where a `+` would be ambiguous; true if a single bound needs no parentheses there."""
        self.needed: set[ast.Ty] = set()
        """Types whose parentheses part a cast from `<`."""

    # ---- where to look ----

    def check_expr(self, e: ast.Expr) -> None:
        match e:
            case ast.LetExpr():
                self.check_unused_parens_pat(e.pat, False, False, (True, True))
            case ast.ForExpr():
                self.check_unused_parens_pat(e.pat, False, False, (True, True))
            case ast.BinaryExpr(op="<" | "<<"):
                cast = e.left
                while isinstance(cast, ast.BinaryExpr):
                    cast = cast.right
                if isinstance(cast, ast.CastExpr):
                    self.needed.add(cast.ty)
            case ast.MatchExpr():
                for arm in e.arms:
                    if arm.body is not None:
                        self.check_parens(arm.body, "MatchArmExpr", False, None, None, True)
            case _:
                pass
        self._operands(e)
        if isinstance(e, ast.WhileExpr) and self.lints.delayed is not None:
            self.lints.emit(self.lints.delayed)
            self.lints.delayed = None

    def _operands(self, e: ast.Expr) -> None:
        match e:
            case ast.IfExpr():
                self.check_condition(e.cond, "IfCond", e.span.lo + 2, e.then.span.lo)
            case ast.WhileExpr():
                self.check_condition(e.cond, "WhileCond", e.span.lo + 5, e.body.span.lo)
            case ast.ForExpr():
                self.check_both(e.iter, "ForIterExpr", True, None, e.body.span.lo, True)
            case ast.MatchExpr():
                self.check_parens(e.scrutinee, "MatchScrutineeExpr", True, e.span.lo + 5, None, True)
            case ast.ReturnExpr() if e.expr is not None:
                self.check_both(e.expr, "ReturnValue", False, e.span.lo + 3, None, True)
            case ast.BreakExpr() if e.expr is not None:
                if e.label is None or not (isinstance(e.expr, ast.ParenExpr) and isinstance(e.expr.expr, ast.BlockExpr)):
                    self.check_both(e.expr, "BreakValue", False, None, None, True)
            case ast.IndexExpr():
                self.check_both(e.index, "IndexExpr", False, None, None, False)
            case ast.AssignExpr() | ast.AssignOpExpr():
                self.check_both(e.right, "AssignedValue", False, None, None, False)
            case ast.RepeatExpr():
                self.check_braces(e.count.value, "AnonConst", False, None, None, False)
            case ast.CallExpr() | ast.MethodCallExpr() | ast.ClosureExpr():
                self._arguments(e)
            case _:
                pass

    def _arguments(self, e: ast.CallExpr | ast.MethodCallExpr | ast.ClosureExpr) -> None:
        if e.span.ctxt is not None and e.span.ctxt.call_site.from_expansion():
            return
        if isinstance(e, ast.ClosureExpr):
            if e.output is None:
                self.check_both(e.body, "ClosureBody", False, None, None, False)
            return
        ctx = "FunctionArg" if isinstance(e, ast.CallExpr) else "MethodArg"
        for arg in e.args:
            self.check_parens(arg, ctx, False, None, None, False)
        for arg in e.args:
            self.check_braces(arg, ctx, False, None, None, False)

    def check_condition(self, cond: ast.Expr, ctx: str, left: int, right: int) -> None:
        peeled = cond
        while isinstance(peeled, ast.ParenExpr):
            peeled = peeled.expr
        if isinstance(peeled, ast.LetExpr) and ctx == "IfCond":
            self.check_parens(peeled, "LetScrutineeExpr", True, None, None, True)
            return
        self.check_parens(cond, ctx, True, left, right, True)
        if not isinstance(cond, ast.LetExpr):
            self.check_braces(cond, ctx, True, left, right, True)

    def check_let(self, stmt: ast.LetStmt) -> None:
        self.check_unused_parens_pat(stmt.pat, True, False, (True, False))
        if stmt.init is not None:
            inner = stmt.init.expr if isinstance(stmt.init, ast.ParenExpr) else None
            if stmt.orelse is not None and inner is not None and stmt.init.span.ctxt is not inner.span.ctxt:
                return
            ctx = "AssignedValue" if stmt.orelse is None else "AssignedValueLetElse"
            self.check_parens(stmt.init, ctx, False, None, None, False)

    def check_block_value(self, expr: ast.Expr) -> None:
        self.check_both(expr, "BlockRetValue", False, None, None, False)

    def check_both(
        self, value: ast.Expr, ctx: str, block_follows: bool, left: int | None, right: int | None, is_kw: bool
    ) -> None:
        self.check_parens(value, ctx, block_follows, left, right, is_kw)
        self.check_braces(value, ctx, block_follows, left, right, is_kw)

    # ---- parentheses ----

    def check_parens(
        self, value: ast.Expr, ctx: str, block_follows: bool, left: int | None, right: int | None, is_kw: bool
    ) -> None:
        if isinstance(value, ast.LetExpr):
            self.check_parens(value.expr, "LetScrutineeExpr", block_follows, None, None, False)
            return
        if not isinstance(value, ast.ParenExpr) or value.span.from_expansion() or self.lints.attrs.get(value):
            return
        inner = value.expr
        if delims_necessary(inner, ctx, block_follows):
            return
        if ctx == "LetScrutineeExpr" and isinstance(inner, ast.BinaryExpr) and inner.op in ("&&", "||"):
            return
        if ctx in ("ReturnValue", "BreakValue") and isinstance(inner, ast.AssignExpr):
            return
        self._emit_expr(value, inner.span, "parentheses", ctx, left, right, is_kw)

    def check_unused_parens_pat(self, value: ast.Pat, avoid_or: bool, avoid_mut: bool, keep: Keep) -> None:
        if not isinstance(value, ast.ParenPat):
            return
        inner = value.pat
        if isinstance(inner, ast.RangePat) or (isinstance(inner, ast.OrPat) and avoid_or):
            return
        if isinstance(inner, ast.IdentPat) and inner.mutbl == "mut" and inner.by_ref is None and avoid_mut:
            return
        self._emit(value.span, inner.span, "parentheses", "pattern", keep, False)

    def check_pat(self, p: ast.Pat) -> None:
        keep = (False, False)
        match p:
            case ast.TupleStructPat() | ast.TuplePat() | ast.SlicePat():
                for elem in p.elems:
                    self.check_unused_parens_pat(elem, False, False, keep)
            case ast.OrPat():
                for elem in p.pats:
                    self.check_unused_parens_pat(elem, False, False, keep)
            case ast.StructPat():
                for field in p.fields:
                    self.check_unused_parens_pat(field.pat, False, False, keep)
            case ast.IdentPat() if p.sub is not None:
                self.check_unused_parens_pat(p.sub, True, False, keep)
            case ast.BoxPat():
                self.check_unused_parens_pat(p.pat, True, False, keep)
            case ast.RefPat():
                self.check_unused_parens_pat(p.pat, True, p.mutbl == "not", keep)
            case _:
                pass

    def check_ty(self, ty: ast.Ty) -> None:
        match ty:
            case ast.ArrayTy():
                self.check_both(ty.length.value, "ArrayLenExpr", False, None, None, False)
            case ast.ParenTy():
                if self._ty_parens_unused(ty):
                    self._emit(ty.span, ty.ty.span, "parentheses", "type", (False, False), False)
            case ast.RefTy() | ast.PtrTy():
                self.no_bounds[ty.ty] = self.no_bounds.get(ty, True)
            case ast.TraitObjectTy() | ast.ImplTraitTy():
                for at, bound in enumerate(ty.bounds):
                    args = bound.path.segments[-1].args if isinstance(bound, ast.TraitBound) else None
                    if args is not None and args.parenthesized and args.output is not None:
                        self.no_bounds[args.output] = at == len(ty.bounds) - 1
            case _:
                pass

    def _ty_parens_unused(self, ty: ast.ParenTy) -> bool:
        inner = ty.ty
        if ty in self.needed:
            return False
        if isinstance(inner, (ast.ImplTraitTy, ast.TraitObjectTy)):
            return ty not in self.no_bounds or (self.no_bounds[ty] and len(inner.bounds) <= 1)
        return True

    # ---- braces ----

    def check_braces(
        self, value: ast.Expr, ctx: str, block_follows: bool, left: int | None, right: int | None, is_kw: bool
    ) -> None:
        if isinstance(value, ast.LetExpr):
            self.check_braces(value.expr, "LetScrutineeExpr", block_follows, None, None, False)
            return
        if not isinstance(value, ast.BlockExpr) or value.label is not None or value.block.unsafe:
            return
        inner = value.block.expr
        if inner is None or value.block.stmts or ctx == "ClosureBody" or delims_necessary(inner, ctx, block_follows):
            return
        if ctx == "AnonConst" and (not isinstance(inner, ast.LitExpr) or inner.span.from_expansion()):
            return
        if (
            value.span.from_expansion()
            or value.block.span.from_expansion()
            or self.lints.attrs.get(value)
            or self.lints.is_multiline(value.span)
        ):
            return
        self._emit_expr(value, inner.span, "braces", ctx, left, right, is_kw)

    # ---- what to say ----

    def _emit_expr(
        self, value: ast.Expr, inner: Span, delim: str, ctx: str, left: int | None, right: int | None, is_kw: bool
    ) -> None:
        keep = (left is not None and left >= value.span.lo, right is not None and right <= value.span.hi)
        self._emit(value.span, inner, delim, WORDS[ctx], keep, is_kw)

    def _emit(self, value: Span, inner: Span, delim: str, item: str, keep: Keep, is_kw: bool) -> None:
        lint = "unused_parens" if delim == "parentheses" else "unused_braces"
        message = f"unnecessary {delim} around {item}"
        inside = None if value.from_expansion() else _ancestor_inside(inner, value)
        if inside is None:
            self.lints.emit(warning(message, value, lint))
            return
        lo, hi = value.with_hi(inside.lo), value.with_lo(inside.hi)
        if hi.lo == hi.hi:
            return
        diag: Diag = warning(message, (lo, hi), lint)
        before, follows = self.lints.before(value), self.lints.after(hi)
        start = " " if (keep[0] or is_kw) and not before.endswith(" ") or before[-1:].isalnum() else ""
        end = " " if keep[1] and not follows.startswith(" ") or before[:1].isalnum() else ""
        self.lints.emit(diag.suggest(f"remove these {delim}", (lo, start), (hi, end)))


def _ancestor_inside(span: Span, outer: Span) -> Span | None:
    """`span` or the call that wrote it, within `outer` (rustc's `find_ancestor_inside`)."""
    while not (outer.contains(span) and span.ctxt is outer.ctxt):
        if span.ctxt is None:
            return None
        span = span.ctxt.call_site
    return span


def delims_necessary(inner: ast.Expr, ctx: str, block_follows: bool) -> bool:
    """Whether the program would mean something else without the delimiters."""
    if ctx == "AssignedValueLetElse" and (isinstance(inner, ast.BinaryExpr) and inner.op in ("&&", "||") or ends_in_brace(inner)):
        return True
    if isinstance(inner, ast.RangeExpr) and ctx == "LetScrutineeExpr":
        return True
    if isinstance(inner, ast.AddrOfExpr) and inner.raw:
        return True
    if _begins_as_statement(inner):
        return True
    return block_follows and _eats_block(inner)


def _begins_as_statement(inner: ast.Expr) -> bool:
    """Whether the left end is an `if`, `match` or block, which would end a statement."""
    while True:
        match inner:
            case ast.BinaryExpr():
                inner = inner.left
            case ast.CallExpr():
                inner = inner.func
            case ast.CastExpr() | ast.IndexExpr():
                inner = inner.expr
            case _:
                return False
        if isinstance(inner, NO_SEMI):
            return True


def _eats_block(inner: ast.Expr) -> bool:
    """Whether the right end would take the block that follows for its own."""
    peeled = inner
    while isinstance(peeled, ast.AddrOfExpr):
        peeled = peeled.expr
    if has_struct_literal(peeled):
        return True
    at = inner
    while True:
        match at:
            case ast.UnaryExpr():
                at = at.expr
            case ast.BinaryExpr() | ast.AssignOpExpr() | ast.AssignExpr():
                at = at.right
            case ast.ReturnExpr():
                return True
            case ast.BreakExpr():
                return isinstance(at.expr, (ast.BlockExpr, ast.PathExpr))
            case ast.RangeExpr() if at.hi is not None:
                return isinstance(at.hi, ast.BlockExpr)
            case _:
                return has_struct_literal(inner)


def has_struct_literal(expr: ast.Expr) -> bool:
    """Whether a struct literal stands at the outside of `expr` (rustc's `contains_exterior_struct_lit`)."""
    match expr:
        case ast.StructExpr():
            return True
        case ast.AssignExpr() | ast.AssignOpExpr() | ast.BinaryExpr():
            return has_struct_literal(expr.left) or has_struct_literal(expr.right)
        case ast.CastExpr() | ast.FieldExpr() | ast.IndexExpr() | ast.UnaryExpr() | ast.AwaitExpr():
            return has_struct_literal(expr.expr)
        case ast.MethodCallExpr():
            return has_struct_literal(expr.receiver)
        case _:
            pass
    return False
