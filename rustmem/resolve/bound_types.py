"""An unknown type that is called like an associated type of a parameter's bound (rustc's `suggest_assoc_type_from_bounds`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.syntax.pretty import path_text
from rustmem.ty.defs import DefRes


def suggest_from_bounds(late: Any, diag: Diag, segments: tuple[ast.PathSegment, ...]) -> bool:
    """`T::Item` for `Item`, where a bound of a parameter in scope has that type."""
    if len(segments) != 1:
        return False
    name, span = segments[0].ident.name, segments[0].ident.span
    bounds: dict[str, dict[DefId, dict[str, None]]] = {}
    for generics in _generics_around(late):
        for param, bound in _bounds_of(late, generics):
            partial = late.out.paths.get(bound.path)
            trait = partial.base if partial is not None and partial.unresolved == 0 else None
            if isinstance(trait, DefRes) and _has_type(late, trait.def_id, name):
                bounds.setdefault(param, {}).setdefault(trait.def_id, {})[path_text(bound.path)] = None
    proposals: set[str] = set()
    for param, traits in bounds.items():
        paths = [path for found in traits.values() for path in found]
        if len(paths) == 1:
            proposals.add(f"{param}::{name}")
        else:
            proposals.update(f"<{param} as {path}>::{name}" for path in paths)
    if not proposals:
        return False
    if segments[0].args is not None or any("=" in path for found in bounds.values() for t in found.values() for path in t):
        diag.not_modelled("generic arguments of an associated type")
    said = "you might have meant to use an associated type of the same name"
    diag.suggest_any(said, [((span, text),) for text in sorted(proposals)], style="show-always")
    return True


def _generics_around(late: Any) -> list[ast.Generics]:
    item = late.current_item
    found = [item.generics] if getattr(item, "generics", None) is not None else []
    if isinstance(item, ast.ImplItem) and late.current_fn is not None and late.current_fn in item.items:
        found.append(late.current_fn.generics)
    return found


def _bounds_of(late: Any, generics: ast.Generics) -> list[tuple[str, ast.TraitBound]]:
    """Each parameter's name with one of its bounds, as written."""
    found = [
        (param.ident.name, bound)
        for param in generics.params
        if isinstance(param, ast.TypeParam)
        for bound in param.bounds
        if isinstance(bound, ast.TraitBound)
    ]
    for where in generics.where_clause:
        bounded = where.bounded
        if not isinstance(bounded, ast.PathTy) or bounded.qself is not None or len(bounded.path.segments) != 1:
            continue
        partial = late.out.paths.get(bounded.path)
        if partial is None or not isinstance(partial.base, DefRes) or partial.base.kind != "type param":
            continue
        name = bounded.path.segments[0].ident.name
        found += [(name, bound) for bound in where.bounds if isinstance(bound, ast.TraitBound)]
    return found


def _has_type(late: Any, trait: DefId, name: str) -> bool:
    module = late.scopes.modules.get(trait)
    binding = module.names["type"].get(name) if module is not None else None
    return binding is not None and isinstance(binding.res, DefRes) and binding.res.kind == "assoc ty"
