"""The grammar of Rust source, one class per production.

Names are rustc's (`rustc_ast`). After `desugar` the same tree plays the part of rustc's HIR: `for`,
`while`, `?` and `format_args!` are gone (see the classes marked "before desugaring").
Every node is equal only to itself, so side tables are keyed by the node.
"""

from __future__ import annotations

from typing import Literal

from rustmem.source.diag import Diag
from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.syntax.token import Token

Mutability = Literal["not", "mut"]


@node
class Ident:
    """A name where it stands. Raw identifiers are stored without `r#`. Hygiene: `span.ctxt`."""

    name: str
    span: Span


@node
class Lifetime:
    """`'a`, `'static` or `'_`; the name includes the quote."""

    name: str
    span: Span


@node
class Label:
    """`'outer` of a loop or block."""

    name: str
    span: Span


@node
class Attribute:
    """`#[path(tokens)]` or `#![...]`; a doc comment is `#[doc = "..."]` with `is_doc`."""

    path: str
    """The path as written, `rustfmt::skip`."""
    tokens: tuple[Token, ...]
    """What follows the path, delimiters or `=` included."""
    span: Span
    inner: bool = False
    is_doc: bool = False


# ---- paths and generic arguments ----


@node
class AnonConst:
    """A constant expression in a type: an array length, a const argument, a discriminant."""

    value: Expr
    span: Span


@node
class AssocConstraint:
    """`Item = T` or `Item: Bound` among generic arguments."""

    ident: Ident
    args: GenericArgs | None
    ty: Ty | AnonConst | None
    bounds: tuple[Bound, ...]
    span: Span


GenericArg = "Lifetime | Ty | AnonConst"


@node
class GenericArgs:
    """`<'a, T, N, Item = U>`, or `(A, B) -> C` if `parenthesized`."""

    args: tuple[Lifetime | Ty | AnonConst, ...]
    constraints: tuple[AssocConstraint, ...]
    span: Span
    parenthesized: bool = False
    """For `Fn(A, B) -> C`: `args` holds the inputs, `output` the result."""
    output: Ty | None = None


@node
class PathSegment:
    ident: Ident
    args: GenericArgs | None = None


@node
class Path:
    """`a::b::<T>::c`. A leading `::` is a first segment named `{{root}}`; `$crate` is `$crate`."""

    segments: tuple[PathSegment, ...]
    span: Span
    lang_item: str | None = None
    """Set on paths made by desugaring: the lang item that the path denotes."""


@node
class QSelf:
    """`<T as Trait>::` before a path; `position` segments of the path belong to the trait (0: `<T>::x`)."""

    ty: Ty
    position: int
    span: Span


# ---- types ----


@node
class Ty:
    """Base of the types as written."""

    span: Span


@node
class PathTy(Ty):
    qself: QSelf | None
    path: Path


@node
class RefTy(Ty):
    """`&'a mut T`."""

    lifetime: Lifetime | None
    mutbl: Mutability
    ty: Ty


@node
class PtrTy(Ty):
    """`*const T`, `*mut T`."""

    mutbl: Mutability
    ty: Ty


@node
class SliceTy(Ty):
    ty: Ty


@node
class ArrayTy(Ty):
    ty: Ty
    length: AnonConst


@node
class TupTy(Ty):
    """`(A, B)`; the unit type has no elements."""

    elems: tuple[Ty, ...]


@node
class NeverTy(Ty): ...


@node
class InferTy(Ty):
    """`_`."""


@node
class ParenTy(Ty):
    """`(T)`; kept for the lints."""

    ty: Ty


@node
class BareFnTy(Ty):
    """`for<'a> unsafe extern "C" fn(x: A) -> B`."""

    generic_params: tuple[GenericParam, ...]
    inputs: tuple[Param, ...]
    output: Ty | None
    unsafe: bool
    abi: str | None
    c_variadic: bool


@node
class TraitObjectTy(Ty):
    """`dyn A + B + 'a`; `bare` if `dyn` is missing (an error since 2021)."""

    bounds: tuple[Bound, ...]
    bare: bool = False


@node
class ImplTraitTy(Ty):
    """`impl A + B`."""

    bounds: tuple[Bound, ...]


@node
class ImplicitSelfTy(Ty):
    """The type of `self`, `&self`, `&mut self` (then inside a `RefTy`) where none is written."""


@node
class MacroTy(Ty):
    """A macro call in type position (before expansion)."""

    mac: MacroCall


@node
class ErrTy(Ty):
    """What recovery leaves."""


# ---- generics ----


@node
class Bound:
    """Base of `TraitBound`, `OutlivesBound`, `UseBound`."""

    span: Span


@node
class TraitBound(Bound):
    """`for<'a> ?Trait<T>`."""

    generic_params: tuple[GenericParam, ...]
    path: Path
    modifier: Literal["", "?", "!", "const", "~const"] = ""


@node
class OutlivesBound(Bound):
    lifetime: Lifetime


@node
class UseBound(Bound):
    """`use<'a, T>`."""

    args: tuple[Ident | Lifetime, ...]


@node
class GenericParam:
    """Base of the three kinds of generic parameter."""

    ident: Ident
    """A lifetime's name includes the quote."""
    attrs: tuple[Attribute, ...]
    bounds: tuple[Bound, ...]
    span: Span


@node
class LifetimeParam(GenericParam): ...


@node
class TypeParam(GenericParam):
    default: Ty | None


@node
class ConstParam(GenericParam):
    ty: Ty
    default: AnonConst | None


@node
class WherePredicate:
    """`for<'a> T: A + 'b` or `'a: 'b`."""

    generic_params: tuple[GenericParam, ...]
    bounded: Ty | Lifetime
    bounds: tuple[Bound, ...]
    span: Span


@node
class Generics:
    params: tuple[GenericParam, ...]
    where_clause: tuple[WherePredicate, ...]
    span: Span
    """The `<...>`; empty, after the name, where none is written."""
    where_span: Span | None = None


# ---- patterns ----


@node
class Pat:
    """Base of the patterns."""

    span: Span


@node
class WildPat(Pat): ...


@node
class RestPat(Pat):
    """`..` in a tuple or slice."""


@node
class NeverPat(Pat): ...


@node
class IdentPat(Pat):
    """`ref mut x @ sub`. As a binding, the node itself is the variable (rustc's HirId).

    Resolution decides whether a plain name is a binding or a path to a constant or unit struct.
    """

    ident: Ident
    by_ref: Mutability | None
    """None for by value; `not` for `ref`, `mut` for `ref mut`."""
    mutbl: Mutability
    """Of the binding: `mut x`."""
    sub: Pat | None = None


@node
class PathPat(Pat):
    qself: QSelf | None
    path: Path


@node
class TupleStructPat(Pat):
    """`Some(x)`."""

    qself: QSelf | None
    path: Path
    elems: tuple[Pat, ...]


@node
class FieldPat:
    ident: Ident
    pat: Pat
    shorthand: bool
    span: Span
    attrs: tuple[Attribute, ...] = ()


@node
class StructPat(Pat):
    qself: QSelf | None
    path: Path
    fields: tuple[FieldPat, ...]
    rest: Span | None
    """The `..`."""


@node
class TuplePat(Pat):
    elems: tuple[Pat, ...]


@node
class SlicePat(Pat):
    elems: tuple[Pat, ...]


@node
class OrPat(Pat):
    pats: tuple[Pat, ...]


@node
class RefPat(Pat):
    """`&p`, `&mut p`."""

    pat: Pat
    mutbl: Mutability


@node
class BoxPat(Pat):
    pat: Pat


@node
class LitPat(Pat):
    """A literal, perhaps negated."""

    expr: Expr


@node
class RangePat(Pat):
    lo: Expr | None
    hi: Expr | None
    inclusive: bool


@node
class ParenPat(Pat):
    pat: Pat


@node
class MacroPat(Pat):
    mac: MacroCall


@node
class ErrPat(Pat): ...


# ---- expressions ----


@node
class Expr:
    """Base of the expressions. Attributes on expressions are in `Crate.expr_attrs`."""

    span: Span


LitKind = Literal["int", "float", "str", "bytestr", "cstr", "char", "byte", "bool", "err"]


@node
class LitExpr(Expr):
    kind: LitKind
    value: int | float | str | bytes | bool
    """int and byte: the number; float: the Python float; str: the text; char: one character."""
    suffix: str | None
    symbol: str
    """The text between quotes or the digits, as written, without the suffix."""


@node
class PathExpr(Expr):
    qself: QSelf | None
    path: Path


@node
class ArrayExpr(Expr):
    elems: tuple[Expr, ...]


@node
class RepeatExpr(Expr):
    """`[value; count]`."""

    elem: Expr
    count: AnonConst


@node
class TupExpr(Expr):
    elems: tuple[Expr, ...]


@node
class CallExpr(Expr):
    func: Expr
    args: tuple[Expr, ...]


@node
class MethodCallExpr(Expr):
    """`receiver.method::<T>(args)`."""

    receiver: Expr
    segment: PathSegment
    args: tuple[Expr, ...]
    """Without the receiver."""
    method_span: Span
    """`method::<T>(args)`: from the name to the closing parenthesis (rustc's `fn_span`)."""


BinOpKind = Literal["+", "-", "*", "/", "%", "&&", "||", "^", "&", "|", "<<", ">>", "==", "<", "<=", "!=", ">=", ">"]


@node
class BinaryExpr(Expr):
    op: BinOpKind
    op_span: Span
    left: Expr
    right: Expr


@node
class UnaryExpr(Expr):
    op: Literal["*", "!", "-"]
    expr: Expr


@node
class CastExpr(Expr):
    expr: Expr
    ty: Ty


@node
class TypeAscriptionExpr(Expr):
    """Made by desugaring only."""

    expr: Expr
    ty: Ty


@node
class LetExpr(Expr):
    """`let PAT = expr` in a condition."""

    pat: Pat
    expr: Expr


@node
class IfExpr(Expr):
    cond: Expr
    then: Block
    orelse: Expr | None
    """A `BlockExpr` or an `IfExpr`."""


@node
class WhileExpr(Expr):
    """Before desugaring."""

    cond: Expr
    body: Block
    label: Label | None


@node
class ForExpr(Expr):
    """Before desugaring."""

    pat: Pat
    iter: Expr
    body: Block
    label: Label | None


@node
class LoopExpr(Expr):
    body: Block
    label: Label | None
    source: Literal["loop", "while", "for"] = "loop"
    head_span: Span | None = None
    """`while cond`, `for pat in iter`, or the word `loop`."""


@node
class Arm:
    pat: Pat
    guard: Expr | None
    body: Expr | None
    span: Span
    attrs: tuple[Attribute, ...] = ()


@node
class MatchExpr(Expr):
    scrutinee: Expr
    arms: tuple[Arm, ...]
    source: Literal["match", "for", "?"] = "match"


@node
class ClosureExpr(Expr):
    params: tuple[Param, ...]
    output: Ty | None
    body: Expr
    by_move: bool
    asyncness: bool
    binder: tuple[GenericParam, ...]
    fn_decl_span: Span
    """`move |x| -> T`."""
    fn_arg_span: Span
    """`|x|`."""


@node
class BlockExpr(Expr):
    block: Block
    label: Label | None = None


@node
class ConstBlockExpr(Expr):
    value: AnonConst


@node
class AssignExpr(Expr):
    left: Expr
    right: Expr
    eq_span: Span


@node
class AssignOpExpr(Expr):
    op: BinOpKind
    """Without the `=`."""
    op_span: Span
    left: Expr
    right: Expr


@node
class FieldExpr(Expr):
    expr: Expr
    ident: Ident
    """A name, or the digits of a tuple field."""


@node
class IndexExpr(Expr):
    expr: Expr
    index: Expr
    brackets_span: Span


@node
class RangeExpr(Expr):
    """Before desugaring: `lo..hi`, `lo..=hi`; becomes a struct of the range lang items."""

    lo: Expr | None
    hi: Expr | None
    inclusive: bool


@node
class UnderscoreExpr(Expr):
    """`_` on the left of an assignment."""


@node
class AddrOfExpr(Expr):
    """`&x`, `&mut x`, `&raw const x`, `&raw mut x`."""

    expr: Expr
    mutbl: Mutability
    raw: bool = False


@node
class BreakExpr(Expr):
    label: Label | None
    expr: Expr | None


@node
class ContinueExpr(Expr):
    label: Label | None


@node
class ReturnExpr(Expr):
    expr: Expr | None


@node
class FieldInit:
    ident: Ident
    expr: Expr
    shorthand: bool
    span: Span


@node
class StructExpr(Expr):
    qself: QSelf | None
    path: Path
    fields: tuple[FieldInit, ...]
    rest: Expr | Span | None
    """`..base`; a bare `..` is its span."""


@node
class TryExpr(Expr):
    """`expr?`, before desugaring."""

    expr: Expr


@node
class AwaitExpr(Expr):
    expr: Expr


@node
class ParenExpr(Expr):
    """`(expr)`; desugaring gives the inner expression, its span widened to the parentheses (as rustc does)."""

    expr: Expr


@node
class MacroExpr(Expr):
    """A macro call in expression position (before expansion)."""

    mac: MacroCall


@node
class FormatArg:
    """An argument of a format macro: `name = expr`, `expr`, or a captured `{name}`."""

    name: Ident | None
    expr: Expr
    captured: bool


@node
class FormatPlaceholder:
    """`{arg:spec}` with the argument's index in `FormatArgsExpr.args`."""

    arg: int
    arg_span: Span | None
    span: Span | None
    """The braces, in the string literal."""
    trait: Literal["Display", "Debug", "LowerHex", "UpperHex", "Octal", "Binary", "Pointer", "LowerExp", "UpperExp"]
    fill: str | None
    align: Literal["<", "^", ">"] | None
    sign: Literal["+", "-"] | None
    alternate: bool
    zero_pad: bool
    debug_hex: Literal["x", "X"] | None
    width: int | FormatCount | None
    precision: int | FormatCount | None


@node
class FormatCount:
    """`width$` or `.*`: the index of the argument that holds the number."""

    arg: int


@node
class FormatArgsExpr(Expr):
    """`format_args!`, parsed; before desugaring. Lowered as rustc 1.95's `rustc_ast_lowering::format`."""

    template: tuple[str | FormatPlaceholder, ...]
    args: tuple[FormatArg, ...]
    fmt_span: Span
    """The string literal."""
    newline: bool = False


@node
class BuiltinExpr(Expr):
    """A call of a macro that the compiler implements and that stays an expression.

    `offset_of`, `addr_of` need types; the others are gone after expansion.
    """

    name: str
    args: tuple[Expr | Ty | Ident, ...]


@node
class DropTempsExpr(Expr):
    """Made by desugaring: a terminating scope round a condition (rustc's `DropTemps`)."""

    expr: Expr


@node
class ErrExpr(Expr):
    """What recovery leaves."""


@node
class MacroCall:
    path: Path
    delim: Literal["(", "[", "{"]
    tokens: tuple[Token, ...]
    """Between the delimiters."""
    span: Span


# ---- statements ----


@node
class Stmt:
    span: Span


@node
class LetStmt(Stmt):
    pat: Pat
    ty: Ty | None
    init: Expr | None
    orelse: Block | None
    attrs: tuple[Attribute, ...] = ()
    is_super: bool = False
    """`super let`, made by the lowering of `format_args!`."""
    source: Literal["let", "assign"] = "let"
    """`assign`: made from a destructuring assignment."""


@node
class ItemStmt(Stmt):
    item: Item


@node
class ExprStmt(Stmt):
    """An expression without a semicolon that is not the block's tail (`if x {}` amid statements)."""

    expr: Expr


@node
class SemiStmt(Stmt):
    expr: Expr


@node
class EmptyStmt(Stmt): ...


@node
class MacroStmt(Stmt):
    """A macro call in statement position (before expansion)."""

    mac: MacroCall
    semi: bool
    attrs: tuple[Attribute, ...] = ()


@node
class Block:
    """`{ stmts; expr }`. The tail is `expr`, None if there is none."""

    stmts: tuple[Stmt, ...]
    expr: Expr | None
    span: Span
    unsafe: Literal["", "user", "compiler"] = ""
    targeted_by_break: bool = False


# ---- items ----


@node
class Visibility:
    """`kind`: `pub`, `crate`, `restricted` (with `path`), or `inherited`."""

    kind: Literal["pub", "restricted", "inherited"]
    path: Path | None
    span: Span


@node
class Param:
    pat: Pat
    ty: Ty
    """`InferTy` in a closure without annotation."""
    span: Span
    attrs: tuple[Attribute, ...] = ()
    self_kind: Literal["", "value", "ref", "ref-mut", "typed"] = ""


@node
class FnHeader:
    const: bool
    asyncness: bool
    unsafe: bool
    abi: str | None
    """None: Rust; `extern` without a string is `C`."""


@node
class FnSig:
    header: FnHeader
    inputs: tuple[Param, ...]
    output: Ty | None
    span: Span
    """From `fn` (or its qualifiers) to the end of the return type."""
    output_span: Span
    """The return type, or the empty place where it would stand."""
    c_variadic: bool = False


@node
class Item:
    """Base of the items, also of those in traits, impls and extern blocks."""

    ident: Ident
    attrs: tuple[Attribute, ...]
    vis: Visibility
    span: Span


@node
class FnItem(Item):
    generics: Generics
    sig: FnSig
    body: Block | None


@node
class ConstItem(Item):
    """`const NAME: T = expr;`."""

    generics: Generics
    ty: Ty
    expr: Expr | None


@node
class StaticItem(Item):
    ty: Ty
    mutbl: Mutability
    expr: Expr | None
    unsafe: bool = False


@node
class TypeAlias(Item):
    """`type A<T>: Bounds = T;`, free, in a trait or in an impl."""

    generics: Generics
    bounds: tuple[Bound, ...]
    ty: Ty | None


@node
class FieldDef:
    """A field; `ident` is the number for tuple structs (with the span of the type)."""

    ident: Ident
    attrs: tuple[Attribute, ...]
    vis: Visibility
    ty: Ty
    span: Span
    named: bool


VariantKind = Literal["unit", "tuple", "struct"]


@node
class VariantDef:
    ident: Ident
    attrs: tuple[Attribute, ...]
    kind: VariantKind
    fields: tuple[FieldDef, ...]
    discriminant: AnonConst | None
    span: Span
    recovered: bool = False
    """Whether some of its fields could not be read: then nothing is said of fields that it lacks."""


@node
class StructItem(Item):
    generics: Generics
    data: VariantDef


@node
class UnionItem(Item):
    generics: Generics
    data: VariantDef


@node
class EnumItem(Item):
    generics: Generics
    variants: tuple[VariantDef, ...]


@node
class TraitItem(Item):
    generics: Generics
    bounds: tuple[Bound, ...]
    items: tuple[Item, ...]
    unsafe: bool
    auto: bool


@node
class TraitAlias(Item):
    generics: Generics
    bounds: tuple[Bound, ...]


@node
class ImplItem(Item):
    """`impl<T> Trait for Type { ... }`; its ident is empty."""

    generics: Generics
    trait_ref: Path | None
    negative: bool
    self_ty: Ty
    items: tuple[Item, ...]
    unsafe: bool
    derived: bool = False
    """Made by `#[derive]`; its spans carry the derive's expansion."""


@node
class ModItem(Item):
    items: tuple[Item, ...] | None
    """None: `mod name;`."""
    inner_span: Span


@node
class UseTree:
    """`prefix`, `prefix as name`, `prefix::*`, or `prefix::{...}`."""

    prefix: Path
    kind: Literal["simple", "glob", "nested"]
    rename: Ident | None
    """For `simple`; `_` is allowed."""
    nested: tuple[UseTree, ...]
    span: Span


@node
class UseItem(Item):
    tree: UseTree


@node
class ExternCrate(Item):
    orig_name: str | None


@node
class ForeignMod(Item):
    abi: str | None
    items: tuple[Item, ...]
    unsafe: bool


@node
class MacroDef(Item):
    """`macro_rules! name { rules }`."""

    tokens: tuple[Token, ...]
    used: bool = False
    """Whether a call was expanded; set by expansion."""


@node
class MacroItem(Item):
    """A macro call in item position (before expansion)."""

    mac: MacroCall


@node
class Crate:
    items: tuple[Item, ...]
    attrs: tuple[Attribute, ...]
    span: Span
    expr_attrs: dict[Expr | Stmt | Block | FieldInit, tuple[Attribute, ...]]
    """Attributes written on expressions, blocks and statements."""
    fatal: bool = False
    """A syntax error after which rustc stops: no later stage runs."""
    lints: tuple[Diag, ...] = ()
    """What expansion found to warn of; shown among the early lints."""
    macro_names: frozenset[str] = frozenset()
    """The names of the macros called, and `name::` of the heads of their paths; for the lints on imports."""
