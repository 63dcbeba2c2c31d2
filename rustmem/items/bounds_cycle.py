"""Bounds that need themselves: `T: Iterator<Item = T::Item>` (E0391, rustc's `type_param_predicates`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.cycle import Step, cycle_error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import FatalError, TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.ty.query_path import query_path

Query = tuple[DefId, str]
"""A type parameter, and the associated type that is looked for in its bounds."""


def check_bounds_cycle(
    tcx: TyCtxt, item: DefId, query: Query, span: Span, defining: Callable[[DefId, DefId, str], Iterable[ast.TraitBound]]
) -> None:
    """Emits the cycle that looking for `query` runs into. `defining` gives the bounds whose trait may have the name."""
    done = tcx.cache("bounds without a cycle")
    if (item, query) in done:
        return
    path: list[tuple[Query, Span]] = []

    def walk(at: Query, asked: Span) -> None:
        for index, (earlier, _) in enumerate(path):
            if earlier == at:
                _report(tcx, item, path[index:], asked, path[index][1])
        if (item, at) in done:
            return
        path.append((at, asked))
        for bound in defining(item, *at):
            for below, span in _relative_paths(tcx, bound):
                walk(below, span)
        path.pop()
        done[item, at] = True

    walk(query, span)


def _relative_paths(tcx: TyCtxt, bound: ast.TraitBound) -> list[tuple[Query, Span]]:
    """`T::Name` among a bound's arguments and constraints, in order."""
    found: list[tuple[Query, Span]] = []
    stack: list[Any] = [bound]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.PathTy) and at.qself is None:
            res = tcx.res_of(at.path)
            if res is not None and res.unresolved and isinstance(res.base, DefRes) and res.base.kind == "type param":
                segment = at.path.segments[len(at.path.segments) - res.unresolved]
                found.append(((res.base.def_id, segment.ident.name), at.span))
        stack.extend(reversed(list(children(at))))
    return found


def _report(tcx: TyCtxt, item: DefId, path: list[tuple[Query, Span]], asked: Span, first: Span) -> None:
    spans = [span for _, span in path[1:]] + [asked]
    steps: list[Step] = [
        (f"computing the bounds for type parameter `{tcx.item_name(query[0])}`", span)
        for (query, _), span in zip(path, spans, strict=True)
    ]
    diag = cycle_error(steps, (f"computing explicit predicates of `{query_path(tcx, item)}`", first))
    tcx.emit(diag, item)
    raise FatalError
