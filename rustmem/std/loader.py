"""Reads the library's stubs: a file for each module, item by item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.source.diag import Diag
from rustmem.source.source_map import LIBRARY, LateFile, SourceFile
from rustmem.source.span import Span
from rustmem.std import files
from rustmem.syntax import ast
from rustmem.syntax.lexer import lex_text
from rustmem.syntax.parser import parse_body, parse_items
from rustmem.syntax.token import Token

REAL = "/rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library"
"""Where rustc 1.95.0 says its library is."""

CRATES = ("core", "alloc", "std")
EDITION = "2024"
SEES = {"core": ("core",), "alloc": ("core", "alloc"), "std": ("core", "alloc", "std")}
"""The extern prelude of each crate."""

Expand = Callable[[tuple[ast.Item, ...], str, SourceFile, dict[Any, Any]], tuple[ast.Item, ...]]
"""Expands and desugars items of a crate's file; the last argument holds the macros defined before them."""


def place(crate: str, name: str, start: int, size: int) -> SourceFile:
    """The stub file `name` of a crate, at its place in the address space of the library."""
    # rustc prints places of the real library, which a stub's lines are not.
    file = LateFile(f"{REAL}/{crate}/src/{name}", f"{files.ROOT}/{crate}/{name}", start, size)
    LIBRARY.place(file)
    return file


Later = dict[ast.Block, tuple[Token, ...]]
"""Bodies that are not read yet: the empty block in the tree, and its tokens."""


def parse_part(file: SourceFile, lo: int, hi: int, later: Later) -> tuple[ast.Item, ...]:
    """The items that stand at bytes `lo` to `hi` of a file, before expansion. The bodies of functions go to `later`."""
    tokens = lex_text(file.data[lo:hi].decode("utf-8"), file.start + lo)
    tokens.append(Token("eof", "", Span(file.start + hi, file.start + hi)))
    diags: list[Diag] = []
    items = parse_items(tokens, EDITION, diags, later=later)
    _complain(file, diags)
    return items


def parse_later(file: SourceFile, tokens: tuple[Token, ...]) -> ast.Block:
    """A body that `parse_part` left."""
    diags: list[Diag] = []
    body = parse_body(tokens, EDITION, diags)
    _complain(file, diags)
    assert body is not None
    return body


def _complain(file: SourceFile, diags: list[Diag]) -> None:
    if diags:
        raise SyntaxError(f"{file.name}: {diags[0].message}: {LIBRARY.line_column(diags[0].span[0].lo) if diags[0].span else ''}")


def module_file(crate: str, name: str, module: str) -> str | None:
    """The file of `mod module;` in the file `name`."""
    folder, _, stem = name.removesuffix(".rs").rpartition("/")
    parts = [part for part in (folder, stem if stem not in ("lib", "mod") else "", module) if part]
    for path in ("/".join(parts) + ".rs", "/".join([*parts, "mod.rs"])):
        if files.exists(f"{crate}/{path}"):
            return path
    return None
