"""Why a loop wants the type that the value of a `break` does not have (`annotate_loop_expected_due_to_inference`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits import relate as rel
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str


def explain(fcx: Any, diag: Diag, path: list[Any]) -> None:
    """`path` leads from the value up to the function; nothing is said unless a `break` stands on it."""
    if not isinstance(fcx.last_terr, rel.Sorts):
        return
    expected = fcx.resolve(fcx.last_terr.expected)
    for at, node in enumerate(path[1:], 1):
        parent = _climbed(node)
        if parent is None:
            return
        if isinstance(parent, ast.BreakExpr) and _at_loop(fcx, diag, parent, path[at + 1 :], expected):
            return


def _climbed(node: Any) -> Any:
    """The expression that rustc takes a node for on the way to the `break`."""
    match node:
        case ast.SemiStmt(expr=expr):
            return expr
        case ast.Block(expr=expr):
            return expr
        case ast.Expr():
            return node
        case _:
            pass
    return None


def _at_loop(fcx: Any, diag: Diag, broken: ast.BreakExpr, path: list[Any], expected: k.Ty) -> bool:
    """Explains the loops around a `break` that it may leave."""
    direct = False
    for at, node in enumerate(path):
        if not isinstance(node, (ast.Expr, ast.SemiStmt, ast.ExprStmt, ast.Block)):
            return False
        loop = node.expr if isinstance(node, (ast.SemiStmt, ast.ExprStmt)) else node
        if loop is not node or not isinstance(loop, ast.LoopExpr):
            continue
        direct = not direct
        if _name(broken.label) != _name(loop.label) and not direct:
            continue
        reason = _reason(fcx, loop, path[at + 1 :])
        if reason is not None:
            diag.label(*reason)
            diag.label(loop.head_span or loop.span, f"this loop is expected to be of type `{ty_str(fcx.tcx, expected)}`")
            return True
        others = [each for each in _breaks(loop.body, _name(loop.label), 0) if _gives(fcx, each, expected)]
        for each in others:
            diag.label(each.span, "expected because of this `break`")
        if others:
            return True
    return False


def _name(label: ast.Label | None) -> str | None:
    return label.name if label is not None else None


def _reason(fcx: Any, loop: ast.LoopExpr, above: list[Any]) -> tuple[Span, str] | None:
    """The type that a `let` or the function declares for the loop (rustc's `maybe_get_coercion_reason`)."""
    let = fcx.let_of_init.get(loop)
    if let is not None:
        return (let.pat.span, "expected because of this assignment") if let.ty is not None else None
    owner = fcx.fn_return[0] if fcx.fn_return is not None else None
    if not isinstance(owner, ast.FnItem) or fcx.tcx.def_kind(fcx.body_id) != "fn" or not above:
        return None
    body = owner.body.block if isinstance(owner.body, ast.BlockExpr) else owner.body
    if above[0] is not body or body is None or body.expr is not loop:
        return None
    output = fcx.fn_return[1]
    if output is None:
        return owner.sig.output_span, "expected `()` because of this return type"
    return output.span, f"expected `{fcx.tcx.source_map.snippet(output.span)}` because of this return type"


def _breaks(node: Any, label: str | None, depth: int) -> list[ast.BreakExpr]:
    """The `break`s inside that leave a loop with that label."""
    found = []
    if isinstance(node, ast.LoopExpr):
        if _name(node.label) == label:
            return []
        depth += 1
    if isinstance(node, ast.BreakExpr) and (_name(node.label) == label or node.label is None and depth == 0):
        found.append(node)
    for child in children(node):
        found += _breaks(child, label, depth)
    return found


def _gives(fcx: Any, broken: ast.BreakExpr, expected: k.Ty) -> bool:
    """Whether the value of a `break` is known to have the type."""
    if broken.expr is None:
        return bool(fcx.can_eq(i.UNIT, expected))
    ty = fcx.results.types.get(broken.expr)
    if ty is None:
        return False
    adjusted = fcx.results.adjustments.get(broken.expr)
    return bool(fcx.can_eq(fcx.resolve(adjusted[-1].target if adjusted else ty), expected))
