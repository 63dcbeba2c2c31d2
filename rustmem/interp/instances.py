"""What a call means once the types are known: rustc's `Instance::resolve`, in the cases a run tells apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rustmem.interp.errors import NotModelled
from rustmem.source.index import DefId
from rustmem.traits.instance import resolve
from rustmem.ty import kind as k

if TYPE_CHECKING:
    from rustmem.interp.machine import Machine

FN_TRAITS = ("fn", "fn_mut", "fn_once")


class Instance:
    """A function for known types. One object for each (kind, definition, arguments)."""

    __slots__ = ("kind", "def_id", "args", "path", "rust_call", "ty", "local")

    def __init__(self, kind: str, def_id: DefId, args: k.GenericArgs) -> None:
        self.kind = kind
        """`item`: it has a body. `intrinsic`: Python, by `path`. `closure`: a closure's body, called through a Fn
        trait. `virtual`: found in a vtable. `fn ptr`, `fn def`: a Fn trait's method of a function. `ctor`, `clone`,
        `drop glue`: made from types. `nothing`: no effect."""
        self.def_id = def_id
        self.args = args
        self.path = ""
        self.rust_call = False
        self.ty: Any = None
        self.local = False

    def __repr__(self) -> str:
        return f"Instance({self.kind}, {self.def_id}, {self.path})"


class Instances:
    """Resolves callees for one machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.tcx = machine.tcx
        self._resolved: dict[tuple[Any, ...], Instance] = {}
        self._made: dict[tuple[Any, ...], Instance] = {}
        self._paths: dict[DefId, str] = {}
        lang = self.tcx.lang_items
        self._fn_methods: dict[DefId, str] = {}
        for name in FN_TRAITS:
            trait = lang.get(name)
            if trait is not None:
                for item in self.tcx.associated_items(trait):
                    if item.kind == "fn":
                        self._fn_methods[item.def_id] = name
        self._drop_in_place = lang.get("drop_in_place")

    def make(self, kind: str, def_id: DefId, args: k.GenericArgs) -> Instance:
        key = (kind, def_id, args)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Instance(kind, def_id, args)
            found.local = self.tcx.is_local(def_id) or any(a.flags & k.HAS_LOCAL for a in args)
        return found

    def resolve(self, def_id: DefId, args: k.GenericArgs) -> Instance:
        key = (def_id, args)
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = self._resolve(def_id, args)
        return found

    def _resolve(self, def_id: DefId, args: k.GenericArgs) -> Instance:
        """Maps what trait selection found to what the machine does."""
        tcx = self.tcx
        if def_id == self._drop_in_place:
            return self.make("drop glue", def_id, args)
        fn_trait = def_id in self._fn_methods
        found = resolve(tcx, def_id, args)
        if found is None:
            raise NotModelled(f"finding the implementation of `{tcx.item_name(def_id)}`")
        self_ty: Any = args[0] if args else None
        match found.kind:
            case "virtual":
                made = self.make("virtual", def_id, args)
                made.rust_call = fn_trait
            case "closure once":
                made = self.make("closure", found.def_id, (*found.args, _ONCE))
                made.ty = self_ty
            case "fn ptr":
                if type(self_ty) is k.FnDefTy:
                    return self.make("fn def", self_ty.def_id, self_ty.args)
                made = self.make("fn ptr", def_id, args)
            case "clone":
                made = self.make("clone", def_id, args)
                made.ty = self_ty
            case "drop glue" | "no drop":
                return self.make("drop glue", def_id, args)
            case _:
                if tcx.def_kind(found.def_id) == "closure":
                    made = self.make("closure", found.def_id, found.args)
                    made.ty = self_ty
                else:
                    made = self.item(found.def_id, found.args)
                    made.rust_call = fn_trait
        return made

    def item(self, def_id: DefId, args: k.GenericArgs) -> Instance:
        tcx = self.tcx
        kind = tcx.def_kind(def_id)
        if kind == "ctor":
            return self.make("ctor", def_id, args)
        if kind == "closure":
            return self.make("item", def_id, args)
        path = self.path(def_id)
        body = getattr(tcx.hir(def_id), "body", None)
        intrinsic = body is None or self.machine.overrides(path)
        made = self.make("intrinsic" if intrinsic else "item", def_id, args)
        made.path = path
        if path == "core::ptr::drop_in_place":
            return self.make("drop glue", def_id, args)
        return made

    # -- names of intrinsics --

    def path(self, def_id: DefId) -> str:
        """`core::mem::swap`, or `int::pow`, `float::sqrt`, `ptr::add`, `slice::len`, `str::len` for methods of
        primitive types, `Vec::push` for other inherent methods, `Clone::clone for i32` in trait impls."""
        found = self._paths.get(def_id)
        if found is None:
            found = self._paths[def_id] = self._path(def_id)
        return found

    def _path(self, def_id: DefId) -> str:
        tcx = self.tcx
        parts: list[str] = []
        at: DefId | None = def_id
        while at is not None:
            kind = tcx.def_kind(at)
            if kind == "impl":
                header = tcx.impl_header(at)
                self_ty = tcx.type_of(at)
                if header is not None and header.trait_ref is not None:
                    return f"{tcx.item_name(header.trait_ref.def_id)}::{parts[-1]} for {_family(tcx, self_ty)}"
                return f"{_family(tcx, self_ty)}::{'::'.join(reversed(parts))}"
            if kind == "foreign mod":
                return "extern::" + parts[-1]
            name = tcx.item_name(at)
            if name:
                parts.append(name)
            at = tcx.parent(at)
        return "::".join(reversed(parts))


def _family(tcx: Any, ty: Any) -> str:
    match ty:
        case k.IntTy():
            return "int"
        case k.FloatTy():
            return "float"
        case k.RawPtrTy():
            return "ptr"
        case k.SliceTy():
            return "slice"
        case k.StrTy():
            return "str"
        case k.CharTy():
            return "char"
        case k.BoolTy():
            return "bool"
        case k.ArrayTy():
            return "array"
        case k.AdtTy():
            return tcx.item_name(ty.def_id)  # type: ignore[no-any-return]
        case k.RefTy():
            return "&" + _family(tcx, ty.ty)
        case k.TupleTy():
            return "tuple"
        case k.DynTy():
            return "dyn"
        case _:
            pass
    return type(ty).__name__


class _Marker:
    """Stands in the arguments of the instance that calls a closure by value through its body by reference."""

    flags = 0


_ONCE: Any = _Marker()


def is_once_shim(args: tuple[Any, ...]) -> bool:
    return bool(args) and args[-1] is _ONCE


__all__ = ["Instance", "Instances", "NotModelled", "is_once_shim"]
