"""E0746: a trait object returned by value."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k


def trait_object(fcx: Any, tree: ast.FnItem, ty: k.DynTy) -> None:
    assert tree.sig.output is not None
    span = tree.sig.output.span
    diag = error("return type cannot be a trait object without pointer indirection", span, "E0746")
    diag.label(span, "doesn't have a size known at compile-time")
    source = fcx.tcx.source_map.snippet(span)
    if not source.startswith("dyn ") or tree.body is None:
        fcx.emit(diag.not_modelled("a return type written another way"))
        return
    message = "consider returning an `impl Trait` instead of a `dyn Trait`"
    diag.suggest(message, (Span(span.lo, span.lo + 3), "impl"), applicability="MaybeIncorrect", style="show-always")
    parts = [(span.shrink_to_lo(), "Box<"), (span.shrink_to_hi(), ">")]
    for value in _returned(tree.body):
        parts += [(value.span.shrink_to_lo(), "Box::new("), (value.span.shrink_to_hi(), ")")]
    message = "alternatively, box the return type, and wrap all of the returned values in `Box::new`"
    diag.suggest(message, *parts, applicability="MaybeIncorrect", style="show-always")
    fcx.emit(diag)


def _returned(body: ast.Block) -> list[ast.Expr]:
    """The values of `return` and of the tail, in the order of the source."""
    found: list[ast.Expr] = []

    def tail(expr: Any) -> None:
        match expr:
            case ast.BlockExpr(block=block) if block.expr is not None:
                tail(block.expr)
            case ast.IfExpr(then=then, orelse=orelse):
                if then.expr is not None:
                    tail(then.expr)
                if orelse is not None:
                    tail(orelse)
            case ast.MatchExpr(arms=arms):
                for arm in arms:
                    if arm.body is not None:
                        tail(arm.body)
            case ast.Expr():
                found.append(expr)
            case _:
                pass

    def walk(node: Any) -> None:
        if isinstance(node, ast.ReturnExpr) and node.expr is not None:
            found.append(node.expr)
        if isinstance(node, (ast.ClosureExpr, ast.Item)):
            return
        for name in getattr(type(node), "__match_args__", ()):
            value = getattr(node, name)
            for each in value if type(value) is tuple else (value,):
                if isinstance(each, (ast.Expr, ast.Stmt, ast.Block, ast.Arm, ast.FieldInit)):
                    walk(each)

    walk(body)
    if body.expr is not None:
        tail(body.expr)
    return sorted(found, key=lambda e: e.span.lo)
