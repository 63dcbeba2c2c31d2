"""Whether something that was not found is missing from our stubs only: then the program is unsupported, not wrong."""

from __future__ import annotations

from typing import Any

from rustmem.std import surface
from rustmem.traits.builtin import trait_flags
from rustmem.traits.fast_reject import simplify_type
from rustmem.ty import kind as k

_PAGES: dict[type, tuple[str, str]] = {
    k.StrTy: ("str", "str"),
    k.BoolTy: ("bool", "bool"),
    k.CharTy: ("char", "char"),
    k.SliceTy: ("slice", "[]"),
    k.ArrayTy: ("array", "[;]"),
    k.RawPtrTy: ("pointer", "*const"),
    k.FnPtrTy: ("fn", "fn"),
    k.FnDefTy: ("fn", "fn"),
    k.NeverTy: ("never", "!"),
}


def page_of(tcx: Any, ty: k.Ty) -> tuple[Any, str] | None:
    """(what documents the type, how impl headers name it); None if the type is not the library's."""
    match ty:
        case k.AdtTy(def_id=def_id):
            return (def_id, tcx.item_name(def_id)) if def_id < tcx.base else None
        case k.IntTy(name=name) | k.FloatTy(name=name):
            return name, name
        case k.InferTy(kind="int"):
            return "i32", "i32"
        case k.InferTy(kind="float"):
            return "f64", "f64"
        case k.RefTy(mutbl=mutbl):
            return "reference", "&mut" if mutbl == "mut" else "&"
        case k.TupleTy(elems=elems):
            return ("tuple" if elems else "unit"), "tuple"
    return _PAGES.get(type(ty))


def method_gap(fcx: Any, name: str, tys: list[k.Ty], traits: Any) -> str | None:
    """`Vec::spare_capacity_mut`, if the real library has that method and the stubs do not."""
    tcx = fcx.tcx
    for ty in tys:
        page = page_of(tcx, ty)
        if page is not None and name in surface.method_names(tcx, page[0]):
            if not _stub_has(tcx, ty, name):
                return f"`{page[1]}::{name}`"
    for trait in traits:
        if trait < tcx.base and name in surface.trait_item_names(tcx, trait):
            if not any(item.name == name for item in tcx.associated_items(trait)):
                return f"`{tcx.item_name(trait)}::{name}`"
    return None


def _stub_has(tcx: Any, ty: k.Ty, name: str) -> bool:
    key = simplify_type(ty)
    if isinstance(ty, k.InferTy):
        key = "i32" if ty.kind == "int" else "f64"
    return any(item.name == name for impl in tcx.inherent_impls_of(key) for item in tcx.associated_items(impl))


def impl_gap(fcx: Any, trait_ref: k.TraitRef) -> str | None:
    """`impl From<..> for Rc`, if the real library has more impls of the trait for the type than the stubs."""
    tcx = fcx.tcx
    trait = trait_ref.def_id
    if trait >= tcx.base:
        return None
    flags = trait_flags(tcx, trait)
    if flags.auto or flags.builtin is not None and flags.builtin not in ("clone", "copy"):
        return None
    self_ty = fcx.resolve(trait_ref.args[0])
    page = page_of(tcx, self_ty)
    if page is None:
        return None
    name = tcx.item_name(trait)
    real = surface.impl_count(tcx, name, page[0], page[1])
    if not real:
        return None
    impls = tcx.trait_impls_of(trait).by_type
    if isinstance(self_ty, k.TupleTy):
        known = len([key for key in impls if isinstance(key, tuple) and key and key[0] == "tuple"])
        return f"an impl of `{name}` for tuples" if not known else None
    key = simplify_type(self_ty)
    if isinstance(self_ty, k.InferTy):
        key = page[1]
    known = len(impls.get(key, ()))
    if known >= real or flags.builtin in ("clone", "copy") and known == 0:
        return None
    return f"an impl of `{name}` for `{page[1]}`"
