"""THIR: the typed tree of a body, with every adjustment explicit (rustc's `rustc_middle::thir`).

Method calls and overloaded operators are calls; autoref, deref and coercions are expressions; scopes are marked.
Only built for bodies that type-check.
"""

from __future__ import annotations

from typing import Any, Literal

from rustmem.source.index import DefId
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.generics import AdtDef

Mutability = k.Mutability
BorrowKind = Literal["shared", "fake shallow", "fake deep", "mut", "two-phase mut", "closure capture mut"]

# ---- scopes (rustc's `region::Scope`) ----


@node
class Scope:
    """A region of the body. `node`: the tree node it belongs to. Equal if made by the same `ScopeTree`: one object each."""

    kind: Literal["Node", "CallSite", "Arguments", "Destruction", "IfThen", "IfThenRescope", "MatchGuard", "Remainder"]
    node: Any
    first_statement: int = 0
    """Of a `Remainder`: the index of the `let` in its block."""


# ---- patterns ----


@node
class Pat:
    """Base; `ty` is the type of the matched place."""

    ty: k.Ty
    span: Span


@node
class WildPat(Pat): ...


@node
class NeverPat(Pat): ...


@node
class BindingPat(Pat):
    name: str
    by_ref: Mutability | None
    mutbl: Mutability
    var: ast.IdentPat
    """The variable (canonical binding)."""
    var_ty: k.Ty
    sub: Pat | None
    is_primary: bool
    is_shorthand: bool


@node
class FieldPat:
    field: int
    pat: Pat


@node
class VariantPat(Pat):
    adt: AdtDef
    args: k.GenericArgs
    variant: int
    subs: tuple[FieldPat, ...]


@node
class LeafPat(Pat):
    """A struct, tuple or union (one variant) pattern."""

    subs: tuple[FieldPat, ...]


@node
class DerefPat(Pat):
    sub: Pat
    implicit: bool = False


@node
class ConstantPat(Pat):
    """A literal or constant; `value` as in `mir.body.ValueConst.value`."""

    value: Any
    const_def: DefId | None = None


@node
class RangePat(Pat):
    lo: Any | None
    """None: unbounded."""
    hi: Any | None
    inclusive: bool


@node
class SlicePat(Pat):
    """Of a slice, or of an array (`is_array`)."""

    prefix: tuple[Pat, ...]
    slice: Pat | None
    suffix: tuple[Pat, ...]
    is_array: bool


@node
class OrPat(Pat):
    pats: tuple[Pat, ...]


@node
class AscribePat(Pat):
    """A pattern with a type annotation on it."""

    sub: Pat
    annotation: Any
    """`results.UserTy`."""
    variance: Literal["covariant", "contravariant", "invariant"]


@node
class ErrPat(Pat): ...


# ---- expressions ----


@node
class Expr:
    """Base: the type, the tree node whose temporary scope holds (`ScopeTree.temporary_scope`), the span."""

    ty: k.Ty
    temp_node: Any
    span: Span


@node
class ScopeExpr(Expr):
    scope: Scope
    lint_node: Any
    value: Expr


@node
class IfExpr(Expr):
    if_then_scope: Scope
    cond: Expr
    then: Expr
    orelse: Expr | None


@node
class CallExpr(Expr):
    """A call; `func` is an expression of fn item, fn pointer or closure-trait-method type."""

    fn_ty: k.Ty
    func: Expr
    args: tuple[Expr, ...]
    from_hir_call: bool
    """False for an overloaded operator."""
    fn_span: Span


@node
class DerefExpr(Expr):
    arg: Expr


@node
class BinaryExpr(Expr):
    op: str
    """`mir.body.BinOp`."""
    left: Expr
    right: Expr


@node
class LogicalOpExpr(Expr):
    op: Literal["and", "or"]
    left: Expr
    right: Expr


@node
class UnaryExpr(Expr):
    op: Literal["Not", "Neg"]
    arg: Expr


@node
class CastExpr(Expr):
    source: Expr


@node
class UseExpr(Expr):
    source: Expr


@node
class NeverToAnyExpr(Expr):
    source: Expr


@node
class PointerCoercionExpr(Expr):
    cast: str
    """`results.PointerCast`."""
    source: Expr
    is_from_as_cast: bool


@node
class LoopExpr(Expr):
    body: Expr


@node
class LetExpr(Expr):
    expr: Expr
    pat: Pat


@node
class Arm:
    pattern: Pat
    guard: Expr | None
    body: Expr
    lint_node: Any
    scope: Scope
    span: Span


@node
class MatchExpr(Expr):
    scrutinee: Expr
    arms: tuple[Arm, ...]
    source: Literal["match", "for", "?"]


@node
class BlockExpr(Expr):
    block: Block


@node
class AssignExpr(Expr):
    left: Expr
    right: Expr


@node
class AssignOpExpr(Expr):
    op: str
    left: Expr
    right: Expr


@node
class FieldExpr(Expr):
    arg: Expr
    variant: int
    field: int


@node
class IndexExpr(Expr):
    """A builtin indexing of a slice or array."""

    arg: Expr
    index: Expr


@node
class VarRefExpr(Expr):
    var: ast.IdentPat


@node
class UpvarRefExpr(Expr):
    closure: DefId
    var: ast.IdentPat


@node
class BorrowExpr(Expr):
    kind: BorrowKind
    arg: Expr


@node
class RawBorrowExpr(Expr):
    mutbl: Mutability
    arg: Expr


@node
class BreakExpr(Expr):
    label: Scope
    value: Expr | None


@node
class ContinueExpr(Expr):
    label: Scope


@node
class ReturnExpr(Expr):
    value: Expr | None


@node
class ConstBlockExpr(Expr):
    def_id: DefId
    args: k.GenericArgs


@node
class RepeatExpr(Expr):
    value: Expr
    count: k.Const


@node
class ArrayExpr(Expr):
    fields: tuple[Expr, ...]


@node
class TupleExpr(Expr):
    fields: tuple[Expr, ...]


@node
class AdtExpr(Expr):
    adt: AdtDef
    variant: int
    args: k.GenericArgs
    user_ty: Any
    """`results.UserArgs` or None."""
    fields: tuple[tuple[int, Expr], ...]
    base: Expr | None
    base_field_types: tuple[k.Ty, ...]


@node
class PlaceTypeAscriptionExpr(Expr):
    source: Expr
    user_ty: Any
    user_ty_span: Span


@node
class ValueTypeAscriptionExpr(Expr):
    source: Expr
    user_ty: Any
    user_ty_span: Span


@node
class ClosureExpr(Expr):
    closure: DefId
    args: k.GenericArgs
    upvars: tuple[Expr, ...]
    fake_reads: tuple[tuple[Expr, str], ...]


@node
class LiteralExpr(Expr):
    """`value` as in `mir.body.ValueConst.value`, negation applied."""

    value: Any


@node
class ZstLiteralExpr(Expr):
    """A function item or unit-like constructor as a value."""

    user_ty: Any


@node
class NamedConstExpr(Expr):
    def_id: DefId
    args: k.GenericArgs
    user_ty: Any


@node
class ConstParamExpr(Expr):
    const: k.Const


@node
class StaticRefExpr(Expr):
    """The address of a static; a `DerefExpr` round it reads it."""

    def_id: DefId


@node
class ThreadLocalRefExpr(Expr):
    def_id: DefId


# ---- blocks and statements ----


@node
class ExprStmt:
    scope: Scope
    expr: Expr


@node
class LetStmt:
    remainder_scope: Scope
    init_scope: Scope
    pattern: Pat
    initializer: Expr | None
    else_block: Block | None
    lint_node: Any
    span: Span


Stmt = ExprStmt | LetStmt


@node
class Block:
    targeted_by_break: bool
    scope: Scope
    span: Span
    stmts: tuple[Stmt, ...]
    expr: Expr | None
    safety: Literal["safe", "unsafe", "builtin unsafe"]
    node: Any


@node
class Param:
    pat: Pat | None
    ty: k.Ty
    ty_span: Span | None
    self_kind: str
    """`""`, `imm`, `mut`, `ref imm`, `ref mut`."""
    node: Any


@node
class Thir:
    """`value` is the body's expression; `fn_sig` (erased) or the type of a constant."""

    params: tuple[Param, ...]
    value: Expr
    fn_sig: k.FnSig | None
    ty: k.Ty
