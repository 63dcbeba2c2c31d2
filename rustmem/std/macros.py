"""The library's macros: read once, when a program first calls one."""

from __future__ import annotations

import re
from functools import lru_cache

from rustmem.source.source_map import LIBRARY
from rustmem.std import files, loader
from rustmem.syntax import ast
from rustmem.syntax.mbe import Macro

EDITION = "2024"
CRATES = ("core", "alloc", "std")
SEES = {"core": ("core",), "alloc": ("alloc", "core"), "std": ("std", "alloc", "core")}
"""Whose macros a path into a crate reaches."""

_ITEM = re.compile(r"^(?:#.*\n)*(?:macro_rules! (?:r#)?(\w+)|pub mod (\w+))", re.MULTILINE)
"""The head of an item of a `macros.rs`: they all stand at the left edge, and nothing else does but attributes and braces."""


class _Table:
    """The macros of a crate by `module::name` or plain name. One is read when it is asked for."""

    def __init__(self, crate: str) -> None:
        self.crate = crate
        self.file = LIBRARY.add(f"library/{crate}/src/macros.rs", files.read(f"{crate}/macros.rs"))
        self.file.has_source, self.file.places = False, {}
        self.read: dict[str, Macro] = {}
        self.unread: dict[str, tuple[int, int]] = {}
        """Macros at the root and modules: where they stand in the file."""
        text = self.file.data.decode("ascii")
        heads = list(_ITEM.finditer(text))
        for head, end in zip(heads, [*[h.start() for h in heads[1:]], len(text)], strict=True):
            self.unread[head[1] or f"{head[2]}::"] = head.start(), end

    def get(self, path: str) -> Macro | None:
        # A module at the root is read whole, with the modules in it.
        first, door, _ = path.partition("::")
        self._read(first + door)
        return self.read.get(path)

    def all(self) -> list[str]:
        """The paths of all, in the order of the file."""
        for name in list(self.unread):
            self._read(name)
        return sorted(self.read, key=lambda path: self.read[path].span.lo)

    def _read(self, name: str) -> None:
        place = self.unread.pop(name, None)
        if place is not None:
            _collect(loader.parse_part(self.file, *place, {}), self.crate, "", self.read)


@lru_cache(None)
def _table(crate: str) -> _Table:
    return _Table(crate)


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
    return [path for seen in SEES[crate] for path in _table(seen).all() if seen == crate or "::" not in path]


def macro_names() -> list[str]:
    """The names that a bare call can reach, for suggestions."""
    return [name for crate in CRATES for name in _table(crate).all() if "::" not in name]
