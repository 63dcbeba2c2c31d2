"""What type checking a body yields (rustc's `TypeckResults`), keyed by tree nodes.

Every region in these types is erased, save in user type annotations, closure signatures and what comes from
signatures' binders. One result covers a root body and all its closures.
"""

from __future__ import annotations

from typing import Any, Literal

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k

# ---- adjustments (rustc's `ty::adjustment`) ----


@node
class NeverToAny: ...


@node
class Deref:
    """`*`; `overloaded`: through `Deref::deref` or `DerefMut::deref_mut` on a reference with this mutability."""

    overloaded: k.Mutability | None = None


@node
class Borrow:
    """`&` or `&mut`; `two_phase`: an autoref of a method call or operator that may be two-phase."""

    mutbl: k.Mutability
    two_phase: bool = False


@node
class RawBorrow:
    mutbl: k.Mutability


PointerCast = Literal["ReifyFnPointer", "UnsafeFnPointer", "ClosureFnPointer", "MutToConstPointer", "ArrayToPointer", "Unsize"]


@node
class Pointer:
    cast: PointerCast


Adjust = NeverToAny | Deref | Borrow | RawBorrow | Pointer


@node
class Adjustment:
    """One step; `target` is the type after it."""

    kind: Adjust
    target: k.Ty


# ---- user type annotations ----


@node
class UserTy:
    """A type the user wrote, with named lifetimes kept, `_` and elided lifetimes as inference variables numbered
    from 0 in `ty` (`InferTy`, `ReVar` as canonical variables), for `AscribeUserType`."""

    ty: k.Ty
    span: Span
    inferred_ty: k.Ty | None = None


@node
class UserArgs:
    """Arguments written on a path (`Vec::<&'static str>::new`), for a type-dependent constant or call."""

    def_id: DefId
    args: k.GenericArgs
    """Canonical: what was not written is an inference variable."""
    self_ty: k.Ty | None
    impl_def_id: DefId | None
    span: Span
    inferred_ty: k.Ty | None = None
    """The type that the item has with these arguments, once MIR is built."""


# ---- captures ----


@node
class Projection:
    """`Deref`, or a field (index and variant), of a captured place; with the type after it."""

    kind: Literal["deref", "field", "index", "subslice", "opaque"]
    ty: k.Ty
    field: int = 0
    variant: int = 0


@node
class CapturedPlace:
    """One precise capture of a closure (RFC 2229)."""

    variable: ast.IdentPat
    base_ty: k.Ty
    projections: tuple[Projection, ...]
    kind: Literal["value", "use", "shared", "unique", "mut"]
    """By value, or the kind of borrow (`unique`: rustc's UniqueImmutable)."""
    mutbl: k.Mutability
    """Whether the captured place is declared mutable."""
    capture_kind_expr: ast.Expr | None
    path_expr: ast.Expr | None
    """The expression that determined the kind of capture, and the one that determined the place."""
    ty: k.Ty
    """The upvar's type in the closure (with the reference, if captured by reference)."""


@node
class ClosureData:
    def_id: DefId
    expr: ast.ClosureExpr
    kind: Literal["Fn", "FnMut", "FnOnce"]
    kind_origin: tuple[Span, Any] | None
    """Where the kind was decided, and the captured place that decided it."""
    sig: k.Binder
    """Of a FnSig whose single input is the tuple of the parameters' types; bound regions where the annotation or the
    expected signature had them."""
    captures: tuple[CapturedPlace, ...]
    fake_reads: tuple[tuple[Any, str, ast.Expr], ...]
    """(place as CapturedPlace-like, cause, expression)."""


class TypeckResults:
    """The answers for one root body."""

    __slots__ = (
        "owner", "types", "adjustments", "callees", "node_args", "field_indices", "pat_types", "pat_binding_modes",
        "pat_adjustments", "user_types", "user_args", "closures", "closure_of", "coercion_casts", "tainted",
        "fru_field_types", "node_res", "locals", "used_trait_imports", "offset_of",
        "concrete_opaque_types", "extra",
    )  # fmt: skip

    def __init__(self, owner: DefId) -> None:
        self.owner = owner
        self.types: dict[ast.Expr | ast.Block, k.Ty] = {}
        """Type of each expression before adjustment."""
        self.adjustments: dict[ast.Expr, tuple[Adjustment, ...]] = {}
        self.callees: dict[ast.Expr, tuple[DefId, k.GenericArgs]] = {}
        """Method calls and overloaded operators (binary, unary, index, deref, calls through Fn traits): the method and all
        its arguments."""
        self.node_args: dict[ast.Path | ast.Expr | ast.Pat, k.GenericArgs] = {}
        """Generic arguments of a path expression, struct literal or path pattern."""
        self.node_res: dict[Any, Any] = {}
        """Meaning of type-relative paths (`Vec::new`), as `ty.defs.DefRes`, keyed by PathExpr, StructExpr or pattern."""
        self.field_indices: dict[Any, int] = {}
        """`FieldExpr`, `FieldInit`, `FieldPat` → index of the field in its variant."""
        self.pat_types: dict[ast.Pat, k.Ty] = {}
        self.pat_binding_modes: dict[ast.IdentPat, tuple[k.Mutability | None, k.Mutability]] = {}
        """After default binding modes: (by reference with mutability or None, mutability of the binding)."""
        self.pat_adjustments: dict[ast.Pat, tuple[k.Ty, ...]] = {}
        """Reference types implicitly dereferenced before the pattern."""
        self.user_types: dict[Any, UserTy] = {}
        """`LetStmt`, `CastExpr`, parameter, … → the type written there."""
        self.user_args: dict[Any, UserArgs] = {}
        self.closures: dict[DefId, ClosureData] = {}
        self.closure_of: dict[ast.ClosureExpr, DefId] = {}
        self.coercion_casts: set[ast.CastExpr] = set()
        self.fru_field_types: dict[ast.StructExpr, tuple[k.Ty, ...]] = {}
        self.locals: dict[ast.IdentPat, k.Ty] = {}
        self.used_trait_imports: set[DefId] = set()
        self.offset_of: dict[Any, Any] = {}
        self.concrete_opaque_types: dict[DefId, k.Ty] = {}
        self.tainted = False
        self.extra: dict[str, Any] = {}

    def expr_ty(self, expr: ast.Expr) -> k.Ty:
        return self.types[expr]

    def expr_ty_adjusted(self, expr: ast.Expr) -> k.Ty:
        steps = self.adjustments.get(expr)
        return steps[-1].target if steps else self.types[expr]
