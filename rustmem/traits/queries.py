"""Questions about types that other floors ask: is it Copy, is it Sized, does it implement that trait, its destructor."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP
from rustmem.traits import project
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import EMPTY_ENV, supertrait_def_ids
from rustmem.traits.evaluation import AMBIG, OK, OverflowFound
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Cause, Obligation
from rustmem.traits.select import SelectionContext
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv

_INFER = k.HAS_TY_INFER | k.HAS_CT_INFER
_NO_CAUSE = Cause(DUMMY_SP, None)

# ---- in an inference context ----


def evaluate(infcx: InferCtxt, param_env: ParamEnv, predicate: k.Binder) -> int:
    """`evaluation.OK`, `AMBIG` or `ERR`; inference is left as it was."""
    try:
        return SelectionContext(infcx).evaluate_root(Obligation(predicate, param_env, _NO_CAUSE))
    except OverflowFound:
        return 3


def predicate_may_hold(infcx: InferCtxt, param_env: ParamEnv, predicate: k.Binder) -> bool:
    return evaluate(infcx, param_env, predicate) <= AMBIG


def predicate_must_hold(infcx: InferCtxt, param_env: ParamEnv, predicate: k.Binder) -> bool:
    """rustc's `predicate_must_hold_modulo_regions`."""
    return evaluate(infcx, param_env, predicate) == OK


def trait_goal(tcx: TyCtxt, trait: DefId, args: k.GenericArgs) -> k.Binder:
    return tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, args)))


def type_implements_trait(infcx: InferCtxt, trait: DefId, args: k.GenericArgs, param_env: ParamEnv) -> int:
    """The answer of evaluation for `args[0]: trait<args[1..]>`."""
    return evaluate(infcx, param_env, trait_goal(infcx.tcx, trait, args))


# ---- about types without variables ----


def holds(tcx: TyCtxt, param_env: ParamEnv, trait: DefId | None, ty: k.Ty) -> bool:
    """Whether `ty: trait` surely holds; remembered on the type where the environment cannot matter."""
    if trait is None:
        return False
    key: tuple[Any, ...]
    generic = ty.flags & (k.HAS_TY_PARAM | k.HAS_CT_PARAM | k.HAS_PLACEHOLDER | k.HAS_BOUND)
    if generic:
        cache, key = tcx.cache("holds in env"), (ty, trait, param_env)
    elif ty.flags & k.HAS_LOCAL:
        cache, key = tcx.cache("holds"), (ty, trait)
    else:
        cache, key = _HOLDS, (ty, trait)
    found = cache.get(key)
    if found is None:
        erased = tcx.erase_regions(ty)
        infcx = InferCtxt(tcx)
        if ty.flags & k.HAS_ALIAS:
            erased = normalize_erasing_regions(tcx, param_env, erased)
        answer = evaluate(infcx, param_env, trait_goal(tcx, trait, (erased,)))
        found = answer == OK
        if not ty.flags & _INFER:
            cache[key] = found
    return found


_HOLDS: dict[Any, bool] = {}
_ALWAYS_COPY = {k.IntTy, k.FloatTy, k.BoolTy, k.CharTy, k.NeverTy, k.RawPtrTy, k.FnDefTy, k.FnPtrTy, k.ErrorTy}
_NEVER_COPY = {k.StrTy, k.SliceTy, k.DynTy, k.ForeignTy}
_ALWAYS_SIZED = _ALWAYS_COPY | {k.RefTy, k.ArrayTy, k.ClosureTy}


def is_copy(tcx: TyCtxt, param_env: ParamEnv, ty: Any) -> bool:
    """rustc's `type_is_copy_modulo_regions`."""
    cls = type(ty)
    if cls in _ALWAYS_COPY:
        return True
    if cls is k.RefTy:
        return bool(ty.mutbl == "not")
    if cls in _NEVER_COPY:
        return False
    if cls is k.TupleTy:
        return all(is_copy(tcx, param_env, elem) for elem in ty.elems)
    return holds(tcx, param_env, tcx.lang_items.get("copy"), ty)


def is_sized(tcx: TyCtxt, param_env: ParamEnv, ty: Any) -> bool:
    cls = type(ty)
    if cls in _ALWAYS_SIZED:
        return True
    if cls is k.StrTy or cls is k.SliceTy or cls is k.DynTy or cls is k.ForeignTy:
        return False
    return holds(tcx, param_env, tcx.lang_items.get("sized"), ty)


def is_freeze(tcx: TyCtxt, param_env: ParamEnv, ty: Any) -> bool:
    """Whether `ty` has no interior mutability outside indirection: no UnsafeCell by value."""
    cls = type(ty)
    if cls in _ALWAYS_COPY or cls is k.RefTy or cls is k.StrTy:
        return True
    if cls is k.ArrayTy or cls is k.SliceTy:
        return is_freeze(tcx, param_env, ty.ty)
    if cls is k.TupleTy:
        return all(is_freeze(tcx, param_env, elem) for elem in ty.elems)
    if cls is k.ClosureTy:
        upvars = ty.args[-1]
        return type(upvars) is k.TupleTy and is_freeze(tcx, param_env, upvars)
    if cls is k.AdtTy:
        return _adt_is_freeze(tcx, param_env, ty)
    if cls is k.AliasTy:
        made = normalize_erasing_regions(tcx, param_env, ty)
        return made is not ty and is_freeze(tcx, param_env, made)
    freeze = tcx.lang_items.get("freeze")
    return freeze is not None and holds(tcx, param_env, freeze, ty)


def _adt_is_freeze(tcx: TyCtxt, param_env: ParamEnv, ty: k.AdtTy) -> bool:
    if ty.memo is None:
        ty.memo = {}
    key = "freeze"
    found = ty.memo.get(key)
    if found is None or ty.flags & k.HAS_PARAM:
        adt = tcx.adt_def(ty.def_id)
        if "unsafe_cell" in adt.flags:
            return False
        if "phantom_data" in adt.flags:
            return True
        ty.memo[key] = True  # a recursive type asks for itself behind an indirection that Freeze sees through
        found = all(is_freeze(tcx, param_env, tcx.subst(tcx.type_of(f.def_id), ty.args)) for v in adt.variants for f in v.fields)
        ty.memo[key] = found
    return found


def normalize_erasing_regions(tcx: TyCtxt, param_env: ParamEnv, value: Any, reveal_all: bool = False) -> Any:
    """`value` with regions erased and every projection that can be resolved replaced."""
    value = tcx.erase_regions(value)
    if not value.flags & k.HAS_ALIAS:
        return value
    cache = tcx.cache("normalize erasing regions")
    key = (value, param_env, reveal_all)
    found = cache.get(key)
    if found is None:
        infcx = InferCtxt(tcx, reveal_all=reveal_all)
        out: list[Obligation] = []
        try:
            made = project.normalize(SelectionContext(infcx), param_env, _NO_CAUSE, value, out)
            if made.flags & _INFER or out:
                from rustmem.traits.fulfill import FulfillmentCtxt

                fulfill = FulfillmentCtxt(infcx)
                fulfill.register_obligations(out)
                fulfill.select_where_possible()
                made = infcx.resolve_vars_if_possible(made)
            found = value if made.flags & _INFER else made
        except OverflowFound:
            found = value
        cache[key] = found
    return found


# ---- providers ----


def adt_destructor(tcx: TyCtxt, def_id: DefId) -> DefId | None:
    """The `drop` method of the ADT's Drop impl."""
    drop = tcx.lang_items.get("drop")
    if drop is None:
        return None
    impls = tcx.trait_impls_of(drop).by_type.get(def_id, ())
    for impl in impls:
        for item in tcx.associated_items(impl):
            if item.kind == "fn":
                return item.def_id
    return None


def is_dyn_compatible(tcx: TyCtxt, def_id: DefId) -> bool:
    from rustmem.traits.dyn_compatibility import violations

    return not any(violations(tcx, at) for at in supertrait_def_ids(tcx, def_id))


def provide(providers: dict[str, Any]) -> None:
    """Installs the queries that this floor answers."""
    from rustmem.traits.builtin import adt_sized_constraint, trait_def

    providers["trait_def"] = trait_def
    providers["adt_destructor"] = adt_destructor
    providers["is_dyn_compatible"] = is_dyn_compatible
    providers["adt_sized_constraint"] = adt_sized_constraint


__all__ = [
    "EMPTY_ENV", "adt_destructor", "evaluate", "holds", "is_copy", "is_dyn_compatible", "is_freeze", "is_sized",
    "normalize_erasing_regions", "predicate_may_hold", "predicate_must_hold", "provide", "trait_flags", "trait_goal",
    "type_implements_trait",
]  # fmt: skip
