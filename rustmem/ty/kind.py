"""Types, regions, constants, predicates: the variants (rustc's `TyKind`, `RegionKind`, `ConstKind`).

Made only through `TyCtxt`'s interner (`ty/intern.py`), so that equal types are one object and are compared with `is`.
"""

from __future__ import annotations

from typing import Any, Literal

from rustmem.source.index import DefId, RegionVid, TyVid
from rustmem.source.node import node

Mutability = Literal["not", "mut"]

# Flags: facts about everything inside a type, known when it is made. A fold or a search returns at once without them.
HAS_TY_INFER = 1 << 0
HAS_RE_INFER = 1 << 1
HAS_CT_INFER = 1 << 2
HAS_TY_PARAM = 1 << 3
HAS_RE_PARAM = 1 << 4
"""Early- or late-bound parameters (`ReEarlyParam`, `ReLateParam`)."""
HAS_CT_PARAM = 1 << 5
HAS_ALIAS = 1 << 6
"""A projection or opaque type, so normalising may change it."""
HAS_ERROR = 1 << 7
HAS_BOUND = 1 << 8
"""Bound variables (`ReBound`, `Bound`), escaping or not."""
HAS_PLACEHOLDER = 1 << 9
HAS_RE_ERASED = 1 << 10
HAS_FREE_REGIONS = 1 << 11
"""Any region that is not bound inside the type: what the borrow checker renumbers."""
HAS_LOCAL = 1 << 12
"""A definition of the user's crate: interned per check, not for the process."""
HAS_OPAQUE = 1 << 13
HAS_UNERASED = 1 << 14
"""A free region other than the erased one: what type checking erases."""

HAS_INFER = HAS_TY_INFER | HAS_RE_INFER | HAS_CT_INFER
HAS_PARAM = HAS_TY_PARAM | HAS_CT_PARAM | HAS_RE_PARAM
NEEDS_SUBST = HAS_PARAM
HAS_REGIONS = HAS_RE_INFER | HAS_RE_PARAM | HAS_BOUND | HAS_RE_ERASED | HAS_FREE_REGIONS | HAS_PLACEHOLDER


class Interned:
    """Base of interned things: identity is equality; `flags` as above; `binders` is the number of
    De Bruijn levels that escape (0: closed)."""

    __slots__ = ("flags", "binders", "memo")
    flags: int
    binders: int
    memo: dict[str, Any] | None
    """Facts computed once (is it Copy, does it need drop, …), for the type's lifetime; None until first used."""


# ---- regions ----


@node
class Region(Interned): ...


@node
class ReStatic(Region): ...


@node
class ReEarlyParam(Region):
    """`'a` of generics, where it is substituted. `index` counts the parent's parameters too."""

    def_id: DefId
    index: int
    name: str


@node
class BoundRegion:
    """Which variable of a binder. `kind`: `named` with a DefId, `anon`, or `env` (a closure's own borrow)."""

    var: int
    kind: Literal["named", "anon", "env"]
    def_id: DefId | None
    name: str | None
    """With the quote; None for an anonymous one."""


@node
class ReBound(Region):
    """A variable of the binder `debruijn` levels out (0: the innermost)."""

    debruijn: int
    var: BoundRegion


@node
class ReLateParam(Region):
    """A late-bound lifetime of the function `scope`, seen from inside its body."""

    scope: DefId
    var: BoundRegion


@node
class ReVar(Region):
    vid: RegionVid


@node
class RePlaceholder(Region):
    universe: int
    var: BoundRegion


@node
class ReErased(Region): ...


@node
class ReError(Region): ...


# ---- constants (of types: lengths, const arguments) ----


@node
class Const(Interned): ...


@node
class ValueConst(Const):
    """A known value of an integer, bool or char type (bool as 0 or 1, char as its code point)."""

    ty: Ty
    value: int


@node
class ParamConst(Const):
    index: int
    name: str


@node
class InferConst(Const):
    vid: int


@node
class UnevaluatedConst(Const):
    """A constant item or anonymous constant that depends on generics."""

    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class BoundConst(Const):
    debruijn: int
    var: int


@node
class ErrorConst(Const): ...


# ---- types ----


@node
class Ty(Interned): ...


@node
class BoolTy(Ty): ...


@node
class CharTy(Ty): ...


IntKind = Literal["isize", "i8", "i16", "i32", "i64", "i128", "usize", "u8", "u16", "u32", "u64", "u128"]


@node
class IntTy(Ty):
    """Signed and unsigned integers."""

    name: IntKind
    bits: int
    signed: bool


@node
class FloatTy(Ty):
    name: Literal["f16", "f32", "f64", "f128"]
    bits: int


@node
class StrTy(Ty): ...


@node
class NeverTy(Ty): ...


@node
class AdtTy(Ty):
    """A struct, enum or union applied to arguments. Its `AdtDef` is `tcx.adt_def(def_id)`. Box is one."""

    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class ForeignTy(Ty):
    def_id: DefId


@node
class RefTy(Ty):
    region: Region
    ty: Ty
    mutbl: Mutability


@node
class RawPtrTy(Ty):
    ty: Ty
    mutbl: Mutability


@node
class ArrayTy(Ty):
    ty: Ty
    length: Const


@node
class SliceTy(Ty):
    ty: Ty


@node
class TupleTy(Ty):
    elems: tuple[Ty, ...]


@node
class FnDefTy(Ty):
    """The zero-sized type of a function, method or constructor; its signature is `tcx.fn_sig(def_id)`."""

    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class FnSig(Interned):
    inputs: tuple[Ty, ...]
    output: Ty
    unsafe: bool
    abi: str
    c_variadic: bool


@node
class FnPtrTy(Ty):
    sig: Binder
    """Of a `FnSig`."""


@node
class ClosureTy(Ty):
    """A closure. `args`: the parent's arguments, then kind, signature (as FnPtrTy) and upvar tuple types.

    As in rustc (`ClosureArgs`): the last three are `closure_kind_ty` (i8: Fn, i16: FnMut, i32: FnOnce, or an
    inference variable), `closure_sig_as_fn_ptr_ty` (inputs are one tuple), `tupled_upvars_ty`.
    """

    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class DynTy(Ty):
    """`dyn Trait<Args, Assoc = T> + Auto + 'region`."""

    preds: tuple[Binder, ...]
    """Binders of `ExistentialTraitRef`, `ExistentialProjection`, `ExistentialAutoTrait`, in that order."""
    region: Region


@node
class ExistentialTraitRef(Interned):
    """A trait reference without its Self."""

    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class ExistentialProjection(Interned):
    def_id: DefId
    """The associated type."""
    args: tuple[GenericArg, ...]
    """Of the trait, without Self."""
    term: Ty | Const


@node
class ExistentialAutoTrait(Interned):
    def_id: DefId


@node
class AliasTy(Ty):
    """`projection`: `<args[0] as Trait>::Assoc`; `opaque`: `impl Trait`; `free`: a lazy type alias."""

    kind: Literal["projection", "inherent", "opaque", "free"]
    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class ParamTy(Ty):
    """A type parameter; `Self` of a trait is index 0."""

    index: int
    name: str


@node
class InferTy(Ty):
    """`ty`, `int` or `float` variable; `fresh` ones stand for any variable in a canonical goal."""

    kind: Literal["ty", "int", "float", "fresh"]
    vid: TyVid


@node
class BoundTy(Ty):
    debruijn: int
    var: int


@node
class PlaceholderTy(Ty):
    universe: int
    var: int


@node
class ErrorTy(Ty):
    """The type of what was reported already; compatible with everything."""


GenericArg = Ty | Region | Const
GenericArgs = tuple[GenericArg, ...]


@node
class Binder(Interned):
    """`for<'a, 'b> value`: `vars` are bound in `value` at De Bruijn level 0. Empty `vars`: no binding."""

    value: Any
    vars: tuple[BoundRegion, ...]


# ---- predicates ----


@node
class TraitRef(Interned):
    """`args[0]: Trait<args[1..]>`."""

    def_id: DefId
    args: tuple[GenericArg, ...]


@node
class TraitPredicate(Interned):
    trait_ref: TraitRef
    polarity: Literal["positive", "negative"]


@node
class ProjectionPredicate(Interned):
    """`<args[0] as Trait>::Assoc == term`."""

    alias: AliasTy
    term: Ty | Const


@node
class TypeOutlives(Interned):
    ty: Ty
    region: Region


@node
class RegionOutlives(Interned):
    """`longer: shorter`."""

    longer: Region
    shorter: Region


@node
class WellFormed(Interned):
    arg: GenericArg


@node
class ConstArgHasType(Interned):
    const: Const
    ty: Ty


@node
class CoercePredicate(Interned):
    """`a` coerces to `b`, while both are inference variables."""

    a: Ty
    b: Ty


PredicateKind = (
    TraitPredicate | ProjectionPredicate | TypeOutlives | RegionOutlives | WellFormed | ConstArgHasType | CoercePredicate
)
Clause = Binder
"""A predicate is always a binder of a `PredicateKind`, mostly with no variables."""
