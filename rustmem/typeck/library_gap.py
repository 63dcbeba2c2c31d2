"""Whether something that was not found is missing from our stubs only: then the program is unsupported, not wrong."""

from __future__ import annotations

from typing import Any

from rustmem.source.index import DefId
from rustmem.std import surface
from rustmem.syntax import ast
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


COMPLETE = frozenset(("FromResidual", "Pattern", "Searcher", "ReverseSearcher", "DoubleEndedSearcher"))
"""Traits whose stable impls the stubs all have; what the real library has besides, no stable program can meet."""


_OF_FN_POINTERS = frozenset(("PartialEq", "Eq", "PartialOrd", "Ord", "Hash", "Debug", "Pointer"))
"""Traits that the library implements for all `F: FnPtr`."""


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
        case _:
            pass
    return _PAGES.get(type(ty))


def all_traits(tcx: Any) -> tuple[DefId, ...]:
    """Every trait of the library and of the program (rustc's `all_traits`)."""
    own = range(tcx.base, len(tcx.defs.table))
    return *tcx.library_traits(), *[d for d in map(DefId, own) if tcx.def_kind(d) == "trait"]


def method_gap(fcx: Any, name: str, tys: list[k.Ty], traits: Any) -> str | None:
    """`Vec::spare_capacity_mut`, if the real library has that method and the stubs do not."""
    tcx = fcx.tcx
    for ty in tys:
        page = page_of(tcx, ty)
        if page is not None and surface.method_count(tcx, page[0], name) > _stub_count(tcx, ty, name):
            return f"`{page[1]}::{name}`"
    objects = [p.value.def_id for ty in tys if isinstance(ty, k.DynTy) for p in ty.preds if hasattr(p.value, "def_id")]
    for trait in (*traits, *(t for t in objects if tcx.def_kind(t) == "trait")):
        if trait < tcx.base and name in surface.trait_item_names(tcx, trait):
            if not any(item.name == name for item in tcx.associated_items(trait)):
                return f"`{tcx.item_name(trait)}::{name}`"
    return None


def _stub_count(tcx: Any, ty: k.Ty, name: str) -> int:
    key = simplify_type(ty)
    if isinstance(ty, k.InferTy):
        key = "i32" if ty.kind == "int" else "f64"
    return sum(item.name == name for impl in tcx.inherent_impls_of(key) for item in tcx.associated_items(impl))


def impl_gap(fcx: Any, trait_ref: k.TraitRef) -> str | None:
    """`impl From<..> for Rc`, if the real library has more impls of the trait for the type than the stubs."""
    tcx = fcx.tcx
    trait = trait_ref.def_id
    if trait >= tcx.base:
        return None
    flags = trait_flags(tcx, trait)
    if tcx.item_name(trait) in COMPLETE:
        return None
    if flags.auto or flags.builtin is not None and flags.builtin not in ("clone", "copy"):
        return None
    self_ty = fcx.resolve(trait_ref.args[0])
    name = tcx.item_name(trait)
    if isinstance(self_ty, k.FnPtrTy) and name in _OF_FN_POINTERS:
        return f"an impl of `{name}` for function pointers"
    page = page_of(tcx, self_ty)
    impls = tcx.trait_impls_of(trait).by_type
    if page is None:
        return None
    for arg in trait_ref.args[1:]:
        gap = _gap_by_argument(fcx, name, page[1], impls.get(simplify_type(self_ty), ()), arg)
        if gap is not None:
            return gap
    if isinstance(self_ty, k.RefTy):
        return _gap_of_reference(fcx, name, self_ty, impls.get(simplify_type(self_ty), ()))
    real = surface.impl_count(tcx, name, page[0], page[1])
    if not real:
        return None
    if isinstance(self_ty, k.TupleTy):
        known = sum(len(found) for key, found in impls.items() if isinstance(key, tuple) and key and key[0] == "tuple")
        return None if known >= real or not _counted_exactly(name) and known else f"an impl of `{name}` for tuples"
    key = simplify_type(self_ty)
    if isinstance(self_ty, k.InferTy):
        key = page[1]
    known = len(impls.get(key, ()))
    if known >= real or flags.builtin in ("clone", "copy") and known == 0:
        return None
    return f"an impl of `{name}` for `{page[1]}`"


def _gap_of_reference(fcx: Any, name: str, ty: k.RefTy, impls: Any) -> str | None:
    """An impl for `&T` stands on the page of `T`."""
    tcx = fcx.tcx
    inner = fcx.resolve(ty.ty)
    page = page_of(tcx, inner)
    head = "&mut" if ty.mutbl == "mut" else "&"
    if page is None or isinstance(inner, k.RefTy):
        return None
    real = surface.impl_count(tcx, name, page[0], head)
    key = "i32" if isinstance(inner, k.InferTy) and inner.kind == "int" else simplify_type(inner)
    known = 0
    for impl in impls:
        theirs = tcx.impl_header(impl).trait_ref.args[0]
        if isinstance(theirs, k.RefTy) and simplify_type(theirs.ty) == key:
            known += 1
    return None if known >= real else f"an impl of `{name}` for `{head}{page[1]}`"


def call_gap(fcx: Any, expr: Any) -> str | None:
    """A call of a library trait's function (`Arc::from`) whose impl the stubs may lack, so that another was chosen."""
    callee = (
        fcx.resolve(fcx.results.types[expr.func]) if isinstance(expr, ast.CallExpr) and expr.func in fcx.results.types else None
    )
    if not isinstance(callee, k.FnDefTy):
        return None
    trait = fcx.tcx.parent(callee.def_id)
    if trait is None or trait >= fcx.tcx.base or fcx.tcx.def_kind(trait) != "trait":
        return None
    count = fcx.tcx.generics_of(trait).count
    return impl_gap(fcx, fcx.tcx.trait_ref(trait, callee.args[:count]))


def _counted_exactly(name: str) -> bool:
    """Traits of tuples whose impls rustdoc lists one for each arity."""
    return name == "From"


def _gap_by_argument(fcx: Any, name: str, head: str, impls: Any, arg: Any) -> str | None:
    """An impl that rustdoc shows at a type argument: `impl PartialEq<Cow<str>> for &str` stands at `Cow`."""
    tcx = fcx.tcx
    arg = fcx.resolve(arg)
    if not isinstance(arg, k.AdtTy) or arg.def_id >= tcx.base:
        return None
    real = surface.impl_count(tcx, name, arg.def_id, head)
    if not real:
        return None
    known = 0
    for impl in impls:
        for theirs in tcx.impl_header(impl).trait_ref.args[1:]:
            if isinstance(theirs, k.AdtTy) and theirs.def_id == arg.def_id:
                known += 1
    return None if known >= real else f"an impl of `{name}<{tcx.item_name(arg.def_id)}<..>>` for `{head}`"
