"""Type aliases that are defined by themselves (E0391, rustc's `type_of`)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.source.cycle import Step, cycle_error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import intern
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.ty.query_path import query_path

ADVICE = (
    ("note", "type aliases cannot be recursive"),
    ("help", "consider using a struct, enum, or union instead to break the cycle"),
    ("help", "see <https://doc.rust-lang.org/reference/types.html#recursive-types> for more information"),
)


def check_alias_cycle(tcx: TyCtxt, def_id: DefId) -> None:
    """Expands an alias as `type_of` does, and emits every cycle that this runs into. Aliases in a cycle become error
    types, so that nothing else meets it."""
    done = tcx.cache("expanded aliases")
    path: list[tuple[DefId, Span]] = []

    def expand(alias: DefId, asked: Span) -> None:
        members = [at for at, _ in path]
        if alias in members:
            start = members.index(alias)
            _report(tcx, path[start:], asked, (path[start - 1][0], path[start][1]) if start else None)
            for member in members[start:]:
                tcx.memo["type_of"][member] = intern.ERROR
            return
        if alias in done:
            return
        path.append((alias, asked))
        for used, span in _aliases_in(tcx, tcx.hir(alias).ty):
            expand(used, span)
        path.pop()
        done[alias] = True

    expand(def_id, tcx.def_span(def_id))


def _aliases_in(tcx: TyCtxt, ty: Any) -> list[tuple[DefId, Span]]:
    """The crate's own type aliases that a type names, in order."""
    found: list[tuple[DefId, Span]] = []
    stack: list[Any] = [ty]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.AnonConst):
            continue
        if isinstance(at, ast.PathTy):
            res = tcx.res_of(at.path)
            base = res.base if res is not None else None
            if isinstance(base, DefRes) and base.kind == "type alias" and tcx.is_local(base.def_id):
                found.append((base.def_id, at.span))
        stack.extend(reversed(list(children(at))))
    return found


def _report(tcx: TyCtxt, path: list[tuple[DefId, Span]], asked: Span, above: tuple[DefId, Span] | None) -> None:
    spans = [span for _, span in path[1:]] + [asked]
    steps: list[Step] = [
        (f"expanding type alias `{query_path(tcx, at)}`", span) for (at, _), span in zip(path, spans, strict=True)
    ]
    if above is not None:
        used_by: Step = (f"expanding type alias `{query_path(tcx, above[0])}`", above[1])
    else:
        first = path[0][0]
        used_by = (f"checking that `{query_path(tcx, first)}` is well-formed", tcx.def_span(first))
    diag = cycle_error(steps, used_by, ADVICE)
    if _used_before(tcx, path[0][0]):
        diag.not_modelled("which item meets a cycle first")
    tcx.emit(diag, path[0][0])


def _used_before(tcx: TyCtxt, alias: DefId) -> bool:
    """Whether something that stands before the alias may have asked for it."""
    start = tcx.def_span(alias).lo
    return any(
        isinstance(found.base, DefRes) and found.base.def_id == alias and path.span.lo < start
        for path, found in tcx.resolutions.paths.items()
        if found is not None and hasattr(path, "span")
    )
