"""The children of each kind of node, for passes that rewrite a tree in place."""

from __future__ import annotations

import re
from typing import Any

from rustmem.source.node import fields
from rustmem.syntax import ast

_LEAVES = frozenset(
    (
        "Ident",
        "Lifetime",
        "Label",
        "Attribute",
        "Span",
        "Token",
        "Visibility",
        "Literal",
        "FnHeader",
        "Mutability",
        "LitKind",
        "MacroCall",
    )
)
_CLASSES = tuple([cls for cls in vars(ast).values() if isinstance(cls, type) and hasattr(cls, "__node_fields__")])
_NODES = {cls.__name__ for cls in _CLASSES} - _LEAVES
_WORD = re.compile(r"\w+")
_WORDS: dict[str, set[str]] = {}
"""The names in an annotation: most annotations stand at many fields."""


def _children(nodes: set[str]) -> dict[type, tuple[tuple[str, bool], ...]]:
    """The fields of each class that hold `nodes`, and whether as a tuple."""
    found: dict[type, tuple[tuple[str, bool], ...]] = {}
    for cls in _CLASSES:
        out: tuple[tuple[str, bool], ...] = found.get(cls.__base__, ())  # type: ignore[arg-type]
        for name, note in cls.__dict__.get("__annotations__", {}).items():
            words = _WORDS.get(note)
            if words is None:
                words = _WORDS[note] = set(_WORD.findall(note))
            if not nodes.isdisjoint(words):
                out += ((name, note.startswith("tuple")),)
        found[cls] = out
    return found


CHILDREN = _children(_NODES)
"""For each class: (field, is a tuple) of what may hold nodes."""
_COPIED = {cls: frozenset([name for name, _ in found]) for cls, found in _children(_NODES | {"Lifetime"}).items()}
"""For each class the fields of which a copy has its own: lifetimes, too, are keys of resolution's tables."""


def clone(value: Any, attrs: dict[Any, Any] | None = None) -> Any:
    """A copy of a tree in which every node is new; `attrs` (`Crate.expr_attrs`) gets entries for the copies."""
    cls = type(value)
    copied = _COPIED.get(cls)
    if copied is None:
        if cls is tuple:
            return tuple(clone(v, attrs) for v in value)
        return value
    made = cls(*(clone(getattr(value, n), attrs) if n in copied else getattr(value, n) for n in fields(value)))
    if attrs and value in attrs:
        attrs[made] = attrs[value]
    return made
