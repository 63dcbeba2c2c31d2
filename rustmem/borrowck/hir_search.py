"""Finding things in the tree of a body: the expression at a span, parents, patterns (only when an error is worded)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from rustmem.source.node import fields
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt


def children(at: Any) -> Iterator[Any]:
    """The nodes directly below a tree node, in the order of its fields."""
    for name in fields(at):
        value = getattr(at, name)
        if isinstance(value, tuple):
            for part in value:
                if hasattr(part, "__node_fields__"):
                    yield part
        elif hasattr(value, "__node_fields__"):
            yield value


def walk(at: Any, into_items: bool = False) -> Iterator[Any]:
    """`at` and everything below it, in order; items inside are other bodies."""
    stack = [at]
    while stack:
        top = stack.pop()
        yield top
        if isinstance(top, ast.Item) and top is not at and not into_items:
            continue
        stack.extend(reversed([child for child in children(top) if not isinstance(child, _LEAVES)]))


_LEAVES = (ast.Ident, ast.Attribute)


class HirBody:
    """The tree of one body: a function's, a constant's or a closure's, with the parents of its nodes."""

    def __init__(self, tcx: TyCtxt, def_id: Any) -> None:
        self.tcx = tcx
        self.def_id = def_id
        self.owner: Any = tcx.hir(def_id)
        """`FnItem`, `ClosureExpr`, `ConstItem`, …"""
        self.params, self.value = _parts(self.owner)
        root = tcx.typeck_root(def_id)
        self.root_owner: Any = tcx.hir(root) if root != def_id else self.owner
        self.root_params, _ = _parts(self.root_owner)
        self._parents: dict[Any, Any] | None = None

    @property
    def results(self) -> Any:
        return self.tcx.typeck(self.tcx.typeck_root(self.def_id))

    @property
    def parents(self) -> dict[Any, Any]:
        """Each node's parent, within the outermost function."""
        if self._parents is None:
            made: dict[Any, Any] = {}
            stack = [self.root_owner]
            while stack:
                top = stack.pop()
                for child in children(top):
                    if isinstance(child, _LEAVES):
                        continue
                    made[child] = top
                    stack.append(child)
            self._parents = made
        return self._parents

    def parent(self, node: Any) -> Any:
        """The parent as rustc's HIR has it: statement wrappers count, single blocks do too."""
        return self.parents.get(node)

    def ancestors(self, node: Any) -> Iterator[Any]:
        at = self.parents.get(node)
        while at is not None:
            yield at
            at = self.parents.get(at)

    def find_expr(self, span: Span) -> Any:
        """The expression with exactly this span; the outermost of several, the last in order (`FindExprBySpan`)."""
        return find_expr(self.value, span)

    def walk(self) -> Iterator[Any]:
        """The body's nodes, closures inside included."""
        for param in self.params:
            yield from walk(param)
        if self.value is not None:
            yield from walk(self.value)

    def first(self, test: Callable[[Any], bool]) -> Any:
        for node in self.walk():
            if test(node):
                return node
        return None


def find_expr(root: Any, span: Span, closures: bool = False) -> Any:
    found = None
    stack = [root] if root is not None else []
    while stack:
        top = stack.pop()
        if isinstance(top, ast.Expr):
            if top.span == span:
                found = top
                continue
            if closures and isinstance(top, ast.ClosureExpr) and top.fn_decl_span == span:
                found = top
        elif isinstance(top, ast.Item):
            continue
        stack.extend(reversed([child for child in children(top) if not isinstance(child, _LEAVES)]))
    return found


def _parts(owner: Any) -> tuple[tuple[Any, ...], Any]:
    """(parameters, the body's expression or block) of an owner."""
    if isinstance(owner, ast.FnItem):
        return owner.sig.inputs, owner.body
    if isinstance(owner, ast.ClosureExpr):
        return owner.params, owner.body
    if isinstance(owner, (ast.ConstItem, ast.StaticItem)):
        return (), owner.expr
    if isinstance(owner, (ast.AnonConst,)):
        return (), owner.value
    return (), None
