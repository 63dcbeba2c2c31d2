"""The variables that a closure mentions and does not declare (rustc_passes::upvars)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import LocalRes


def upvars_mentioned(tcx: TyCtxt, def_id: DefId) -> dict[ast.IdentPat, Span]:
    """Variable to the span of its first mention, in order of mention."""
    closure = tcx.hir(def_id)
    own: set[ast.IdentPat] = set()
    found: dict[ast.IdentPat, Span] = {}
    mentions: list[tuple[ast.IdentPat, Span]] = []
    stack: list[Any] = [*reversed([*closure.params, closure.body])] if isinstance(closure, ast.ClosureExpr) else [closure]
    while stack:
        at = stack.pop()
        cls = type(at)
        if cls is ast.IdentPat:
            own.add(at)
        elif cls is ast.PathExpr:
            res = tcx.full_res(at.path)
            if isinstance(res, LocalRes):
                mentions.append((tcx.variable_of(res.binding), at.span))
        elif cls is ast.ItemStmt:
            continue
        stack.extend(children(at)[::-1])
    for variable, span in mentions:
        if variable not in own:
            found.setdefault(variable, span)
    return found


def provide(providers: dict[str, Any]) -> None:
    providers["upvars_mentioned"] = upvars_mentioned
