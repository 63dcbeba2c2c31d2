"""Which names the `use` items of a crate bind, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rustmem.syntax import ast


def uses_below(items: Sequence[Any]) -> dict[str, list[str]]:
    """By bound name: the path. Inside modules and function bodies too."""
    found: dict[str, list[str]] = {}
    for item in items:
        if isinstance(item, ast.UseItem):
            for name, path in _leaves(item.tree, []):
                found[name] = path
        elif isinstance(item, ast.ModItem) and item.items:
            found.update(uses_below(item.items))
        elif isinstance(item, ast.FnItem) and item.body is not None:
            found.update(uses_below([s.item for s in item.body.stmts if isinstance(s, ast.ItemStmt)]))
    return found


def _leaves(tree: ast.UseTree, prefix: list[str]) -> Iterator[tuple[str, list[str]]]:
    path = prefix + [s.ident.name for s in tree.prefix.segments if s.ident.name != "{{root}}"]
    if tree.kind == "simple" and path:
        yield (tree.rename.name if tree.rename is not None else path[-1]), path
    elif tree.kind == "nested":
        for inner in tree.nested:
            yield from _leaves(inner, path)
