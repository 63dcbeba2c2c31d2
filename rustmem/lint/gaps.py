"""What the lints that are not built make of an answer: not exact, or not modelled."""

from __future__ import annotations

import re
from typing import Any

from rustmem.lint import watch_exprs, watch_items
from rustmem.lint.watch import Watch, named_lints
from rustmem.resolve.walk import children
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt

__all__ = ["check_crate", "check_text", "watch_exprs"]


EMPTY_LIST = re.compile(r"\buse\b[^;]*\{\s*\}")
"""Where an import with an empty list may stand."""


def check_text(tcx: TyCtxt) -> list[str]:
    """What is decided by the text and the attributes alone; rustc says it beside errors too."""
    watch = Watch(tcx)
    watch.all(watch_items.text(watch, tcx.source_map.snippet(tcx.crate.span) or ""))
    if EMPTY_LIST.search(tcx.source_map.snippet(tcx.crate.span) or ""):
        for tree in _use_trees(tcx):
            if tree.kind == "nested" and not tree.nested:
                tcx.unsupported("an empty list of imports", tree.span)
    for attr in _attributes(tcx):
        watch.all(watch_items.attribute(watch, attr))
        if attr.path == "type_length_limit" or attr.path == "recursion_limit" and not attr.inner:
            tcx.unsupported(f"`#![{attr.path}]`", attr.span)
    return watch.reasons + named_lints(tcx)


def check_crate(tcx: TyCtxt) -> list[str]:
    """What rustc might warn of besides, as reasons why the report is not exact; marks what might be an error."""
    reasons = Watch(tcx).run()
    stack: list[Any] = list(tcx.crate.items)
    while stack:
        at = stack.pop()
        if isinstance(at, ast.UseItem):
            names = [s.ident.name for s in at.tree.prefix.segments]
            if names[:1] in (["std"], ["core"]) and "intrinsics" in names:
                tcx.unsupported("unstable library features", at.span)
        stack.extend(children(at))
    return reasons


def _use_trees(tcx: TyCtxt) -> list[ast.UseTree]:
    found: list[ast.UseTree] = []
    stack: list[Any] = list(tcx.crate.items)
    while stack:
        at = stack.pop()
        if isinstance(at, ast.UseTree):
            found.append(at)
            stack.extend(at.nested)
        elif isinstance(at, ast.UseItem):
            stack.append(at.tree)
        else:
            stack.extend(children(at))
    return found


def _attributes(tcx: TyCtxt) -> list[ast.Attribute]:
    found = list(tcx.crate.attrs)
    stack: list[Any] = list(tcx.crate.items)
    while stack:
        at = stack.pop()
        found.extend(a for a in getattr(at, "attrs", ()) or () if isinstance(a, ast.Attribute))
        stack.extend(children(at))
    for attrs in tcx.crate.expr_attrs.values():
        found.extend(attrs)
    return found
