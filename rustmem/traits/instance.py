"""Which function a call reaches once all types are known (rustc's `Instance::resolve`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.source.node import node, replace
from rustmem.traits import builtin
from rustmem.traits.builtin import trait_flags
from rustmem.traits.elaborate import EMPTY_ENV
from rustmem.traits.infer import InferCtxt
from rustmem.traits.needs_drop import needs_drop
from rustmem.traits.project import impl_item_of
from rustmem.traits.queries import normalize_erasing_regions
from rustmem.traits.select import SelectionContext
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.generics import ParamEnv


@node
class Instance:
    """`kind`: `item`; `virtual` (look up the method for the type behind the pointer, the first argument);
    `closure once` (a by-reference closure called by value); `fn ptr` (`args[0]` is a function item or pointer, called
    through an Fn trait); `drop glue` (of `args[0]`); `no drop`; `clone` (of `args[0]`, part by part)."""

    kind: str
    def_id: DefId
    args: k.GenericArgs


def mono(tcx: TyCtxt, value: Any, args: k.GenericArgs) -> Any:
    """`value` of a generic body with its parameters replaced by `args`, aliases resolved, regions erased."""
    return normalize_erasing_regions(tcx, EMPTY_ENV, tcx.subst(value, args), reveal_all=True)


def resolve(tcx: TyCtxt, def_id: DefId, args: k.GenericArgs) -> Instance | None:
    """The instance that a call of `def_id` with concrete `args` runs; None if there is none (an unsatisfied bound)."""
    args = tuple(tcx.erase_regions(arg) for arg in args)
    cache = tcx.cache("instances")
    key = (def_id, args)
    found = cache.get(key, cache)
    if found is cache:
        found = cache[key] = _resolve(tcx, def_id, args)
    return found  # type: ignore[no-any-return]


def _resolve(tcx: TyCtxt, def_id: DefId, args: k.GenericArgs) -> Instance | None:
    row = tcx.defs.table[def_id]
    if row.kind == "assoc fn" and row.parent is not None and tcx.defs.table[row.parent].kind == "trait":
        return _trait_method(tcx, def_id, row.parent, args)
    if tcx.is_lang_item(def_id, "drop_in_place"):
        return drop_instance(tcx, args[0])  # type: ignore[arg-type]
    return Instance("item", def_id, args)


def drop_instance(tcx: TyCtxt, ty: k.Ty) -> Instance:
    kind = "drop glue" if needs_drop(tcx, ty) else "no drop"
    return Instance(kind, tcx.lang_item("drop_in_place") or DefId(0), (ty,))


def _select(tcx: TyCtxt, param_env: ParamEnv, trait: DefId, args: k.GenericArgs) -> Any:
    """The ImplSource of `args[0]: trait<…>` with its arguments resolved; None if it does not hold."""
    from rustmem.traits.fulfill import FulfillmentCtxt

    infcx = InferCtxt(tcx, reveal_all=True)
    goal = tcx.binder(tcx.trait_predicate(tcx.trait_ref(trait, args)))
    source = SelectionContext(infcx).select_source(goal, param_env)
    if source is None:
        return None
    if source.kind == "impl" and any(arg.flags & k.HAS_INFER for arg in source.args):
        fulfill = FulfillmentCtxt(infcx)
        fulfill.register_obligations(source.nested)
        fulfill.select_where_possible()
        return replace(source, args=tuple(infcx.resolve_vars_if_possible(arg) for arg in source.args))
    return source


def resolve_associated(
    tcx: TyCtxt, param_env: ParamEnv, def_id: DefId, args: k.GenericArgs
) -> tuple[DefId, k.GenericArgs] | None:
    """The definition of a trait's constant or function for `args`, and its arguments: the impl's, or the default."""
    trait = tcx.parent(def_id)
    assert trait is not None
    count = tcx.generics_of(trait).count
    source = _select(tcx, param_env, trait, args[:count])
    if source is None or source.kind != "impl":
        return None
    item = impl_item_of(tcx, source.impl_def_id, def_id)
    if item is None:
        return (def_id, args) if tcx.associated_item(def_id).has_value else None
    return item, (*source.args, *args[count:])


def _trait_method(tcx: TyCtxt, def_id: DefId, trait: DefId, args: k.GenericArgs) -> Instance | None:
    count = tcx.generics_of(trait).count
    self_ty: Any = args[0]
    source = _select(tcx, EMPTY_ENV, trait, args[:count])
    if source is None:
        return None
    if source.kind == "impl":
        item = impl_item_of(tcx, source.impl_def_id, def_id)
        if item is None:
            return Instance("item", def_id, args)
        made = tuple(normalize_erasing_regions(tcx, EMPTY_ENV, arg, reveal_all=True) for arg in source.args)
        return Instance("item", item, (*made, *args[count:]))
    if source.builtin == "object":
        return Instance("virtual", def_id, args)
    name = trait_flags(tcx, trait).builtin
    if name in builtin.FN_KINDS:
        return _call(tcx, def_id, name, self_ty, args)
    if name == "clone" and tcx.item_name(def_id) == "clone":
        return Instance("clone", def_id, (self_ty,))
    return Instance("item", def_id, args)


def _call(tcx: TyCtxt, def_id: DefId, name: str, self_ty: Any, args: k.GenericArgs) -> Instance:
    """`call`, `call_mut` or `call_once` of a closure, function item or function pointer."""
    if type(self_ty) is k.ClosureTy:
        kind = builtin.CLOSURE_KINDS.get(self_ty.args[-3], 0)
        once = builtin.FN_KINDS[name] == 2 and kind != 2
        return Instance("closure once" if once else "item", self_ty.def_id, self_ty.args)
    return Instance("fn ptr", def_id, (self_ty, *args[1:]))
