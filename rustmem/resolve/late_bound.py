"""Which lifetime parameters of a function are late bound."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.syntax import ast


def late_bound(item: ast.FnItem) -> frozenset[str]:
    """The lifetime parameters that a call need not fix: in arguments, and in no bound (rustc's `is_late_bound_map`)."""
    declared = [p for p in item.generics.params if isinstance(p, ast.LifetimeParam)]
    if not declared:
        return frozenset()
    constrained: set[str] = set()
    in_bounds: set[str] = set()
    for argument in item.sig.inputs:
        _lifetimes(argument.ty, constrained, True)
        _impl_trait_lifetimes(argument.ty, in_bounds)
    output: set[str] = set()
    if item.sig.output is not None:
        _lifetimes(item.sig.output, output, False)
    for param in item.generics.params:
        for bound in param.bounds:
            _lifetimes(bound, in_bounds, False)
        if param.bounds and isinstance(param, ast.LifetimeParam):
            in_bounds.add(param.ident.name)
    for predicate in item.generics.where_clause:
        _lifetimes(predicate, in_bounds, False)
    return frozenset(
        p.ident.name
        for p in declared
        if p.ident.name not in in_bounds and (p.ident.name in constrained or p.ident.name not in output)
    )


def _lifetimes(node: Any, found: set[str], constrained: bool) -> None:
    """Names of lifetimes below `node`; with `constrained` not those that only a projection mentions."""
    stack = [node]
    while stack:
        at = stack.pop()
        if type(at) is ast.Lifetime:
            found.add(at.name)
        elif constrained and type(at) is ast.PathTy:
            if at.qself is not None:
                continue
            if len(at.path.segments) > 1 and at.path.segments[0].ident.name in ("Self",):
                continue
            last = at.path.segments[-1]
            if last.args is not None:
                stack.append(last.args)
        elif constrained and type(at) is ast.ImplTraitTy:
            continue
        else:
            stack.extend(children(at))


def _impl_trait_lifetimes(node: Any, found: set[str]) -> None:
    stack = [node]
    while stack:
        at = stack.pop()
        if type(at) is ast.ImplTraitTy:
            for bound in at.bounds:
                _lifetimes(bound, found, False)
        else:
            stack.extend(children(at))
