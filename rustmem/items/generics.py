"""Parameters of definitions (rustc_hir_analysis::collect::generics_of)."""

from __future__ import annotations

from typing import Any

from rustmem.resolve.late_bound import late_bound
from rustmem.resolve.walk import children
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefData, EarlyBound, LateBound
from rustmem.ty.generics import GenericParamDef, Generics

EMPTY = Generics(None, 0, (), False)


def generics_of(tcx: TyCtxt, def_id: DefId) -> Generics:
    """The early-bound parameters: Self, lifetimes, then types and constants in the order written."""
    row = tcx.defs[def_id]
    node = tcx.hir(def_id)
    match row.kind:
        case "ctor" | "variant" | "field" | "anon const" | "inline const" | "closure":
            return _inherited(tcx, def_id)
        case "opaque ty":
            return _opaque(tcx, def_id, node)
        case _:
            pass
    written: ast.Generics | None = getattr(node, "generics", None)
    parent = _parent(tcx, def_id)
    parent_count = tcx.generics_of(parent).count if parent is not None else 0
    params: list[GenericParamDef] = []
    if row.kind in ("trait", "trait alias"):
        params.append(GenericParamDef("Self", def_id, 0, "type", False))
    late = late_bound(node) if isinstance(node, ast.FnItem) else frozenset()
    late_span: Span | None = None
    lifetimes: list[tuple[str, DefId, bool]] = []
    for p in written.params if written is not None else ():
        if isinstance(p, ast.LifetimeParam):
            if p.ident.name in late:
                late_span = late_span or p.ident.span
            else:
                lifetimes.append((p.ident.name, tcx.def_id_of(p), _may_dangle(p)))
    if isinstance(node, ast.ImplItem):
        lifetimes += [("'_", v.def_id, False) for v in tcx.lookup("binders", node) or ()]
    base = parent_count + len(params)
    for n, (name, lifetime, dangles) in enumerate(lifetimes):
        params.append(GenericParamDef(name, lifetime, base + n, "lifetime", False, False, dangles))
    _types(tcx, written, params, parent_count)
    if isinstance(node, ast.FnItem):
        _impl_trait_params(tcx, def_id, node, params, parent_count)
    return Generics(parent, parent_count, tuple(params), row.kind in ("trait", "trait alias"), late_span)


def _types(tcx: TyCtxt, written: ast.Generics | None, params: list[GenericParamDef], parent_count: int) -> None:
    for p in written.params if written is not None else ():
        if isinstance(p, (ast.TypeParam, ast.ConstParam)):
            kind: Any = "type" if isinstance(p, ast.TypeParam) else "const"
            at, has_default = parent_count + len(params), p.default is not None
            params.append(GenericParamDef(p.ident.name, tcx.def_id_of(p), at, kind, has_default, False, _may_dangle(p)))


def _may_dangle(param: ast.GenericParam) -> bool:
    return any(a.path == "may_dangle" for a in param.attrs)


def _impl_trait_params(tcx: TyCtxt, def_id: DefId, node: ast.FnItem, params: list[GenericParamDef], parent_count: int) -> None:
    """A parameter for each `impl Trait` among the inputs, named by its text."""
    for found in impl_trait_inputs(node):
        own = tcx.def_id_of(found)
        name = tcx.source_map.snippet(found.span)
        params.append(GenericParamDef(name, own, parent_count + len(params), "type", False, True))


def impl_trait_inputs(node: ast.FnItem) -> list[ast.ImplTraitTy]:
    """The `impl Trait` types among the inputs of a function, in order."""
    found: list[ast.ImplTraitTy] = []
    stack: list[Any] = [p.ty for p in reversed(node.sig.inputs)]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.ImplTraitTy):
            found.append(at)
        stack.extend(children(at)[::-1])
    return found


def _inherited(tcx: TyCtxt, def_id: DefId) -> Generics:
    """No parameters of its own, all of the parent's."""
    parent = tcx.parent(def_id)
    while parent is not None and tcx.def_kind(parent) in ("variant",):
        parent = tcx.parent(parent)
    if parent is None or tcx.def_kind(parent) == "mod":
        return EMPTY
    return Generics(parent, tcx.generics_of(parent).count, (), False)


def _parent(tcx: TyCtxt, def_id: DefId) -> DefId | None:
    """The trait or impl round an associated item."""
    parent = tcx.parent(def_id)
    if parent is not None and tcx.def_kind(parent) in ("trait", "impl"):
        return parent
    return None


def _opaque(tcx: TyCtxt, def_id: DefId, node: ast.ImplTraitTy) -> Generics:
    """The function's parameters, then a copy of each late-bound lifetime that it captures."""
    owner = tcx.parent(def_id)
    assert owner is not None
    parent_count = tcx.generics_of(owner).count
    captured = []
    params: list[GenericParamDef] = []
    copies: dict[int, DefId] = {}
    early: set[DefId] = set()
    for name, res, lifetime in captured_lifetimes(tcx, node):
        if isinstance(res, EarlyBound):
            early.add(res.def_id)
            continue
        if not isinstance(res, LateBound) or res.index in copies:
            continue
        span = tcx.ident_span(lifetime) if lifetime is not None else node.span
        copy = tcx.defs.add(DefData("lifetime param", name, def_id, span), library=not tcx.is_local(def_id))
        copies[res.index] = copy
        captured.append(res)
        params.append(GenericParamDef(name, copy, parent_count + len(params), "lifetime", False))
    tcx.cache("opaque captures")[def_id] = tuple(captured)
    tcx.cache("opaque early captures")[def_id] = early
    tcx.cache("opaque copies")[def_id] = copies
    return Generics(owner, parent_count, tuple(params), False)


def captured_lifetimes(tcx: TyCtxt, node: ast.ImplTraitTy) -> list[Any]:
    """The lifetimes in scope that an `impl Trait` captures: all since 2024, before only those it names."""
    in_scope = list(tcx.lookup("object_defaults", node) or ())
    for bound in node.bounds:
        if isinstance(bound, ast.UseBound):
            named = {a.name for a in bound.args if isinstance(a, ast.Lifetime)}
            return [c for c in in_scope if c[0] in named]
    if tcx.edition >= "2024":
        return in_scope
    mentioned: set[Any] = set()
    stack: list[Any] = [(bound, 0) for bound in node.bounds]
    while stack:
        at, depth = stack.pop()
        if isinstance(at, ast.Lifetime):
            mentioned.add(_key(tcx.lookup("lifetimes", at), depth))
        elif isinstance(at, (ast.RefTy, ast.PathSegment, ast.TraitObjectTy)):
            mentioned |= {_key(r, depth) for r in tcx.lookup("elided", at) or ()}
        inner = depth + 1 if tcx.lookup("binders", at) is not None else depth
        stack.extend((child, inner) for child in children(at))
    return [c for c in in_scope if _key(c[1], 0) in mentioned]


def _key(res: Any, depth: int) -> Any:
    """The lifetime, whatever binders stand between; None for one of those binders' own."""
    match res:
        case LateBound(debruijn=debruijn, index=index):
            return ("late", debruijn - depth, index) if debruijn >= depth else None
        case EarlyBound(def_id=def_id):
            return ("early", def_id)
        case _:
            return None
