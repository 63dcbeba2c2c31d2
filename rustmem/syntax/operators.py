"""Operators, how tightly they bind, and what the place of an expression does not allow."""

from __future__ import annotations

from rustmem.syntax import ast

STMT_EXPR, NO_STRUCT, ALLOW_LET, CONST_EXPR = 1, 2, 4, 8
"""Restrictions, as rustc's: what the place of an expression does not allow (or, for `let`, allows)."""

BINARY = {
    "*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<<": 11, ">>": 11, "&": 10, "^": 9, "|": 8,
    "==": 7, "!=": 7, "<": 7, ">": 7, "<=": 7, ">=": 7, "&&": 6, "||": 5,
}  # fmt: skip
"""Binding powers of the binary operators; `as` is 14, ranges 4, assignments 2."""
AS_PREC, RANGE_PREC, ASSIGN_PREC = 14, 4, 2
COMPARISONS = frozenset(("==", "!=", "<", ">", "<=", ">="))
ASSIGN_OPS = {op + "=": op for op in ("+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>")}
RANGES = frozenset(("..", "..=", "..."))
INFIX = frozenset(BINARY) | frozenset(ASSIGN_OPS) | RANGES | {"=", "as", "<-", "and", "or"}
POSTFIX = frozenset((".", "(", "[", "?"))
BLOCK_LIKE = (ast.IfExpr, ast.MatchExpr, ast.BlockExpr, ast.WhileExpr, ast.LoopExpr, ast.ForExpr, ast.ConstBlockExpr)
EXPR_KEYWORDS = frozenset(
    "if match loop while for unsafe move return break continue true false async static const let box yield do try".split()
)
