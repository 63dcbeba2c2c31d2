"""Which types do implement a trait (rustc's `report_similar_impl_candidates`)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, MultiSpan
from rustmem.traits.builtin import trait_flags
from rustmem.ty import kind as k
from rustmem.ty.print import trait_ref_str, ty_str


def report(fcx: Any, diag: Diag, trait_ref: k.TraitRef, root: k.Binder) -> None:
    tcx = fcx.tcx
    trait = trait_ref.def_id
    self_ty = fcx.resolve(trait_ref.args[0])
    if trait_flags(tcx, trait).auto or tcx.is_lang_item(trait, "sized"):
        return
    if isinstance(self_ty, k.InferTy) and tcx.item_name(trait) in _NUMERIC and trait < tcx.base:
        _all_numbers(tcx, diag, trait)
        return
    impls = all_impls(tcx, trait)
    if not impls:
        if trait >= tcx.base:
            diag.span_help(tcx.def_span(trait), "this trait has no implementations, consider adding one")
        elif not _is_named(tcx, trait):
            diag.not_modelled("impls of a trait of the library")
        return
    candidates = [i for i in impls if similar(tcx, self_ty, i[1].args[0])]
    if not candidates:
        if _is_named(tcx, trait) or trait < tcx.base and _is_operator(tcx, trait):
            if trait < tcx.base and not isinstance(self_ty, k.AdtTy):
                diag.not_modelled("impls of a trait of the library")
            _root_candidates(fcx, diag, root, trait)
            return
        candidates = [i for i in impls if not isinstance(i[1].args[0], k.ParamTy)]
        candidates.sort(key=lambda i: f"<{ty_str(tcx, i[1].args[0])} as {trait_ref_str(tcx, i[1])}>")
    if not candidates:
        return
    exact = [i for i in candidates if tcx.erase_regions(i[1]) is tcx.trait_ref(trait, (i[1].args[0], *trait_ref.args[1:]))]
    candidates = exact or candidates
    if any(impl < tcx.base for impl, _ in candidates):
        diag.not_modelled("impls of the library")
        if (
            len(trait_ref.args) == 1
            and len(candidates) > 4
            and all(isinstance(header.args[0], (k.IntTy, k.FloatTy)) for _, header in candidates)
        ):
            _several(
                tcx, diag, trait, sorted(candidates, key=lambda each: trait_ref_str(tcx, each[1]) + ty_str(tcx, each[1].args[0]))
            )
        return
    if len(candidates) == 1:
        impl, header = candidates[0]
        text = (
            (f"the trait `{trait_ref_str(tcx, header)}` ", "plain"), ("is", "highlight"), (" implemented for `", "plain"),
            (ty_str(tcx, header.args[0]), "highlight"), ("`", "plain"),
        )  # fmt: skip
        diag.span_help(tcx.def_span(impl), text)
        return
    _several(tcx, diag, trait, candidates)


_NUMERIC = frozenset(("Add", "Sub", "Mul", "Div", "Rem"))


def _all_numbers(tcx: Any, diag: Diag, trait: Any) -> None:
    """An operator on a number of no known type: every number implements it, four times, by value and by reference."""
    name = tcx.item_name(trait)
    lines = "".join(f"\n  `&{f}` implements `{name}<{f}>`\n  `&{f}` implements `{name}`" for f in ("f128", "f16", "f32", "f64"))
    numbers = 16
    diag.help(f"the following other types implement trait `{name}<Rhs>`:{lines}\nand {4 * numbers - 8} others")


def _root_candidates(fcx: Any, diag: Diag, root: k.Binder, trait: Any) -> None:
    if type(root.value) is k.TraitPredicate and root.value.trait_ref.args[0] is not None:
        top = fcx.resolve(root.value.trait_ref.args[0])
        if root.value.trait_ref.def_id == trait and isinstance(top, k.AdtTy) and top.def_id < fcx.tcx.base:
            diag.not_modelled("impls of the library")


def _several(tcx: Any, diag: Diag, trait: Any, candidates: list[Any]) -> None:
    identity = tcx.trait_ref(trait, tcx.identity_args(trait))
    name = trait_ref_str(tcx, identity)
    traits = {trait_ref_str(tcx, header) for _, header in candidates}
    types = {header.args[0] for _, header in candidates}
    head = f"the following other types implement trait `{name}`"
    if len(types) == 1:
        head = f"`{ty_str(tcx, candidates[0][1].args[0])}` implements trait `{name}`"

    def text(header: k.TraitRef, quoted: bool) -> str:
        mark = "`" if quoted else ""
        if len(traits) == 1:
            return f"{mark}{ty_str(tcx, header.args[0])}{mark}"
        if len(types) == 1:
            return f"{mark}{trait_ref_str(tcx, header)}{mark}"
        return f"`{ty_str(tcx, header.args[0])}` implements `{trait_ref_str(tcx, header)}`"

    if len(candidates) < 5:
        spans = tuple(tcx.def_span(impl) for impl, _ in candidates)
        labels = tuple((tcx.def_span(impl), text(header, True)) for impl, header in candidates)
        diag.span_help(MultiSpan(spans, labels), head)
        return
    end = len(candidates) if len(candidates) <= 9 else 8
    lines = "".join(f"\n  {text(header, False)}" for _, header in candidates[:end])
    rest = f"\nand {len(candidates) - 8} others" if len(candidates) > 9 else ""
    diag.help(f"{head}:{lines}{rest}")


def all_impls(tcx: Any, trait: Any) -> list[tuple[Any, k.TraitRef]]:
    """Positive impls with their headers, in the order of definition."""
    table = tcx.trait_impls_of(trait)
    found = list(table.blanket)
    for impls in table.by_type.values():
        found.extend(impls)
    made = []
    for impl in sorted(found):
        header = tcx.impl_header(impl)
        if header.polarity == "positive" and header.trait_ref is not None:
            made.append((impl, header.trait_ref))
    return made


def _is_named(tcx: Any, trait: Any) -> bool:
    return trait in tcx.diagnostic_items.values()


def _is_operator(tcx: Any, trait: Any) -> bool:
    return trait in tcx.lang_items.values()


def similar(tcx: Any, a: k.Ty, b: k.Ty) -> bool:
    """rustc's `fuzzy_match_tys`: types of one kind are alike, ADTs only if the same."""
    a, b = _peel(a), _peel(b)
    if isinstance(a, k.ParamTy) or isinstance(b, k.ParamTy):
        return False
    cat_a, cat_b = _category(tcx, a), _category(tcx, b)
    if cat_a is None or cat_b is None or cat_a != cat_b:
        return False
    if isinstance(a, k.AdtTy) and isinstance(b, k.AdtTy):
        return a.def_id == b.def_id
    return True


def _peel(ty: k.Ty) -> k.Ty:
    while isinstance(ty, (k.RefTy, k.RawPtrTy)):
        ty = ty.ty
    return ty


_CATEGORY = {
    k.BoolTy: 0, k.CharTy: 1, k.StrTy: 2, k.IntTy: 4, k.FloatTy: 4, k.ArrayTy: 6, k.SliceTy: 6, k.FnDefTy: 7, k.FnPtrTy: 8,
    k.DynTy: 9, k.ClosureTy: 10, k.TupleTy: 11, k.ParamTy: 12, k.AdtTy: 13, k.ForeignTy: 14, k.NeverTy: 15,
}  # fmt: skip


def _category(tcx: Any, ty: k.Ty) -> int | None:
    if isinstance(ty, k.InferTy):
        return {"int": 4, "float": 4}.get(ty.kind)
    if isinstance(ty, k.AdtTy):
        return 2 if tcx.is_lang_item(ty.def_id, "String") else 13
    return _CATEGORY.get(type(ty))
