"""The outermost shape of a type as a dictionary key, by which impls are indexed (rustc's `fast_reject`)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from rustmem.ty import kind as k


def _dyn(ty: k.DynTy) -> Hashable:
    first = ty.preds[0].value if ty.preds else None
    if type(first) is k.ExistentialTraitRef or type(first) is k.ExistentialAutoTrait:
        return ("dyn", first.def_id)
    return ("dyn", None)


_SIMPLIFY: dict[type, Any] = {
    k.AdtTy: lambda t: t.def_id,
    k.IntTy: lambda t: t.name,
    k.FloatTy: lambda t: t.name,
    k.BoolTy: lambda t: "bool",
    k.CharTy: lambda t: "char",
    k.StrTy: lambda t: "str",
    k.NeverTy: lambda t: "!",
    k.RefTy: lambda t: "&mut" if t.mutbl == "mut" else "&",
    k.RawPtrTy: lambda t: "*mut" if t.mutbl == "mut" else "*const",
    k.ArrayTy: lambda t: "[;]",
    k.SliceTy: lambda t: "[]",
    k.TupleTy: lambda t: ("tuple", len(t.elems)),
    k.FnDefTy: lambda t: ("fn item", t.def_id),
    k.ClosureTy: lambda t: ("closure", t.def_id),
    k.FnPtrTy: lambda t: ("fn", len(t.sig.value.inputs)),
    k.DynTy: _dyn,
    k.ForeignTy: lambda t: ("foreign", t.def_id),
}
_NONE = lambda t: None  # noqa: E731


def simplify_type(ty: k.Ty) -> Hashable:
    """The key of `ty`: a DefId for an ADT, a name or pair for the rest; None for a parameter, alias, variable or
    error, which may be any type (an impl for it is a blanket impl)."""
    return _SIMPLIFY.get(type(ty), _NONE)(ty)  # type: ignore[no-any-return]


_FREE = (
    k.HAS_TY_INFER
    | k.HAS_ALIAS
    | k.HAS_ERROR
    | k.HAS_TY_PARAM
    | k.HAS_CT_PARAM
    | k.HAS_CT_INFER
    | k.HAS_PLACEHOLDER
    | k.HAS_BOUND
)


def may_unify(pattern: k.GenericArg, found: k.GenericArg) -> bool:
    """Whether the impl's `pattern`, whose parameters may be anything, can equal `found`, whose variables may be.

    Regions are not compared. False is certain; True only means that unification has to decide.
    """
    if pattern is found:
        return True
    p = type(pattern)
    if p is k.ParamTy or p is k.AliasTy or p is k.ParamConst or p is k.ErrorTy:
        return True
    if isinstance(pattern, k.Region) or isinstance(found, k.Region):
        return True
    f = type(found)
    if f is k.InferTy:
        if found.kind == "int":  # type: ignore[union-attr]
            return p is k.IntTy or p is k.InferTy
        if found.kind == "float":  # type: ignore[union-attr]
            return p is k.FloatTy or p is k.InferTy
        return True
    if f is k.AliasTy or f is k.ErrorTy:
        return True
    if p is not f:
        return isinstance(pattern, k.Const) and not (p is k.ValueConst and f is k.ValueConst)
    if p is k.AdtTy:
        if pattern.def_id != found.def_id:  # type: ignore[union-attr]
            return False
        return args_may_unify(pattern.args, found.args)  # type: ignore[union-attr]
    if p is k.RefTy or p is k.RawPtrTy:
        return pattern.mutbl == found.mutbl and may_unify(pattern.ty, found.ty)  # type: ignore[union-attr]
    if p is k.SliceTy:
        return may_unify(pattern.ty, found.ty)  # type: ignore[union-attr]
    if p is k.ArrayTy:
        return may_unify(pattern.ty, found.ty) and may_unify(pattern.length, found.length)  # type: ignore[union-attr]
    if p is k.TupleTy:
        return len(pattern.elems) == len(found.elems) and args_may_unify(pattern.elems, found.elems)  # type: ignore[union-attr]
    if p is k.FnPtrTy:
        return len(pattern.sig.value.inputs) == len(found.sig.value.inputs)  # type: ignore[union-attr]
    if p is k.DynTy:
        return _dyn(pattern) == _dyn(found)  # type: ignore[arg-type]
    if p is k.ClosureTy or p is k.FnDefTy or p is k.ForeignTy:
        return pattern.def_id == found.def_id  # type: ignore[union-attr,no-any-return]  # both are of class `p`
    if p is k.ValueConst:
        return False
    return bool((pattern.flags | found.flags) & _FREE) or not isinstance(pattern, (k.IntTy, k.FloatTy))


def args_may_unify(patterns: k.GenericArgs, found: k.GenericArgs) -> bool:
    return all(not (pattern is not arg and not may_unify(pattern, arg)) for pattern, arg in zip(patterns, found))
