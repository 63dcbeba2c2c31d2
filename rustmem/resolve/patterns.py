"""Patterns: which names are new variables, which are constants, and whether alternatives agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.resolve import errors
from rustmem.resolve.modules import Binding
from rustmem.resolve.ribs import Rib, Source
from rustmem.resolve.walk import children
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty.defs import DefRes, LocalRes, PartialRes, Res, SelfCtorRes

if TYPE_CHECKING:
    from rustmem.resolve.late import LateResolver

Key = Any


class PatternResolver:
    """Declares the variables of patterns in ribs (rustc's `resolve_pattern`)."""

    def __init__(self, late: LateResolver) -> None:
        self.late = late

    def top(self, pat: ast.Pat, rib: Rib) -> None:
        """A pattern of its own (`let`, an arm)."""
        self.check_consistency(pat)
        self.product: list[dict[Key, ast.IdentPat]] = [{}]
        self.alternatives: list[dict[Key, ast.IdentPat]] = []
        self.what = "match"
        self.pat(pat, rib)

    def top_param(self, pat: ast.Pat, rib: Rib, bound: dict[Key, ast.IdentPat]) -> None:
        """A parameter: names are shared with the other parameters (`bound`)."""
        self.check_consistency(pat)
        own: dict[Key, ast.IdentPat] = {}
        self.params = bound
        self.product = [own]
        self.alternatives = []
        self.what = "param"
        self.pat(pat, rib)
        bound.update(own)

    params: dict[Key, ast.IdentPat] = {}

    def pat(self, pat: ast.Pat, rib: Rib) -> None:
        late = self.late
        match pat:
            case ast.IdentPat():
                self.ident_pat(pat, rib)
                if pat.sub is not None:
                    self.pat(pat.sub, rib)
            case ast.TupleStructPat():
                late.path(pat.qself, pat.path, _source("tuple struct", pat))
                for sub in pat.elems:
                    self.pat(sub, rib)
            case ast.PathPat():
                late.path(pat.qself, pat.path, _source("pat", pat))
            case ast.StructPat():
                late.path(pat.qself, pat.path, _source("struct", pat))
                for field in pat.fields:
                    self.pat(field.pat, rib)
                partial = late.out.paths.get(pat.path)
                if pat.rest is not None and partial is not None and isinstance(partial.base, DefRes) and not partial.unresolved:
                    rib.skipped.append((partial.base.def_id, pat.span))
            case ast.OrPat():
                self.or_pat(pat, rib)
            case ast.LitPat():
                late.expr(pat.expr)
            case ast.RangePat():
                for end in (pat.lo, pat.hi):
                    if isinstance(end, ast.PathExpr):
                        late.path(end.qself, end.path, _source("pat", pat))
                    elif end is not None:
                        late.expr(end)
            case ast.MacroPat():
                late.unsupported.append(("a macro call in pattern position", pat.span))
            case _:
                for child in children(pat):
                    if isinstance(child, ast.Pat):
                        self.pat(child, rib)

    def or_pat(self, pat: ast.OrPat, rib: Rib) -> None:
        """Each alternative binds the same names; the first one's bindings are the variables."""
        outer = self.alternatives
        first: dict[Key, ast.IdentPat] = {}
        for alternative in pat.pats:
            self.product.append({})
            self.alternatives = [*outer, first]
            self.pat(alternative, rib)
            made = self.product.pop()
            for key, binding in made.items():
                first.setdefault(key, binding)
        self.alternatives = outer
        self.product[-1].update(first)

    def ident_pat(self, pat: ast.IdentPat, rib: Rib) -> None:
        res = self.constant(pat)
        if res is not None:
            self.late.out.paths[pat] = PartialRes(res, 0)
            if isinstance(res, DefRes):
                self.late.out.traits.setdefault(pat, ())
            return
        self.fresh(pat, rib)

    def constant(self, pat: ast.IdentPat) -> Res | None:
        """What a name in a pattern denotes if it is no new variable (rustc's `try_resolve_as_non_binding`)."""
        late = self.late
        found = late.ident(pat.ident, "value", quiet=True)
        binding = found if isinstance(found, Binding) else None
        res = binding.res if binding is not None else found
        if res is None or isinstance(res, LocalRes):
            return None
        plain = pat.by_ref is None and pat.mutbl == "not" and pat.sub is None
        if isinstance(res, SelfCtorRes):
            return res if plain else None
        if not isinstance(res, DefRes):
            return None
        kind = res.kind
        is_const_ctor = kind == "ctor" and late.table[res.def_id].ctor_kind == "const"
        if (is_const_ctor or kind == "const") and plain:
            if binding is not None:
                late.scopes.note_use(binding, "value", late.module, pat.ident.name)
            return res
        if kind == "const param" and plain:
            late.diags.append(errors.const_param_in_pattern(pat, late.table[res.def_id].ident_span))
            return None
        if kind in ("ctor", "const", "static"):
            late.diags.append(errors.binding_shadows_something_unacceptable(pat, self.what, res, late.table, binding))
        return None

    def fresh(self, pat: ast.IdentPat, rib: Rib) -> None:
        ident = pat.ident
        key: Key = ident.name if ident.span.ctxt is None else (ident.name, ident.span.ctxt)
        twice = any(key in made for made in self.product)
        if twice:
            self.late.diags.append(errors.identifier_bound_more_than_once_in_same_pattern(ident))
        elif self.what == "param" and key in self.params:
            self.late.diags.append(errors.identifier_bound_more_than_once_in_parameter_list(ident))
        first = None
        for alternative in reversed(self.alternatives):
            first = alternative.get(key)
            if first is not None:
                break
        if first is not None:
            self.late.out.bindings[pat] = first
            self.product[-1][key] = first
            rib.names[key] = LocalRes(first)
            return
        self.product[-1][key] = pat
        rib.names[key] = LocalRes(pat)

    # -- agreement of alternatives --

    def check_consistency(self, pat: ast.Pat) -> None:
        if _has_or(pat):
            self.bindings_of(pat)

    def bindings_of(self, pat: ast.Pat) -> dict[Key, ast.IdentPat]:
        """The variables of `pat`, after checking its alternatives (rustc's `compute_and_check_binding_map`)."""
        found: dict[Key, ast.IdentPat] = {}
        match pat:
            case ast.IdentPat():
                if pat.sub is not None or self.is_fresh(pat):
                    found[_key(pat.ident)] = pat
                if pat.sub is not None:
                    found.update(self.bindings_of(pat.sub))
            case ast.OrPat():
                maps = [self.bindings_of(p) for p in pat.pats]
                self.check_alternatives(pat, maps)
                for each in maps:
                    for key, binding in each.items():
                        found.setdefault(key, binding)
            case ast.StructPat():
                for field in pat.fields:
                    found.update(self.bindings_of(field.pat))
            case _:
                for child in children(pat):
                    if isinstance(child, ast.Pat):
                        found.update(self.bindings_of(child))
        return found

    def is_fresh(self, pat: ast.IdentPat) -> bool:
        began = len(self.late.diags)
        constant = self.constant(pat)
        del self.late.diags[began:]
        return constant is None

    def check_alternatives(self, pat: ast.OrPat, maps: list[dict[Key, ast.IdentPat]]) -> None:
        missing: dict[str, tuple[list[Span], list[Span], ast.IdentPat]] = {}
        inconsistent: dict[str, tuple[Span, Span]] = {}
        if not any(maps):
            return
        for outer, outer_map in zip(pat.pats, maps):
            for inner, inner_map in zip(pat.pats, maps):
                if inner is outer:
                    continue
                for key, binding in inner_map.items():
                    other = outer_map.get(key)
                    if other is None:
                        targets, origins, _ = missing.setdefault(binding.ident.name, ([], [], binding))
                        if binding.ident.span not in origins:
                            origins.append(binding.ident.span)
                        if outer.span not in targets:
                            targets.append(outer.span)
                    elif other.by_ref != binding.by_ref or other.mutbl != binding.mutbl:
                        inconsistent.setdefault(binding.ident.name, (other.ident.span, binding.ident.span))
        for name in sorted(missing):
            targets, origins, binding = missing[name]
            others = [b.ident.name for m in maps for b in m.values()]
            self.late.diags.append(errors.variable_not_bound_in_pattern(name, sorted(targets), sorted(origins), binding, others))
        for name in sorted(inconsistent):
            first, second = inconsistent[name]
            self.late.diags.append(errors.variable_bound_with_different_mode(name, second, first))


def _key(ident: ast.Ident) -> Key:
    return ident.name if ident.span.ctxt is None else (ident.name, ident.span.ctxt)


def _has_or(pat: ast.Pat) -> bool:
    stack: list[Any] = [pat]
    while stack:
        at = stack.pop()
        if type(at) is ast.OrPat:
            return True
        stack.extend(c for c in children(at) if isinstance(c, (ast.Pat, ast.FieldPat)))
    return False


def _source(kind: str, pat: ast.Pat) -> Source:
    return Source(kind, "type" if kind == "struct" else "value", pat)  # type: ignore[arg-type]
