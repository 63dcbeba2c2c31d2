"""Paths as descriptions of queries name them: never trimmed, an impl by its place (`<impl at src/main.rs:2:1: 2:7>`)."""

from __future__ import annotations

from rustmem.source.index import DefId
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import full_path_str


def query_path(tcx: TyCtxt, def_id: DefId) -> str:
    """The path of a definition of the crate."""
    row = tcx.defs.table[def_id]
    parent = row.parent
    if parent is None or not tcx.is_local(def_id):
        return full_path_str(tcx, def_id)
    if row.kind == "impl":
        span = row.span
        file = tcx.source_map.file_of(span.lo)
        (line, column), (end_line, end_column) = (tcx.source_map.line_column(at) for at in (span.lo, span.hi))
        own = f"<impl at {file.name if file else ''}:{line}:{column}: {end_line}:{end_column}>"
    elif row.kind in ("anon const", "inline const"):
        before = range(parent + 1, def_id)
        same = [at for at in before if tcx.defs.table[at].parent == parent and tcx.defs.table[at].kind == row.kind]
        own = f"{{constant#{len(same)}}}"
    elif row.kind == "closure":
        before = range(parent + 1, def_id)
        own = f"{{closure#{sum(tcx.defs.table[at].kind == 'closure' and tcx.defs.table[at].parent == parent for at in before)}}}"
    else:
        own = row.name
    above = tcx.defs.table[parent]
    return own if above.parent is None else f"{query_path(tcx, parent)}::{own}"
