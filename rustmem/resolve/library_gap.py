"""Names that the real library has and the stubs lack."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.modules import Binding, Module
from rustmem.resolve.scope import PathFailure, Scopes
from rustmem.source.span import Span
from rustmem.std import modules
from rustmem.syntax import ast


def library_gap(
    scopes: Scopes, module: Module, segments: tuple[ast.PathSegment, ...], failure: PathFailure | None, first: Any
) -> tuple[str, Span] | None:
    """(what is missing, where), if the path leads into the library and the real one has the name that is not found."""
    if len(segments) < 2:
        return None
    if failure is None:
        found = scopes.resolve_path(segments[:-1], "type", module, first)
        if isinstance(found, PathFailure):
            return library_gap(scopes, module, segments[:-1], found, first)
        at = found if isinstance(found, Module) else found.module if isinstance(found, Binding) else None
        index = len(segments) - 1
    else:
        at, index = failure.module, failure.index
    if at is None or at.kind != "mod" or at.crate is scopes.user_crate:
        return None
    name = segments[index].ident.name
    path = at.path()
    if not modules.has(path, name):
        return None
    shown = "::".join(p for p in ("std", path, name) if p)
    return f"the library item `{shown}`", segments[index].ident.span
