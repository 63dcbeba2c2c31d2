"""Uses of what the library has not made stable (rustc's `check_mod_unstable_api_usage`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.std.stability import Unstable, unstable
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import DefRes


def unstable_item(tcx: Any, def_id: DefId) -> Unstable | None:
    """Why a definition of the library may not be named; None for the program's own and for stable ones."""
    if def_id >= tcx.base:
        return None
    cache = _LIBRARY
    if def_id not in cache:
        path = path_of(tcx, def_id)
        cache[def_id] = unstable(path) if path is not None else None
    return cache[def_id]


_LIBRARY: dict[DefId, Unstable | None] = {}


def path_of(tcx: Any, def_id: DefId) -> tuple[str, ...] | None:
    """The public path; a method's begins with its trait's or type's."""
    path: tuple[str, ...] | None = tcx.visible_path(def_id)
    parent = tcx.parent(def_id)
    if path is not None or parent is None:
        return path
    if tcx.def_kind(parent) == "impl":
        header = tcx.impl_header(parent)
        self_ty = tcx.type_of(parent) if header.trait_ref is None else None
        if isinstance(self_ty, k.RawPtrTy):
            return "std", "pointer", tcx.item_name(def_id)
        if not isinstance(self_ty, k.AdtTy):
            return None
        parent = self_ty.def_id
    elif tcx.def_kind(parent) != "trait":
        return None
    above = tcx.visible_path(parent)
    return (*above, tcx.item_name(def_id)) if above is not None else None


def report(tcx: Any, found: Unstable, name: str, span: Span) -> None:
    """E0658, or that the stubs' own name is not modelled. Macros of the library may use what is unstable."""
    if span.ctxt is not None and not span.ctxt.is_local:
        return
    if found.feature == "-":
        tcx.unsupported(f"the library item `{name}`", span)
        return
    seen = tcx.cache("unstable uses said")
    if (span, found.feature) not in seen:
        seen[span, found.feature] = True
        tcx.emit(use_of_unstable(found, span))


def use_of_unstable(found: Unstable, span: Span) -> Diag:
    reason = f": {found.reason}" if found.reason else ""
    diag = error(f"use of unstable library feature `{found.feature}`{reason}", span, "E0658")
    if found.issue != "-":
        link = f"https://github.com/rust-lang/rust/issues/{found.issue}"
        diag.note(f"see issue #{found.issue} <{link}> for more information")
    return diag


def check_crate(tcx: Any) -> None:
    """Every path and import of the program that leads to an unstable item, in the order of the source."""
    uses: list[tuple[Span, Unstable, str]] = []
    for node, res in list(tcx.resolutions.paths.items()):
        base = res.base
        if not isinstance(base, DefRes) or base.def_id >= tcx.base:
            continue
        found = unstable_item(tcx, base.def_id)
        if found is not None:
            uses.append((_span(node, res.unresolved), found, tcx.item_name(base.def_id)))
    for import_ in tcx.crate_resolution.builder.imports:
        for binding in import_.bindings.values():
            def_id = binding.def_id()
            found = unstable_item(tcx, def_id) if def_id is not None else None
            if found is not None:
                at = import_.span if not import_.nested else import_.ident_span
                tree = import_.tree
                uses.append((tree.prefix.span if tree is not None else at, found, import_.name))
                break
    for span, found, name in sorted(uses, key=lambda use: use[0].lo):
        report(tcx, found, name, span)


def _span(node: Any, unresolved: int) -> Span:
    if not isinstance(node, ast.Path) or not unresolved:
        return node.span  # type: ignore[no-any-return]
    segments = node.segments[: len(node.segments) - unresolved]
    return segments[0].ident.span.to(segments[-1].ident.span)
