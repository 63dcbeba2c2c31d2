"""`next` called on the iterator that a `for` loop has taken (rustc's `explain_iterator_advancement_in_for_loop_if_applicable`)."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck import suggest
from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.describe import UseSpans
from rustmem.source.diag import Diag
from rustmem.source.span import Span
from rustmem.syntax import ast

ADVICE = "if you want to call `next` on a iterator within the loop, consider using `while let`"


def explain_iterator_advancement_in_for_loop(cx: BorrowckContext, diag: Diag, span: Span, issued: UseSpans) -> None:
    """Says that the loop advances the iterator, where `span` is the receiver of `next` and `issued` the loop's head."""
    where = issued.args_or_use()
    loop, call = _loop_over(cx, where), None
    for expr in cx.hir.walk():
        if isinstance(expr, ast.MethodCallExpr) and expr.segment.ident.name == "next" and _same(expr.receiver.span, span):
            call = expr
    callee = cx.hir.results.callees.get(call) if call is not None else None
    trait = cx.tcx.parent(callee[0]) if callee is not None else None
    if call is None or loop is None or trait is None or not cx.tcx.is_diagnostic_item(trait, "Iterator"):
        return
    whole, head, pat = loop
    if isinstance(pat, ast.IdentPat):
        diag.note(f"a for loop advances the iterator for you, the result is stored in `{pat.ident.name}`")
    else:
        diag.note("a for loop advances the iterator for you, the result is stored in its pattern")
    if _contains(whole, call.span):
        _suggest_while_let(cx, diag, whole, head, pat, call)
    else:
        diag.help(ADVICE)


def _same(a: Span, b: Span) -> bool:
    return a.lo == b.lo and a.hi == b.hi


def _contains(outer: Span, inner: Span) -> bool:
    return outer.lo <= inner.lo and inner.hi <= outer.hi


def _loop_over(cx: BorrowckContext, where: Span) -> tuple[Span, Any, Any] | None:
    """(the whole loop, what it runs over, its pattern) of the `for` loop in whose head `where` is."""
    found = None
    for expr in cx.hir.walk():
        if not isinstance(expr, ast.MatchExpr) or expr.source != "for" or not isinstance(expr.arms[0].body, ast.LoopExpr):
            continue
        entry, loop = expr.scrutinee, expr.arms[0].body
        step = loop.body.stmts[0].expr if isinstance(loop.body.stmts[0], ast.ExprStmt) else None
        if isinstance(entry, ast.CallExpr) and isinstance(step, ast.MatchExpr) and _contains(step.scrutinee.span, where):
            some = step.arms[1].pat
            if isinstance(some, ast.TupleStructPat):
                found = (Span(expr.span.lo, expr.span.hi), entry.args[0], some.elems[0])
    return found


def _suggest_while_let(cx: BorrowckContext, diag: Diag, whole: Span, head: Any, pat: Any, call: ast.MethodCallExpr) -> None:
    """`while let Some(pat) = iter.next()` in place of `for pat in iter`."""
    start, behind = Span(whole.lo, pat.span.lo), pat.span.hi
    if isinstance(head, ast.PathExpr) and head.qself is None:
        parts = [
            (start, "while let Some("), (Span(behind, head.span.lo), ") = "), (Span(head.span.hi, head.span.hi), ".next()"),
        ]  # fmt: skip
    else:
        indent = suggest.indentation_before(cx, whole)
        gap = f"\n{indent}" if indent is not None else " "
        parts = [
            (start, f"let iter = {cx.snippet(head.span)};{gap}while let Some("), (Span(behind, head.span.hi), ") = iter.next()"),
        ]  # fmt: skip
        if isinstance(call.receiver, ast.PathExpr) and call.receiver.qself is None:
            parts.append((Span(call.receiver.span.lo, call.receiver.span.hi), "iter"))
    diag.suggest(ADVICE, *parts, applicability="MaybeIncorrect")
