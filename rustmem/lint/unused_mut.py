"""`unused_mut`: a binding that is declared `mut` and never changed. The borrow checker knows."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, warning
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.ty.context import TyCtxt


def check(tcx: TyCtxt, def_id: DefId) -> list[tuple[Diag, Any]]:
    """Warnings of one outermost body, each with the tree node whose attributes set its level."""
    found = []
    for span, node in tcx.borrowck(def_id).unused_mut:
        diag = warning("variable does not need to be mutable", span, "unused_mut")
        at = until_non_whitespace(tcx, span)
        diag.suggest("remove this `mut`", (at, ""), style="hide-code-inline")
        found.append((diag, node))
    return found


def until_non_whitespace(tcx: TyCtxt, span: Span) -> Span:
    """`mut` and the blanks after it (rustc's `span_until_non_whitespace`)."""
    text = tcx.source_map.snippet(span)
    at, seen_blank = 0, False
    for c in text:
        if c.isspace():
            seen_blank = True
        elif seen_blank:
            break
        at += len(c.encode())
    return span.with_hi(span.lo + at)
