"""Traits that the compiler implements: Copy, Clone, Sized, Fn*, Unsize, Tuple, Pointee, DiscriminantKind, Destruct."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import TraitDef
from rustmem.ty.intern import I8, I16, I32

AMBIGUOUS = "ambiguous"
"""Answer of the `*_conditions` functions where a variable hides the type."""

_LANG = {
    "copy": "copy",
    "clone": "clone",
    "sized": "sized",
    "meta_sized": "meta_sized",
    "pointee_sized": "pointee_sized",
    "unsize": "unsize",
    "fn": "fn",
    "fn_mut": "fn_mut",
    "fn_once": "fn_once",
    "tuple_trait": "tuple",
    "pointee_trait": "pointee",
    "discriminant_kind": "discriminant_kind",
    "destruct": "destruct",
    "fn_ptr_trait": "fn_ptr",
    "freeze": "freeze",
}
FN_KINDS = {"fn": 0, "fn_mut": 1, "fn_once": 2}


def trait_def(tcx: TyCtxt, def_id: DefId) -> TraitDef:
    row = tcx.defs.table[def_id]
    tree = row.node
    if tree is None:
        try:
            tree = tcx.hir(def_id)
        except NotImplementedError:
            tree = None
    attrs = frozenset([a.path for a in row.attrs or getattr(tree, "attrs", ()) or ()])
    return TraitDef(attrs, bool(getattr(tree, "auto", False)), bool(getattr(tree, "unsafe", False)))


class TraitFlags:
    """What the solver needs to know of a trait itself."""

    __slots__ = ("builtin", "auto", "marker", "coinductive", "unsafe", "fundamental", "attrs")

    def __init__(self, tcx: TyCtxt, def_id: DefId) -> None:
        self.builtin: str | None = None
        for lang, name in _LANG.items():
            if tcx.lang_items.get(lang) == def_id:
                self.builtin = name
        trait = tcx.trait_def(def_id)
        attrs = self.attrs = trait.attrs
        self.auto = trait.auto or self.builtin == "freeze"
        self.unsafe = trait.unsafe
        self.marker = "marker" in attrs
        self.fundamental = "fundamental" in attrs
        self.coinductive = self.auto or "rustc_coinductive" in attrs or self.builtin in ("sized", "meta_sized", "pointee_sized")


def trait_flags(tcx: TyCtxt, def_id: DefId) -> TraitFlags:
    from_library = def_id < tcx.base
    cache = _LIBRARY_FLAGS if from_library else tcx.cache("trait flags")
    found = cache.get(def_id)
    if found is None:
        found = cache[def_id] = TraitFlags(tcx, def_id)
    return found


_LIBRARY_FLAGS: dict[DefId, TraitFlags] = {}


# ---- closures ----


CLOSURE_KINDS: dict[k.GenericArg, int] = {I8: 0, I16: 1, I32: 2}
"""0 Fn, 1 FnMut, 2 FnOnce, by the type that stands for the kind among a closure's arguments."""


def closure_kind(infcx: Any, ty: k.ClosureTy) -> int | None:
    """0 Fn, 1 FnMut, 2 FnOnce; None while upvar analysis has not decided."""
    return CLOSURE_KINDS.get(infcx.shallow_resolve(ty.args[-3]))


def closure_kind_ty(kind: int) -> k.Ty:
    return (I8, I16, I32)[kind]


def fn_sig_of(tcx: TyCtxt, ty: Any) -> k.Binder:
    """The signature (Binder of FnSig) of a function item or pointer; of a closure with its inputs untupled."""
    if type(ty) is k.FnDefTy:
        return tcx.subst(tcx.fn_sig(ty.def_id), ty.args)  # type: ignore[no-any-return]
    if type(ty) is k.FnPtrTy:
        return ty.sig
    sig = ty.args[-2].sig
    value = sig.value
    inputs = value.inputs[0].elems if len(value.inputs) == 1 and type(value.inputs[0]) is k.TupleTy else value.inputs
    return tcx.binder(tcx.mk_fn_sig(inputs, value.output, value.unsafe, value.abi, value.c_variadic), sig.vars)


# ---- conditions: the types that must have the trait too; None: no builtin impl ----


def sized_conditions(tcx: TyCtxt, ty: Any, trait: str) -> Any:
    """For Sized, MetaSized and PointeeSized."""
    cls = type(ty)
    if trait == "pointee_sized":
        return ()
    if cls is k.StrTy or cls is k.SliceTy or cls is k.DynTy:
        return None if trait == "sized" else ()
    if cls is k.ForeignTy or cls is k.ParamTy or cls is k.AliasTy or cls is k.PlaceholderTy or cls is k.BoundTy:
        return None
    if cls is k.InferTy:
        return AMBIGUOUS if ty.kind == "ty" else ()
    if cls is k.TupleTy:
        return ty.elems[-1:]
    if cls is k.AdtTy:
        constraint = adt_sized_constraint(tcx, ty.def_id)
        return () if constraint is None else (tcx.subst(constraint, ty.args),)
    return ()


def adt_sized_constraint(tcx: TyCtxt, def_id: DefId) -> k.Ty | None:
    """The type of a struct's last field if it may be unsized: what must be Sized for the struct to be."""
    cache = _LIBRARY_CONSTRAINTS if def_id < tcx.base else tcx.cache("sized constraint")
    if def_id in cache:
        return cache[def_id]
    cache[def_id] = None  # a recursive type is an error of its own
    adt = tcx.adt_def(def_id)
    found = None
    if adt.kind == "struct" and adt.variants and adt.variants[0].fields:
        found = _constraint_for(tcx, tcx.type_of(adt.variants[0].fields[-1].def_id), def_id)
    cache[def_id] = found
    return found


_LIBRARY_CONSTRAINTS: dict[DefId, k.Ty | None] = {}


def _constraint_for(tcx: TyCtxt, ty: Any, adt: DefId) -> k.Ty | None:
    cls = type(ty)
    if cls is k.StrTy or cls is k.SliceTy or cls is k.DynTy or cls is k.ForeignTy or cls is k.AliasTy:
        return ty  # type: ignore[no-any-return]
    if cls is k.TupleTy:
        return _constraint_for(tcx, ty.elems[-1], adt) if ty.elems else None
    if cls is k.AdtTy:
        inner = adt_sized_constraint(tcx, ty.def_id)
        return _constraint_for(tcx, tcx.subst(inner, ty.args), adt) if inner is not None else None
    if cls is k.ParamTy:
        return None if _param_is_sized(tcx, ty, adt) else ty
    return None


def _param_is_sized(tcx: TyCtxt, ty: k.ParamTy, adt: DefId) -> bool:
    sized = tcx.lang_item("sized")
    for clause, _ in tcx.predicates_of(adt).predicates:
        value = clause.value
        if type(value) is k.TraitPredicate and value.trait_ref.def_id == sized and value.trait_ref.args[0] is ty:
            return True
    return False


_COPY_SCALARS = {k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.NeverTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy, k.ErrorTy}


def copy_clone_conditions(infcx: Any, ty: Any) -> Any:
    """For Copy and Clone. None leaves the answer to impls and bounds."""
    cls = type(ty)
    if cls in _COPY_SCALARS:
        return ()
    if cls is k.RefTy:
        return () if ty.mutbl == "not" else None
    if cls is k.InferTy:
        return AMBIGUOUS if ty.kind == "ty" else ()
    if cls is k.TupleTy:
        return ty.elems
    if cls is k.ArrayTy:
        return (ty.ty,)
    if cls is k.ClosureTy:
        upvars = infcx.shallow_resolve(ty.args[-1])
        if type(upvars) is not k.TupleTy:
            return AMBIGUOUS
        return upvars.elems
    return None


def is_fn_trait_compatible(sig: k.FnSig) -> bool:
    """Whether a function of this signature implements the Fn traits."""
    return not sig.unsafe and sig.abi == "Rust" and not sig.c_variadic
