"""What the machine asks the type system: normal forms, impls, layouts, attributes."""

from __future__ import annotations

from typing import Any

from rustmem.interp.errors import NotModelled
from rustmem.source.index import DefId
from rustmem.traits.elaborate import EMPTY_ENV
from rustmem.traits.instance import resolve_associated
from rustmem.traits.layout import LayoutError, layout_of
from rustmem.traits.queries import normalize_erasing_regions
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

CLOSURE_KINDS = {"i8": "fn", "i16": "fn_mut", "i32": "fn_once"}


class Queries:
    """Answers for monomorphic types, remembered for the run."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self._normal: dict[Any, Any] = {}
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

    def closure_kind(self, ty: k.ClosureTy) -> str:
        return CLOSURE_KINDS[ty.args[-3].name]  # type: ignore[union-attr]

    def impl_item(self, item: DefId, args: k.GenericArgs) -> tuple[DefId, k.GenericArgs]:
        """The constant or function that implements a trait's `item` for these arguments, and its arguments."""
        found = resolve_associated(self.tcx, EMPTY_ENV, item, args)
        if found is None:
            raise NotModelled(f"finding the implementation of `{self.tcx.item_name(item)}`")
        return found[0], tuple(self.normalize(self.tcx.erase_regions(a)) for a in found[1])

    def is_track_caller(self, def_id: DefId) -> bool:
        found = self._track.get(def_id)
        if found is None:
            found = self._track[def_id] = self._is_track_caller(def_id)
        return found

    def _is_track_caller(self, def_id: DefId) -> bool:
        tcx = self.tcx
        if tcx.def_kind(def_id) not in ("fn", "assoc fn"):
            return False
        attrs = tcx.attrs(def_id)
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
            try:
                layout = layout_of(self.tcx, ty)
            except LayoutError:
                raise NotModelled("the size of a type") from None
            found = self._layouts[ty] = (layout.size, layout.align)
        return found

    def type_name(self, ty: Any) -> str:
        """As `std::any::type_name` says it."""
        return type_name(self.tcx, ty)


def type_name(tcx: TyCtxt, ty: Any) -> str:
    match ty:
        case k.IntTy() | k.FloatTy():
            return ty.name
        case k.BoolTy():
            return "bool"
        case k.CharTy():
            return "char"
        case k.StrTy():
            return "str"
        case k.NeverTy():
            return "!"
        case k.RefTy():
            return f"&{'mut ' if ty.mutbl == 'mut' else ''}{type_name(tcx, ty.ty)}"
        case k.RawPtrTy():
            return f"*{'mut' if ty.mutbl == 'mut' else 'const'} {type_name(tcx, ty.ty)}"
        case k.SliceTy():
            return f"[{type_name(tcx, ty.ty)}]"
        case k.ArrayTy():
            return f"[{type_name(tcx, ty.ty)}; {getattr(ty.length, 'value', '_')}]"
        case k.TupleTy():
            inside = ", ".join(type_name(tcx, t) for t in ty.elems)
            return f"({inside},)" if len(ty.elems) == 1 else f"({inside})"
        case k.AdtTy() | k.FnDefTy():
            args = [type_name(tcx, a) for a in ty.args if isinstance(a, k.Ty)]
            args += [str(a.value) for a in ty.args if isinstance(a, k.ValueConst)]
            return path_name(tcx, ty.def_id) + (f"<{', '.join(args)}>" if args else "")
        case k.ClosureTy():
            return path_name(tcx, ty.def_id)
        case k.DynTy():
            names = [path_name(tcx, p.value.def_id) for p in ty.preds if type(p.value) is not k.ExistentialProjection]
            return "dyn " + " + ".join(names)
        case k.FnPtrTy():
            sig = ty.sig.value
            inside = ", ".join(type_name(tcx, t) for t in sig.inputs)
            out = "" if type(sig.output) is k.TupleTy and not sig.output.elems else f" -> {type_name(tcx, sig.output)}"
            return f"fn({inside}){out}"
        case _:
            pass
    return "_"


def path_name(tcx: TyCtxt, def_id: DefId) -> str:
    """A definition's path with its crate."""
    parts = []
    at: DefId | None = def_id
    while at is not None:
        name = "{{closure}}" if tcx.def_kind(at) == "closure" else tcx.item_name(at)
        if name and tcx.def_kind(at) not in ("ctor", "impl"):
            parts.append(name)
        at = tcx.parent(at)
    if tcx.is_local(def_id) and (not parts or parts[-1] != "main" or len(parts) == 1):
        parts.append("main")
    return "::".join(reversed(parts))
