"""Where `let` may stand in a condition (rustc's `CondChecker`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast

LET_FOUND = "expected expression, found `let` statement"
OTHER = "other"
"""Below an operator that allows no `let`; a span is that of the `||` around, a `ParenExpr` the parentheses."""


def check_condition(parser: Any, cond: ast.Expr) -> ast.Expr:
    """Says which `let` may not stand where it does; the condition is then in error, and its names are bound all the same."""
    said = list(parser.diags)
    made = _checked(parser, cond, None)
    if parser.diags == said:
        return cond
    at = cond.span.shrink_to_hi()
    return ast.BinaryExpr(cond.span, "&&", at, made, ast.ErrExpr(at))


def _checked(parser: Any, expr: ast.Expr, forbidden: Span | ast.ParenExpr | str | None) -> ast.Expr:
    match expr:
        case ast.LetExpr():
            if forbidden is not None:
                # What was said when the `let` was read is said better here, where what is around it is known.
                parser.diags[:] = [d for d in parser.diags if d.message != LET_FOUND or d.span[0].lo != expr.span.lo]
            if isinstance(forbidden, Span):
                parser.diags.append(error("`||` operators are not supported in let chain conditions", forbidden))
            elif forbidden is not None:
                diag = error(LET_FOUND, expr.span)
                diag.note("only supported directly in conditions of `if` and `while` expressions")
                if isinstance(forbidden, ast.ParenExpr):
                    said = "`let`s wrapped in parentheses are not supported in a context with let chains"
                    diag.span_note(forbidden.expr.span, said)
                parser.diags.append(diag)
            return expr
        case ast.BinaryExpr(op="&&"):
            left, right = _checked(parser, expr.left, forbidden), _checked(parser, expr.right, forbidden)
            return ast.BinaryExpr(expr.span, "&&", expr.op_span, left, right)
        case ast.BinaryExpr():
            only_or = forbidden is None or isinstance(forbidden, Span)
            inner = expr.op_span if expr.op == "||" and only_or else OTHER
            left, right = _checked(parser, expr.left, inner), _checked(parser, expr.right, inner)
            op = "&&" if _binds(left) or _binds(right) else expr.op
            return ast.BinaryExpr(expr.span, op, expr.op_span, left, right)
        case ast.ParenExpr():
            fine = forbidden is None or isinstance(forbidden, ast.ParenExpr)
            value = _checked(parser, expr.expr, expr if fine else OTHER)
            return value if _binds(value) else expr
        case ast.UnaryExpr():
            value = _checked(parser, expr.expr, OTHER)
            return value if _binds(value) else expr
        case _:
            return expr


def _binds(expr: ast.Expr) -> bool:
    """Whether a `let` stands in it, which only `&&` may join with something."""
    return isinstance(expr, ast.LetExpr) or isinstance(expr, ast.BinaryExpr) and (_binds(expr.left) or _binds(expr.right))
