"""The library's macros: read once, when a program first calls one."""

from __future__ import annotations

from rustmem.source.diag import Diag
from rustmem.source.source_map import LIBRARY
from rustmem.std import files
from rustmem.syntax import ast
from rustmem.syntax.mbe import Macro
from rustmem.syntax.parser import parse_crate

EDITION = "2024"
CRATES = ("core", "alloc", "std")
SEES = {"core": ("core",), "alloc": ("alloc", "core"), "std": ("std", "alloc", "core")}
"""Whose macros a path into a crate reaches."""

_TABLES: dict[str, dict[str, Macro]] = {}
"""By crate: macros by `module::name` or plain name."""


def _table(crate: str) -> dict[str, Macro]:
    table = _TABLES.get(crate)
    if table is None:
        table = _TABLES[crate] = {}
        text = files.read(f"{crate}/macros.rs")
        diags: list[Diag] = []
        file = LIBRARY.add(f"library/{crate}/src/macros.rs", text)
        file.has_source, file.places = False, {}
        tree = parse_crate(file, EDITION, diags)
        assert not diags, [d.message for d in diags]
        _collect(tree.items, crate, "", table)
    return table


def _collect(items: tuple[ast.Item, ...], crate: str, module: str, table: dict[str, Macro]) -> None:
    for item in items:
        if isinstance(item, ast.ModItem):
            _collect(item.items or (), crate, f"{module}{item.ident.name}::", table)
        elif isinstance(item, ast.MacroDef):
            builtin = _builtin(item)
            name = item.ident.name
            head = item.span.with_hi(item.ident.span.hi)
            table[module + name] = Macro(
                name, item.span, head, crate, False, EDITION, item.tokens, builtin, item.attrs, None, module.removesuffix("::")
            )


def _builtin(item: ast.MacroDef) -> str | None:
    for attr in item.attrs:
        if attr.path == "rustc_builtin_macro":
            return attr.tokens[1].text if attr.tokens else item.ident.name
    return None


def std_macro(name: str) -> Macro | None:
    """The macro that a bare name means where the program defines none: those at the roots."""
    for crate in SEES["std"]:
        found = _table(crate).get(name)
        if found is not None:
            return found
    return None


def macro_at(crate: str, path: str) -> Macro | None:
    """The macro at `crate::path`."""
    for seen in SEES.get(crate, ()):
        found = _table(seen).get(path)
        if found is not None:
            return found
    return None


def macro_paths(crate: str) -> list[str]:
    """The paths, within the crate, of the macros that it shows."""
    return [path for seen in SEES[crate] for path in _table(seen) if seen == crate or "::" not in path]


def macro_names() -> list[str]:
    """The names that a bare call can reach, for suggestions."""
    return [name for crate in CRATES for name in _table(crate) if "::" not in name]
