"""Facts about types that building MIR asks for: does it need dropping, has it values."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.traits.queries import is_copy, normalize_erasing_regions
from rustmem.ty import intern
from rustmem.ty import kind as k

_NO_DROP = {
    k.BoolTy, k.CharTy, k.IntTy, k.FloatTy, k.StrTy, k.NeverTy, k.RefTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy, k.ForeignTy,
    k.ErrorTy,
}  # fmt: skip


def needs_drop(tcx: Any, param_env: Any, ty: k.Ty) -> bool:
    """rustc's `Ty::needs_drop`: whether dropping a value of the type may run code."""
    cls = type(ty)
    if cls in _NO_DROP:
        return False
    if cls is k.TupleTy:
        known = tcx.cache("tuples that need drop")
        if (ty, param_env) not in known:
            known[ty, param_env] = any(needs_drop(tcx, param_env, elem) for elem in ty.elems)  # type: ignore[attr-defined]
        return known[ty, param_env]  # type: ignore[no-any-return]
    if cls is k.SliceTy:
        return needs_drop(tcx, param_env, ty.ty)  # type: ignore[attr-defined]
    if cls is k.ArrayTy:
        length = ty.length  # type: ignore[attr-defined]
        if type(length) is k.ValueConst and length.value == 0:
            return False
        return needs_drop(tcx, param_env, ty.ty)  # type: ignore[attr-defined]
    if cls is k.ClosureTy:
        upvars = ty.args[-1]  # type: ignore[attr-defined]
        return needs_drop(tcx, param_env, upvars)
    if cls is k.AdtTy:
        return _adt_needs_drop(tcx, param_env, ty)  # type: ignore[arg-type]
    if cls is k.AliasTy:
        made = normalize_erasing_regions(tcx, param_env, ty)
        if made is not ty:
            return needs_drop(tcx, param_env, made)
    if cls is k.DynTy:
        return True
    return not is_copy(tcx, param_env, ty)


def _adt_needs_drop(tcx: Any, param_env: Any, ty: k.AdtTy) -> bool:
    memo = ty.memo
    if memo is None:
        memo = ty.memo = {}
    cacheable = not ty.flags & (k.HAS_PARAM | k.HAS_INFER | k.HAS_PLACEHOLDER)
    if cacheable and "needs drop" in memo:
        return memo["needs drop"]  # type: ignore[no-any-return]
    adt = tcx.adt_def(ty.def_id)
    if "manually_drop" in adt.flags or "phantom_data" in adt.flags:
        return False
    if ty.flags & k.HAS_LOCAL and tcx.is_local(ty.def_id) and is_copy(tcx, param_env, ty):
        return False
    if "box" in adt.flags or tcx.adt_destructor(ty.def_id) is not None:
        return True
    if adt.kind == "union":
        return False
    if memo.get("needs drop running"):
        return False  # a recursive type: what else it holds decides
    memo["needs drop running"] = True
    found = any(
        needs_drop(tcx, param_env, field_ty(tcx, param_env, field.def_id, ty.args))
        for variant in adt.variants
        for field in variant.fields
    )
    del memo["needs drop running"]
    if cacheable:
        memo["needs drop"] = found
    return found


def field_ty(tcx: Any, param_env: Any, field: DefId, args: k.GenericArgs) -> k.Ty:
    """The type of a field of an ADT applied to `args`, normalised."""
    ty = tcx.subst(tcx.type_of(field), args)
    if ty.flags & k.HAS_ALIAS:
        ty = normalize_erasing_regions(tcx, param_env, ty)
    return ty  # type: ignore[no-any-return]


def is_uninhabited(tcx: Any, param_env: Any, ty: k.Ty, module_of: DefId | None) -> bool:
    """Whether the type visibly has no value."""
    cls = type(ty)
    if ty is intern.NEVER:
        return True
    if cls is k.TupleTy:
        return any(is_uninhabited(tcx, param_env, elem, module_of) for elem in ty.elems)  # type: ignore[attr-defined]
    if cls is k.ArrayTy:
        length = ty.length  # type: ignore[attr-defined]
        nonempty = type(length) is k.ValueConst and length.value > 0
        return nonempty and is_uninhabited(tcx, param_env, ty.ty, module_of)  # type: ignore[attr-defined]
    if cls is not k.AdtTy:
        return False
    return _adt_is_uninhabited(tcx, param_env, ty, module_of)  # type: ignore[arg-type]


def _adt_is_uninhabited(tcx: Any, param_env: Any, ty: k.AdtTy, module_of: DefId | None) -> bool:
    memo = ty.memo
    if memo is None:
        memo = ty.memo = {}
    if memo.get("inhabited"):
        return False
    adt = tcx.adt_def(ty.def_id)
    if adt.kind == "union":
        return False
    memo["inhabited"] = True  # a recursive type is taken to be inhabited while it is asked about

    def empty(variant: Any) -> bool:
        return any(
            (field.vis is None or tcx.is_local(field.def_id))
            and is_uninhabited(tcx, param_env, field_ty(tcx, param_env, field.def_id, ty.args), module_of)
            for field in variant.fields
        )

    found = all(empty(variant) for variant in adt.variants)
    if found or ty.flags & (k.HAS_PARAM | k.HAS_INFER):
        memo.pop("inhabited", None)
    return found
