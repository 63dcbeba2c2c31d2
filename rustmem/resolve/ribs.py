"""Scopes inside items and bodies, and what a path is expected to be."""

from __future__ import annotations

from typing import Any, Literal

from rustmem.resolve.modules import Module, Namespace
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast

RibKind = Literal[
    "normal",
    "fn",
    "closure",
    "assoc item",
    "item",
    "constant",
    "anon const",
    "module",
    "macro",
    "forward ban",
    "const param ty",
    "path pattern",
]


class Rib:
    """Names that one scope brings; `kind` says what the scope cuts off."""

    __slots__ = ("kind", "names", "data", "skipped")

    def __init__(self, kind: RibKind, names: dict[Any, Any] | None = None, data: Any = None) -> None:
        self.kind: RibKind = kind
        self.names: dict[Any, Any] = {} if names is None else names
        self.data = data
        self.skipped: list[tuple[DefId, Span]] = []
        """Struct patterns with `..` (rustc's `patterns_with_skipped_bindings`)."""


@node
class Source:
    """What a path is expected to be (rustc's `PathSource`)."""

    kind: Literal["type", "trait", "expr", "pat", "struct", "tuple struct", "trait item", "bound"]
    ns: Namespace
    parent: Any = None
    """Of `expr`: the expression round it. Of `tuple struct`: the pattern. Of `trait item`: the item's namespace."""
    is_call: bool = False


TYPE = Source("type", "type")
TRAIT = Source("trait", "type")
EXPR = Source("expr", "value")
PAT = Source("pat", "value")
STRUCT = Source("struct", "type")
TUPLE_STRUCT = Source("tuple struct", "value")

TYPE_KINDS = frozenset(
    ("struct", "union", "enum", "trait", "trait alias", "type alias", "assoc ty", "type param", "opaque ty", "foreign ty")
)
VALUE_KINDS = frozenset(("ctor", "const", "static", "fn", "assoc fn", "assoc const", "const param"))


class UseError:
    """A failed path whose report waits until imports can be proposed (rustc's `UseError`)."""

    __slots__ = ("diag", "candidates", "module", "instead", "path", "is_call", "suggestion")

    def __init__(
        self, diag: Diag, candidates: list[Any], module: Module, instead: bool, path: tuple[ast.PathSegment, ...], is_call: bool
    ) -> None:
        self.diag, self.candidates, self.module, self.instead, self.path, self.is_call = (
            diag,
            candidates,
            module,
            instead,
            path,
            is_call,
        )
        self.suggestion: Any = None
