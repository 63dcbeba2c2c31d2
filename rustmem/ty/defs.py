"""Definitions, and what a path means: the tables that resolution fills and `TyCtxt` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast

DefKind = Literal[
    "mod", "struct", "union", "enum", "variant", "trait", "trait alias", "type alias", "foreign ty",
    "assoc ty", "type param", "fn", "const", "const param", "static", "ctor", "assoc fn", "assoc const",
    "macro", "extern crate", "use", "foreign mod", "anon const", "inline const", "opaque ty", "field",
    "lifetime param", "impl", "closure", "derive macro", "attribute macro", "built-in attribute",
]  # fmt: skip
"""rustc's `DefKind`. `ctor`: the constructor of a struct or variant (its parent), a value."""


class DefData:
    """One row of the definition table."""

    __slots__ = ("kind", "name", "parent", "span", "vis", "node", "ctor_of", "ctor_kind", "attrs", "ident_span", "extra")

    def __init__(self, kind: DefKind, name: str, parent: DefId | None, span: Span, node: Any = None, vis: Any = None) -> None:
        self.kind: DefKind = kind
        self.name = name
        self.parent = parent
        self.span = span
        """The whole definition; for functions rustc's `def_span` is the signature: see `tcx.def_span`."""
        self.ident_span = span
        self.node = node
        """The tree (an `ast.Item`, `VariantDef`, `FieldDef`, `GenericParam`, `ClosureExpr`, `AnonConst`, …);
        None for a library item that is not loaded yet: use `tcx.hir(def_id)`."""
        self.vis: Any = vis
        """The module (DefId) within which it is visible, or None for everywhere."""
        self.ctor_of: Literal["struct", "variant"] | None = None
        self.ctor_kind: Literal["fn", "const"] | None = None
        """Of a `ctor`: `fn` for tuple shapes, `const` for unit shapes."""
        self.attrs: tuple[ast.Attribute, ...] = ()
        self.extra: Any = None

    def generics_shape(self) -> GenericsShape | None:
        """What a path to it has to know of its parameters."""
        generics = getattr(self.node, "generics", None)
        return None if generics is None else generics_shape(generics)


GenericsShape = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]
"""The names of a definition's lifetime parameters; for each other parameter the lifetimes that bound it."""


def generics_shape(generics: ast.Generics) -> GenericsShape:
    lifetimes = tuple(p.ident.name for p in generics.params if isinstance(p, ast.LifetimeParam))
    return lifetimes, tuple(_outlives(p, generics) for p in generics.params if not isinstance(p, ast.LifetimeParam))


def _outlives(param: ast.GenericParam, generics: ast.Generics) -> tuple[str, ...]:
    bounds = list(param.bounds)
    for predicate in generics.where_clause:
        bounded = predicate.bounded
        if isinstance(bounded, ast.PathTy) and [s.ident.name for s in bounded.path.segments] == [param.ident.name]:
            bounds += predicate.bounds
    return tuple(b.lifetime.name for b in bounds if isinstance(b, ast.OutlivesBound))


class Rows(dict[int, DefData]):
    """The definition table of a check: the library's rows, each fetched when it is first looked at, then the program's."""

    __slots__ = ("library", "base", "end")

    def __init__(self, library: Sequence[DefData] | Rows) -> None:
        super().__init__()
        self.library = library
        self.base = self.end = len(library)

    def __missing__(self, def_id: int) -> DefData:
        if def_id >= self.base:
            raise IndexError(f"there is no definition {def_id}")
        row = self[def_id] = self.library[def_id]
        return row

    def __len__(self) -> int:
        return self.end

    def own(self) -> list[DefData]:
        """The program's rows."""
        return [self[n] for n in range(self.base, self.end)]

    def append(self, row: DefData) -> None:
        """The next row."""
        self[self.end] = row
        self.end += 1


DefTable = list[DefData] | Rows
"""Rows by DefId: those of the library while it is read, or of a check."""


class Definitions:
    """The definition table: the library's rows first (shared, DefIds below `base`), then the user's."""

    def __init__(self, library: Sequence[DefData] | Rows) -> None:
        self.table = Rows(library)
        self.base = self.table.base
        self.add_library: Any = None

    def add(self, data: DefData, library: bool = False) -> DefId:
        """A new definition; `library` ones come up on demand and get DefIds below `base`."""
        if library:
            added: DefId = self.add_library(data.name, data.parent, data.span)
            return added
        self.table.append(data)
        return DefId(len(self.table) - 1)

    def is_local(self, def_id: DefId) -> bool:
        return def_id >= self.base

    def __getitem__(self, def_id: DefId) -> DefData:
        return self.table[def_id]


# ---- what a path means (rustc's `Res`) ----


@node
class DefRes:
    kind: DefKind
    def_id: DefId


@node
class LocalRes:
    """A local variable or parameter: its binding pattern (the first one, for `A(x) | B(x)`)."""

    binding: ast.IdentPat


@node
class PrimTyRes:
    name: str
    """`i32`, `str`, `bool`, …"""


@node
class SelfTyParamRes:
    """`Self` in a trait."""

    trait: DefId


@node
class SelfTyAliasRes:
    """`Self` in an impl or in an ADT's definition."""

    alias_to: DefId
    """The impl or the ADT."""


@node
class SelfCtorRes:
    """`Self(...)` as a value in the impl."""

    impl: DefId


@node
class ErrRes: ...


Res = DefRes | LocalRes | PrimTyRes | SelfTyParamRes | SelfTyAliasRes | SelfCtorRes | ErrRes


@node
class PartialRes:
    """What a path's first segments mean; `unresolved` segments at its end are left to the type checker
    (`Vec::new`, `T::Item`, `Self::CONST`)."""

    base: Res
    unresolved: int


# ---- lifetimes (rustc's `ResolvedArg`) ----


@node
class StaticLifetime: ...


@node
class EarlyBound:
    def_id: DefId


@node
class LateBound:
    """Bound by the binder `debruijn` levels out, its variable number `index`."""

    debruijn: int
    index: int
    def_id: DefId | None
    """None for an anonymous (elided) one."""


@node
class InferLifetime:
    """Elided in a body: left to inference."""


@node
class ErrorLifetime: ...


ResolvedLifetime = StaticLifetime | EarlyBound | LateBound | InferLifetime | ErrorLifetime


class Resolutions:
    """What resolution found, keyed by tree nodes. One for the library (shared), one for each check.

    Read through `tcx.res_of(path)` and its siblings, which ask both.
    """

    __slots__ = (
        "paths",
        "labels",
        "lifetimes",
        "elided",
        "binders",
        "traits",
        "def_ids",
        "bindings",
        "glob_uses",
        "object_defaults",
    )

    def __init__(self) -> None:
        self.paths: dict[ast.Path | ast.IdentPat, PartialRes] = {}
        """Every path in an expression, pattern, type, bound, impl header, struct literal, visibility.
        An `IdentPat` that is not a binding but names a constant or unit struct is here too."""
        self.labels: dict[ast.BreakExpr | ast.ContinueExpr, ast.LoopExpr | ast.BlockExpr | None] = {}
        """The loop or labelled block that a `break` or `continue` leaves; None after an error."""
        self.lifetimes: dict[ast.Lifetime, ResolvedLifetime] = {}
        self.elided: dict[ast.RefTy | ast.PathSegment | ast.TraitObjectTy, tuple[ResolvedLifetime, ...]] = {}
        """`&T` (one), or a path segment whose lifetimes are all left out (one for each parameter)."""
        self.binders: dict[object, tuple[Any, ...]] = {}
        """Late-bound variables (`ty.kind.BoundRegion`-shaped: var, kind, def_id, name) of a function item,
        `fn` pointer type, `for<>` bound or predicate, parenthesised `Fn(..)` arguments, or closure."""
        self.traits: dict[object, tuple[DefId, ...]] = {}
        """Traits in scope at a `MethodCallExpr` or at a `Path` with unresolved segments (rustc's trait_map)."""
        self.def_ids: dict[object, DefId] = {}
        """The DefId of an item, variant, field, generic parameter, closure, anonymous constant, `impl Trait` type."""
        self.bindings: dict[ast.IdentPat, ast.IdentPat] = {}
        """In or-patterns: a later binding of the same name → the first one, which is the variable."""
        self.glob_uses: set[str] = set()
        """The names that stand for something imported with `*` (rustc's `glob_map`), of which no path is trimmed."""
        self.object_defaults: dict[object, Any] = {}
