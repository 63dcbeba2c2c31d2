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
POSTFIX = frozenset((".", "(", "[", "?", "->"))
BLOCK_LIKE = (ast.IfExpr, ast.MatchExpr, ast.BlockExpr, ast.WhileExpr, ast.LoopExpr, ast.ForExpr, ast.ConstBlockExpr)
EXPR_KEYWORDS = frozenset(
    "if match loop while for unsafe move return break continue true false async static const let box yield do try".split()
)


def leftmost(expr: ast.Expr) -> ast.Expr:
    """The expression that begins where `expr` begins."""
    while True:
        match expr:
            case ast.AssignExpr() | ast.AssignOpExpr() | ast.BinaryExpr():
                expr = expr.left
            case ast.FieldExpr() | ast.IndexExpr() | ast.CastExpr() | ast.TryExpr() | ast.AwaitExpr():
                expr = expr.expr
            case ast.CallExpr():
                expr = expr.func
            case ast.MethodCallExpr():
                expr = expr.receiver
            case _:
                return expr


def after_type(ty: ast.Ty | None, plus: bool = True) -> list[str]:
    """What could have gone on with a type that just ended, in `expected one of` lists."""
    match ty:
        case ast.PathTy():
            names = [] if ty.qself is not None else ["`!`", "`+`"] if plus else ["`!`"]
            return [*names, *_after_path(ty.path)]
        case ast.RefTy() | ast.PtrTy():
            return after_type(ty.ty, False)
        case ast.BareFnTy():
            return after_type(ty.output, False) if ty.output is not None else ["`->`"]
        case ast.TraitObjectTy() | ast.ImplTraitTy() if ty.bounds:
            return after_bounds(ty.bounds)
        case _:
            pass
    return []


def after_bounds(bounds: tuple[ast.Bound, ...]) -> list[str]:
    """What could have gone on with bounds that just ended."""
    last = bounds[-1]
    return ["`+`", *(_after_path(last.path) if isinstance(last, ast.TraitBound) else [])]


def _after_path(path: ast.Path) -> list[str]:
    args = path.segments[-1].args
    if args is None:
        return ["`(`", "`::`", "`<`"]
    if not args.parenthesized:
        return ["`::`"]
    return ["`->`", "`::`"] if args.output is None else after_type(args.output, False)
