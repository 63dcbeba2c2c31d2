"""The children of a tree node, in source order, for passes that look for a few kinds of node only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rustmem.syntax import ast

_LEAF_FIELDS = frozenset(
    (
        "span", "attrs", "ident", "name", "vis", "mutbl", "op", "op_span", "kind", "value", "suffix", "symbol", "by_ref", "by_move",
        "asyncness", "eq_span", "brackets_span", "method_span", "fn_decl_span", "fn_arg_span", "shorthand", "inclusive", "raw",
        "source", "head_span", "label", "unsafe", "abi", "header", "output_span", "c_variadic", "where_span", "named", "self_kind",
        "parenthesized", "lang_item", "position", "modifier", "tokens", "delim", "is_super", "targeted_by_break", "auto",
        "negative", "derived", "inner_span", "rename", "orig_name", "semi", "bare", "tree", "symbol", "is_doc",
    )
)  # fmt: skip
_FIELDS: dict[type, tuple[str, ...]] = {}
_ALWAYS: dict[type, tuple[str, ...]] = {
    ast.AnonConst: ("value",),
    ast.ConstBlockExpr: ("value",),
    ast.StructItem: ("generics", "data"),
    ast.UnionItem: ("generics", "data"),
}


def child_fields(cls: type) -> tuple[str, ...]:
    """The fields of a node class that can hold nodes."""
    found = _FIELDS.get(cls)
    if found is None:
        names: tuple[str, ...] = getattr(cls, "__match_args__", ())
        found = _ALWAYS.get(cls) or tuple(n for n in names if n not in _LEAF_FIELDS)
        if not hasattr(cls, "__node_fields__"):
            found = ()
        _FIELDS[cls] = found
    return found


def children(node: Any) -> tuple[Any, ...]:
    """The nodes directly below `node`. A dozen passes ask, so the node remembers: no tree changes after desugaring."""
    found: tuple[Any, ...] | None = getattr(node, "below", None)
    if found is None:
        found = tuple(_below(node))
        if hasattr(type(node), "__node_fields__"):
            node.below = found
    return found


def forget(node: Any) -> None:
    """To be called after all when a field of `node` is set anew."""
    node.below = None


def _below(node: Any) -> Iterator[Any]:
    for name in child_fields(type(node)):
        value = getattr(node, name)
        if value is None or type(value) in (str, int, bool):
            continue
        if type(value) is tuple:
            for each in value:
                if hasattr(type(each), "__node_fields__"):
                    yield each
        elif hasattr(type(value), "__node_fields__"):
            yield value
