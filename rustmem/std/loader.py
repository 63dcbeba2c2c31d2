"""Reads the library's stubs: each crate as one tree, a file for each module."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rustmem.source.diag import Diag
from rustmem.source.source_map import LIBRARY, SourceFile
from rustmem.syntax import ast
from rustmem.syntax.parser import parse_crate

ROOT = Path(__file__).parent
CRATES = ("core", "alloc", "std")
EDITION = "2024"
SEES = {"core": ("core",), "alloc": ("core", "alloc"), "std": ("core", "alloc", "std")}
"""The extern prelude of each crate."""

Expand = Callable[[ast.Crate, str, SourceFile], ast.Crate]


def crate_tree(name: str, expand: Expand) -> ast.Crate:
    """The tree of the crate `name`, each file expanded by `expand`."""
    return _file(ROOT / name, ROOT / name / "lib.rs", name, expand)


def _file(folder: Path, path: Path, crate: str, expand: Expand) -> ast.Crate:
    """A file's items, with the modules it names read from `folder`."""
    file = LIBRARY.add(f"library/{crate}/src/{path.relative_to(ROOT / crate)}", path.read_text(encoding="utf-8"))
    diags: list[Diag] = []
    tree = parse_crate(file, EDITION, diags)
    if diags:
        raise SyntaxError(f"{path}: {diags[0].message}: {LIBRARY.line_column(diags[0].span[0].lo) if diags[0].span else ''}")
    tree = expand(tree, crate, file)
    items = []
    for item in tree.items:
        if isinstance(item, ast.ModItem) and item.items is None:
            found = _module_file(folder, item.ident.name)
            if found is None:
                continue
            inner = _file(folder / item.ident.name, found, crate, expand)
            item = ast.ModItem(item.ident, item.attrs, item.vis, item.span, inner.items, inner.span)
            tree.expr_attrs.update(inner.expr_attrs)
        items.append(item)
    return ast.Crate(tuple(items), tree.attrs, tree.span, tree.expr_attrs)


def _module_file(folder: Path, name: str) -> Path | None:
    for path in (folder / f"{name}.rs", folder / name / "mod.rs"):
        if path.exists():
            return path
    return None
