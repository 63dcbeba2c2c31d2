"""Whether dropping a value of a type does anything (rustc's `needs_drop`)."""

from __future__ import annotations

from typing import Any

from rustmem.traits.elaborate import EMPTY_ENV
from rustmem.traits.queries import is_copy, normalize_erasing_regions
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv

_NEVER = {
    k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.StrTy, k.NeverTy, k.RefTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy, k.ErrorTy,
    k.ForeignTy,
}  # fmt: skip
_GENERIC = k.HAS_TY_PARAM | k.HAS_CT_PARAM | k.HAS_PLACEHOLDER | k.HAS_BOUND
_KNOWN: dict[Any, bool] = {}


def needs_drop(tcx: TyCtxt, ty: Any, param_env: ParamEnv = EMPTY_ENV) -> bool:
    """Whether `ty` has a destructor or a part that has one."""
    cls = type(ty)
    if cls in _NEVER:
        return False
    if cls is k.DynTy:
        return True
    if cls is k.ParamTy or cls is k.PlaceholderTy or cls is k.InferTy or cls is k.BoundTy:
        return not is_copy(tcx, param_env, ty)
    if ty.flags & _GENERIC:
        table, key = tcx.cache("needs drop in env"), (ty, param_env)
    elif ty.flags & k.HAS_LOCAL:
        table, key = tcx.cache("needs drop"), ty
    else:
        table, key = _KNOWN, ty
    found = table.get(key)
    if found is None:
        table[key] = False  # a recursive type asks for itself; a destructor elsewhere in it decides
        found = table[key] = _compute(tcx, ty, param_env)
    return found


def _compute(tcx: TyCtxt, ty: Any, param_env: ParamEnv) -> bool:
    match ty:
        case k.ArrayTy(elem, length):
            return not (type(length) is k.ValueConst and length.value == 0) and needs_drop(tcx, elem, param_env)
        case k.SliceTy(elem):
            return needs_drop(tcx, elem, param_env)
        case k.TupleTy(elems):
            return any(needs_drop(tcx, elem, param_env) for elem in elems)
        case k.ClosureTy(args=args):
            upvars = args[-1]
            return type(upvars) is not k.TupleTy or needs_drop(tcx, upvars, param_env)
        case k.AdtTy():
            return _adt(tcx, ty, param_env)
        case k.AliasTy(kind):
            made = normalize_erasing_regions(tcx, param_env, ty, reveal_all=kind == "opaque")
            if made is not tcx.erase_regions(ty):
                return needs_drop(tcx, made, param_env)
            return not is_copy(tcx, param_env, ty)
        case _:
            pass
    return False


def _adt(tcx: TyCtxt, ty: k.AdtTy, param_env: ParamEnv) -> bool:
    adt = tcx.adt_def(ty.def_id)
    if "manually_drop" in adt.flags or "phantom_data" in adt.flags:
        return False
    if "box" in adt.flags or tcx.adt_destructor(ty.def_id) is not None:
        return True
    if adt.kind == "union":
        return False
    return any(needs_drop(tcx, field, param_env) for field in field_types(tcx, ty, param_env))


def field_types(tcx: TyCtxt, ty: k.AdtTy, param_env: ParamEnv) -> list[k.Ty]:
    """The types of all fields of all variants, projections resolved where they can be."""
    made = []
    for variant in tcx.adt_def(ty.def_id).variants:
        for field in variant.fields:
            field_ty = tcx.subst(tcx.type_of(field.def_id), ty.args)
            if field_ty.flags & k.HAS_ALIAS:
                field_ty = normalize_erasing_regions(tcx, param_env, field_ty)
            made.append(field_ty)
    return made
