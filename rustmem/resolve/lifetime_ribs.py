"""The scopes of lifetimes: what a name or an elided lifetime means in them (rustc_resolve::late's `LifetimeRib`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from rustmem.resolve import lifetime_errors as errors
from rustmem.source.diag import Diag
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.defs import DefData, EarlyBound, ErrorLifetime, InferLifetime, LateBound, ResolvedLifetime, StaticLifetime

if TYPE_CHECKING:
    from rustmem.resolve.late import LateResolver

STATIC = StaticLifetime()
INFER = InferLifetime()
ERROR = ErrorLifetime()

RibKind = Literal["generics", "item", "create", "elided", "failure", "report"]


class LifetimeRib:
    """A scope of lifetimes, or a rule for those left out."""

    __slots__ = ("kind", "names", "span", "binder", "level", "vars", "res", "in_path", "owner", "definitions")

    def __init__(self, kind: RibKind, binder: str = "", span: Span | None = None, level: bool = False) -> None:
        self.kind: RibKind = kind
        self.binder = binder
        """Of `generics`: item, fn, fn-ptr, poly-trait, where, impl, assoc-type, const, closure."""
        self.span = span
        self.level = level
        """Whether it is a binder of the type's structure."""
        self.names: dict[str, EarlyBound | int] = {}
        """Early-bound, or the variable's index in `vars`."""
        self.definitions: dict[str, tuple[Span, DefId]] = {}
        self.vars: list[k.BoundRegion] = []
        self.res: ResolvedLifetime = ERROR
        self.in_path = False
        self.owner: Any = None


class Missing:
    """A place where a lifetime is left out: `&`, `'_`, or a path's arguments."""

    __slots__ = ("span", "kind", "count")

    def __init__(self, span: Span, kind: Literal["ampersand", "underscore", "comma", "brackets"], count: int) -> None:
        self.span, self.kind, self.count = span, kind, count


class LifetimeScopes:
    """The ribs around what is visited, and the lifetimes found in them."""

    def __init__(self, late: LateResolver) -> None:
        self.late = late
        self.out = late.out
        self.ribs: list[LifetimeRib] = []
        self.candidates: list[tuple[Any, Missing | None]] | None = None
        self.failures: list[Missing] | None = None
        self.fn: ast.FnItem | None = None
        self.object_default: ResolvedLifetime | None = STATIC
        self.in_body = False

    # -- scopes --

    def generics_rib(self, generics: ast.Generics, binder: str) -> LifetimeRib:
        rib = LifetimeRib("generics", binder, generics.span)
        for param in generics.params:
            if isinstance(param, ast.LifetimeParam):
                self.declare(param, rib, None)
        return rib

    def declare(self, param: ast.LifetimeParam, rib: LifetimeRib, late_index: int | None) -> None:
        name = param.ident.name
        def_id = self.late.def_ids[param]
        if name == "'static":
            self.report(errors.keyword_lifetime(param.ident.span))
            return
        if name == "'_":
            self.report(errors.underscore_lifetime_is_reserved(param.ident.span))
            return
        if name in rib.names:
            return
        for outer in reversed(self.ribs):
            if outer.kind == "item" and outer.binder != "assoc":
                break
            if name in outer.definitions:
                self.report(errors.lifetime_shadowing(name, param.ident.span, outer.definitions[name][0]))
                break
        rib.names[name] = EarlyBound(def_id) if late_index is None else late_index
        rib.definitions[name] = (param.ident.span, def_id)

    def binder_rib(self, binder: str, params: tuple[ast.GenericParam, ...], span: Span) -> LifetimeRib:
        rib = LifetimeRib("generics", binder, span, level=True)
        self.add_params(rib, params)
        return rib

    def add_params(self, rib: LifetimeRib, params: tuple[ast.GenericParam, ...]) -> None:
        for param in params:
            if isinstance(param, ast.LifetimeParam):
                index = len(rib.vars)
                self.declare(param, rib, index)
                rib.vars.append(k.BoundRegion(index, "named", self.late.def_ids[param], param.ident.name))
            else:
                self.late.unsupported.append(("higher-ranked type parameters", param.span))

    def push(self, kind: RibKind, res: ResolvedLifetime | None = None) -> None:
        rib = LifetimeRib(kind)
        if res is not None:
            rib.res = res
        self.ribs.append(rib)

    def report(self, diag: Diag) -> None:
        self.late.diags.append(diag)

    # -- names --

    def lifetime(self, lifetime: ast.Lifetime) -> ResolvedLifetime:
        name = lifetime.name
        res: ResolvedLifetime
        if name == "'static":
            res = STATIC
            self.candidate(res, None)
        elif name == "'_":
            res = self.anonymous(Missing(lifetime.span, "underscore", 1), elided=False)[0]
        else:
            res = self.named(lifetime)
        self.out.lifetimes[lifetime] = res
        return res

    def named(self, lifetime: ast.Lifetime) -> ResolvedLifetime:
        depth = 0
        for at in range(len(self.ribs) - 1, -1, -1):
            rib = self.ribs[at]
            if rib.kind == "item":
                break
            if rib.kind == "generics":
                found = rib.names.get(lifetime.name)
                if found is not None:
                    res: ResolvedLifetime = (
                        found if isinstance(found, EarlyBound) else LateBound(depth, found, rib.vars[found].def_id)
                    )
                    self.candidate(res, None)
                    return res
            depth += rib.level
        outer = self.outer_definition(lifetime.name)
        if outer is not None:
            self.report(errors.lifetime_of_outer_item(lifetime, outer))
        else:
            self.report(errors.UndeclaredLifetime(self, lifetime).diag())
        self.candidate(ERROR, None)
        return ERROR

    def outer_definition(self, name: str) -> Span | None:
        passed = False
        for rib in reversed(self.ribs):
            if rib.kind == "item":
                passed = True
            elif passed and name in rib.definitions:
                return rib.definitions[name][0]
        return None

    def candidate(self, res: ResolvedLifetime, missing: Missing | None) -> None:
        if self.candidates is not None:
            self.candidates.append((res, missing))

    # -- lifetimes left out --

    def fresh(self, rib: LifetimeRib, depth: int) -> ResolvedLifetime:
        """A new variable for a lifetime left out in a signature; in an impl's header a new parameter."""
        if isinstance(rib.owner, ast.ImplItem):
            impl_id = self.late.def_ids[rib.owner]
            library = getattr(self.late, "library", None)
            if library is not None and library.table is self.late.table:
                # Tables of programs stand behind the library's by now, so a row kept for this is used.
                def_id = library.spare_row("'_", impl_id, rib.owner.generics.span)
            else:
                self.late.table.append(DefData("lifetime param", "'_", impl_id, rib.owner.generics.span))
                def_id = DefId(len(self.late.table) - 1)
            rib.vars.append(k.BoundRegion(len(rib.vars), "named", def_id, "'_"))
            return EarlyBound(def_id)
        binder: LifetimeRib = rib.owner
        index = len(binder.vars)
        binder.vars.append(k.BoundRegion(index, "anon", None, None))
        return LateBound(depth, index, None)

    def depth_of(self, binder: LifetimeRib) -> int:
        depth = 0
        for rib in reversed(self.ribs):
            if rib is binder:
                return depth
            depth += rib.level
        return depth

    def anonymous(self, missing: Missing, elided: bool) -> tuple[ResolvedLifetime, ...]:
        """What an elided lifetime, or `count` of them in a path, stand for."""
        count = missing.count
        for at in range(len(self.ribs) - 1, -1, -1):
            rib = self.ribs[at]
            match rib.kind:
                case "create":
                    depth = self.depth_of(rib.owner) if isinstance(rib.owner, LifetimeRib) else 0
                    made = tuple(self.fresh(rib, depth) for _ in range(count))
                    for index, res in enumerate(made):
                        self.candidate(res, missing if index == 0 else None)
                    return made
                case "elided":
                    res = self.outer_res(rib, at)
                    for _ in range(count):
                        self.candidate(res, missing if not isinstance(res, StaticLifetime) else None)
                    return (res,) * count
                case "failure":
                    assert self.failures is not None
                    self.failures.append(missing)
                    return (ERROR,) * count
                case "report":
                    self.report_anonymous(missing, elided, at)
                    return (ERROR,) * count
                case "item":
                    self.report_missing([missing], None)
                    return (ERROR,) * count
                case _:
                    pass
        return (INFER,) * count

    def outer_res(self, rib: LifetimeRib, at: int) -> ResolvedLifetime:
        """The elided lifetime of an output, seen from inside the binders between."""
        res = rib.res
        if isinstance(res, LateBound):
            between = sum(r.level for r in self.ribs[at + 1 :])
            return LateBound(res.debruijn + between, res.index, res.def_id) if between else res
        return res

    def report_anonymous(self, missing: Missing, elided: bool, at: int) -> None:
        if not elided:
            self.report(errors.underscore_lifetime_is_reserved_here(missing.span))
            return
        for rib in reversed(self.ribs[at:]):
            if rib.kind == "generics" and rib.binder in ("poly-trait", "where") and rib.span is not None:
                self.report(errors.elided_anonymous_lifetime(missing.span, rib.span.shrink_to_lo()))
                return
        self.report(errors.elided_anonymous_lifetime(missing.span, None))

    def elided_in_path(self, path: ast.Path, segment: ast.PathSegment, count: int) -> tuple[ResolvedLifetime, ...]:
        for rib in reversed(self.ribs):
            if rib.kind == "create" and rib.in_path:
                self.report(errors.implicit_elided_lifetime_not_allowed_here(path, segment, count))
                return (ERROR,) * count
            if rib.kind in ("create", "elided", "failure", "report", "item"):
                break
        if segment.args is None:
            missing = Missing(segment.ident.span.shrink_to_hi(), "brackets", count)
            missing.span = segment.ident.span
        elif not segment.args.args and not segment.args.constraints:
            missing = Missing(segment.args.span.with_lo(segment.args.span.lo + 1).shrink_to_lo(), "comma", count)
        else:
            lo = segment.args.span.lo
            missing = Missing(Span(lo, lo + 1, segment.args.span.ctxt), "comma", count)
        return self.anonymous(missing, elided=True)

    def report_missing(
        self, missing: list[Missing], signature: tuple[list[Missing], list[tuple[int, str | None, int, Span]]] | None
    ) -> None:
        self.report(errors.MissingSpecifiers(self, missing, signature).diag())
