"""Where a `'static` requirement comes from: an impl for `dyn Trait`, which is for `dyn Trait + 'static` where nothing is said."""

from __future__ import annotations

from typing import Any

from rustmem.borrowck.context import BorrowckContext
from rustmem.borrowck.hir_search import walk
from rustmem.borrowck.region_suggest import fn_of_region, param_with_region
from rustmem.borrowck.universal_regions import STATIC
from rustmem.source.diag import Diag, MultiSpan
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.instance import resolve_associated
from rustmem.ty import kind as k
from rustmem.ty.walk import parts_of


def used_impl_requires_static(cx: BorrowckContext, diag: Diag, info: Any) -> None:
    """A method called on a trait object whose impl is for the `'static` one (`maybe_suggest_constrain_dyn_trait_impl`)."""
    fn = info.category.data if info.category.kind == "call argument" else None
    region = cx.namer.to_error_region(info.fr)
    if info.outlived_fr != STATIC or type(fn) is not k.FnDefTy or region is None:
        return
    found = fn_of_region(cx, region)
    param = param_with_region(cx, *found, region) if found is not None else None
    if param is None:
        return
    traits = _object_traits(param[1])
    called = _called(cx, fn, traits)
    if called is None:
        return
    name, self_ty = called
    for trait in traits:
        for span in _implicitly_static(cx, self_ty, trait):
            labels = (
                (span, "this has an implicit `'static` lifetime requirement"),
                (name, "calling this method introduces the `impl`'s `'static` requirement"),
            )
            diag.span_note(MultiSpan((span,), labels), "the used `impl` has a `'static` requirement")
            said = "consider relaxing the implicit `'static` requirement"
            diag.suggest(said, (span.shrink_to_hi(), " + '_"), applicability="MaybeIncorrect", style="show-always")


def _object_traits(ty: Any) -> list[DefId]:
    """The traits of the trait objects in a type."""
    found: list[DefId] = []
    stack = [ty]
    while stack:
        at = stack.pop()
        if type(at) is k.DynTy:
            found += [p.value.def_id for p in at.preds if type(p.value) is k.ExistentialTraitRef]
        else:
            stack.extend(reversed(list(parts_of(at))))
    return list(dict.fromkeys(found))


def _called(cx: BorrowckContext, fn: k.FnDefTy, traits: list[DefId]) -> tuple[Span, Any] | None:
    """(the name of the method that runs, the self type of its impl as written)."""
    tcx = cx.tcx
    def_id, parent = fn.def_id, tcx.parent(fn.def_id)
    if parent is None or tcx.def_kind(fn.def_id) != "assoc fn":
        return None
    if tcx.def_kind(parent) == "trait":
        args = tuple(tcx.erase_regions(cx.checker.infcx.resolve_vars_if_possible(arg)) for arg in fn.args)
        made = resolve_associated(tcx, cx.param_env, def_id, args)
        if made is not None:
            def_id, parent = made[0], tcx.parent(made[0])
    if not tcx.is_local(def_id) or parent is None:
        return None
    name = tcx.ident_span(def_id)
    if tcx.def_kind(parent) == "impl":
        return name, tcx.hir(parent).self_ty
    # Defined in the trait: the impl that asks is looked for.
    for item in walk(tcx.crate, into_items=True):
        if not isinstance(item, ast.ImplItem) or item.trait_ref is None:
            continue
        header = tcx.impl_header(tcx.def_id_of(item)).trait_ref
        if header is not None and header.def_id == parent and all(_implicitly_static(cx, item.self_ty, t) for t in traits):
            return name, item.self_ty
    return None


def _implicitly_static(cx: BorrowckContext, written: Any, trait: DefId) -> list[Span]:
    """Bounds on `trait` in trait objects of a type as written that name no lifetime."""
    found = []
    for node in walk(written):
        if isinstance(node, ast.TraitObjectTy) and not any(isinstance(b, ast.OutlivesBound) for b in node.bounds):
            for bound in node.bounds:
                res = cx.tcx.full_res(bound.path) if isinstance(bound, ast.TraitBound) else None
                if getattr(res, "def_id", None) == trait:
                    found.append(bound.span)
    return found
