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
_NODES = {name for name, cls in vars(ast).items() if isinstance(cls, type) and hasattr(cls, "__node_fields__")} - _LEAVES


def _annotations(cls: type) -> dict[str, str]:
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        found.update(base.__dict__.get("__annotations__", {}))
    return found


def _children(cls: type, nodes: set[str]) -> tuple[tuple[str, bool], ...]:
    """The fields of `cls` that hold `nodes`, and whether as a tuple."""
    notes = _annotations(cls)
    out = []
    for name in cls.__match_args__:  # type: ignore[attr-defined]
        words = set(re.findall(r"\w+", notes[name]))
        if words & nodes:
            out.append((name, notes[name].startswith("tuple")))
    return tuple(out)


_CLASSES = tuple(cls for cls in vars(ast).values() if isinstance(cls, type) and hasattr(cls, "__node_fields__"))
CHILDREN: dict[type, tuple[tuple[str, bool], ...]] = {cls: _children(cls, _NODES) for cls in _CLASSES}
"""For each class: (field, is a tuple) of what may hold nodes."""
_COPIED: dict[type, frozenset[str]] = {
    cls: frozenset(name for name, _ in _children(cls, _NODES | {"Lifetime"})) for cls in _CLASSES
}
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
