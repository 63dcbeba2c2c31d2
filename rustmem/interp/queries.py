"""What the machine asks the type system: normal forms, impls, layouts, attributes."""

from __future__ import annotations

from typing import Any

from rustmem.interp.errors import NotModelled
from rustmem.source.index import DefId
from rustmem.source.span import DUMMY_SP
from rustmem.traits.elaborate import EMPTY_ENV, supertrait_def_ids
from rustmem.traits.fulfill import FulfillmentCtxt
from rustmem.traits.infer import InferCtxt
from rustmem.traits.obligation import Cause, ImplSource, Misc, Obligation
from rustmem.traits.project import impl_item_of
from rustmem.traits.queries import normalize_erasing_regions
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

CLOSURE_KINDS = {"i8": "fn", "i16": "fn_mut", "i32": "fn_once"}


class Queries:
    """Answers for monomorphic types, remembered for the run."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self._normal: dict[Any, Any] = {}
        self._methods: dict[Any, tuple[DefId, k.GenericArgs]] = {}
        self._layouts: dict[k.Ty, tuple[int, int]] = {}
        self._track: dict[DefId, bool] = {}

    def normalize(self, value: Any) -> Any:
        """Regions erased, projections and opaque types resolved, constants evaluated."""
        if not value.flags & (k.HAS_ALIAS | k.HAS_REGIONS):
            return value
        found = self._normal.get(value)
        if found is None:
            found = self._normal[value] = normalize_erasing_regions(self.tcx, EMPTY_ENV, value, reveal_all=True)
        return found

    def is_trait_of_object(self, ty: k.DynTy, trait: DefId) -> bool:
        for pred in ty.preds:
            if type(pred.value) is k.ExistentialTraitRef:
                return trait == pred.value.def_id or trait in supertrait_def_ids(self.tcx, pred.value.def_id)
        return False

    def has_builtin_clone(self, ty: Any) -> bool:
        return type(ty) in (k.TupleTy, k.ClosureTy, k.FnDefTy, k.FnPtrTy, k.NeverTy)

    def closure_kind(self, ty: k.ClosureTy) -> str:
        return CLOSURE_KINDS[ty.args[-3].name]  # type: ignore[union-attr]

    def impl_method(self, trait: DefId, method: DefId, args: k.GenericArgs) -> tuple[DefId, k.GenericArgs]:
        """The item that implements `method` (or another item) of `trait` for these arguments, and its arguments."""
        key = (method, args)
        found = self._methods.get(key)
        if found is None:
            found = self._methods[key] = self._impl_method(trait, method, args)
        return found

    def _impl_method(self, trait: DefId, method: DefId, args: k.GenericArgs) -> tuple[DefId, k.GenericArgs]:
        tcx = self.tcx
        count = tcx.generics_of(trait).count
        trait_ref = tcx.trait_ref(trait, args[:count])
        infcx = InferCtxt(tcx, reveal_all=True)
        fulfill = FulfillmentCtxt(infcx)
        cause = Cause(DUMMY_SP, DefId(0), Misc())
        goal = Obligation(tcx.binder(tcx.trait_predicate(trait_ref)), EMPTY_ENV, cause)
        source = fulfill.selcx.select(goal)
        if not isinstance(source, ImplSource):
            raise NotModelled(f"finding the implementation of `{tcx.item_name(trait)}`")
        if source.kind != "impl" or source.impl_def_id is None:
            return method, args
        fulfill.register_obligations(source.nested)
        fulfill.select_where_possible()
        item = impl_item_of(tcx, source.impl_def_id, method)
        if item is None:
            return method, args
        impl_args = tuple(self.normalize(tcx.erase_regions(infcx.resolve_vars_if_possible(a))) for a in source.args)
        return item, (*impl_args, *args[count:])

    def is_track_caller(self, def_id: DefId) -> bool:
        found = self._track.get(def_id)
        if found is None:
            found = self._track[def_id] = self._is_track_caller(def_id)
        return found

    def _is_track_caller(self, def_id: DefId) -> bool:
        tcx = self.tcx
        if tcx.def_kind(def_id) not in ("fn", "assoc fn"):
            return False
        attrs = getattr(tcx.hir(def_id), "attrs", ())
        if any(a.path == "track_caller" for a in attrs):
            return True
        if tcx.def_kind(def_id) == "assoc fn":
            item = tcx.associated_item(def_id)
            if item.trait_item is not None and item.trait_item != def_id:
                return self.is_track_caller(item.trait_item)
        return False

    def layout(self, ty: k.Ty) -> tuple[int, int]:
        """(size, alignment) in bytes."""
        found = self._layouts.get(ty)
        if found is None:
            found = self._layouts[ty] = self._layout(ty)
        return found

    def _layout(self, ty: Any) -> tuple[int, int]:
        from rustmem.traits.layout import size_and_align

        return size_and_align(self.tcx, ty)  # type: ignore[no-any-return]
