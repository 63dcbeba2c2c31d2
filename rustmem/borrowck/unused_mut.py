"""`unused_mut`: a binding that is declared `mut` and never changed. The borrow checker knows."""

from __future__ import annotations

from rustmem.source.diag import Diag, warning
from rustmem.source.span import Span
from rustmem.ty.context import TyCtxt


def var_does_not_need_mut(tcx: TyCtxt, span: Span) -> Diag:
    diag = warning("variable does not need to be mutable", span, "unused_mut")
    return diag.suggest("remove this `mut`", (until_non_whitespace(tcx, span), ""), style="hide-code-inline")


def until_non_whitespace(tcx: TyCtxt, span: Span) -> Span:
    """`mut` and the blanks after it (rustc's `span_until_non_whitespace`)."""
    at, seen_blank = 0, False
    for c in tcx.source_map.snippet(span):
        if c.isspace():
            seen_blank = True
        elif seen_blank:
            break
        at += len(c.encode())
    return span.with_hi(span.lo + at)
