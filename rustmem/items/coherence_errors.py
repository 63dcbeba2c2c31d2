"""The words of coherence errors (rustc_hir_analysis::coherence)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes
from rustmem.ty.print import trait_ref_str, ty_str

ORPHAN = "for more information see https://doc.rust-lang.org/reference/items/implementations.html#orphan-rules"
ORPHAN_DETAILS = "for more details about the orphan rules, see <https://doc.rust-lang.org/reference/items/implementations.html?highlight=orphan#orphan-rules>"


def conflicting_implementations(tcx: TyCtxt, common: k.TraitRef, impl: DefId, earlier: DefId) -> Diag:
    """E0119; `common` is what both impls are for."""
    self_ty = common.args[0]
    has_self = not isinstance(self_ty, (k.ParamTy, k.InferTy))
    shown = ty_str(tcx, self_ty)
    name = trait_ref_str(tcx, common)
    suffix = f" for type `{shown}`" if has_self else ""
    span = tcx.def_span(impl)
    diag = error(f"conflicting implementations of trait `{name}`{suffix}", span, "E0119")
    if tcx.is_local(earlier):
        diag.label(tcx.def_span(earlier), "first implementation here")
        diag.label(span, f"conflicting implementation{f' for `{shown}`' if has_self else ''}")
        if self_ty.flags & k.HAS_TY_PARAM:
            diag.not_modelled("the type for which impls conflict")
        return diag
    theirs = tcx.impl_header(earlier)
    node: ast.ImplItem = tcx.hir(earlier)
    row = tcx.defs[earlier]
    at: DefId | None = earlier
    while at is not None and tcx.parent(at) is not None:
        at = tcx.parent(at)
    crate = tcx.item_name(at) if at is not None else "core"
    del theirs, row
    diag.note(f"conflicting implementation in crate `{crate}`:\n{impl_header_text(tcx, earlier, node)}")
    if node.generics.where_clause or any(isinstance(p, ast.TypeParam) and p.bounds for p in node.generics.params):
        diag.not_modelled("the bounds of a library impl")
    return diag


def positive_and_negative(tcx: TyCtxt, trait: DefId, impl: DefId, earlier: DefId) -> Diag:
    """E0751."""
    header = tcx.impl_header(impl)
    assert header.trait_ref is not None
    shown = ty_str(tcx, header.trait_ref.args[0])
    negative, positive = (impl, earlier) if header.polarity == "negative" else (earlier, impl)
    span = tcx.def_span(impl)
    diag = error(
        f"found both positive and negative implementation of trait `{trait_ref_str(tcx, header.trait_ref)}` for type `{shown}`:",
        span,
        "E0751",
    )
    for which, word in ((negative, "negative"), (positive, "positive")):
        if tcx.is_local(which):
            diag.label(tcx.def_span(which), f"{word} implementation here")
        else:
            diag.not_modelled("an impl of the library")
    return diag


def impl_header_text(tcx: TyCtxt, impl: DefId, node: ast.ImplItem) -> str:
    """`- impl<T> Trait for T`."""
    header = tcx.impl_header(impl)
    assert header.trait_ref is not None
    params = [p.ident.name for p in node.generics.params]
    generics = f"<{', '.join(params)}>" if params else ""
    text = f"- impl{generics} {trait_ref_str(tcx, header.trait_ref)} for {ty_str(tcx, header.trait_ref.args[0])}"
    from rustmem.items.impl_errors import predicate_text

    wheres = []
    sized = tcx.lang_item("sized")
    maybe = [
        p.ident.name
        for p in node.generics.params
        if isinstance(p, ast.TypeParam) and any(isinstance(b, ast.TraitBound) and b.modifier == "?" for b in p.bounds)
    ]
    for clause, _ in tcx.predicates_of(impl).predicates:
        if isinstance(clause.value, k.TraitPredicate) and clause.value.trait_ref.def_id != sized:
            wheres.append(predicate_text(tcx, clause.value))
    wheres += [f"{m}: ?Sized" for m in maybe]
    if wheres:
        text += f"\n  where {', '.join(wheres)}"
    return text + ";"


def explicit_impl_not_permitted(tcx: TyCtxt, trait: DefId, impl: DefId) -> Diag:
    span = tcx.def_span(impl)
    name = tcx.item_name(trait)
    return error(f"explicit impls for the `{name}` trait are not permitted", span, "E0322").label(
        span, f"impl of `{name}` not allowed"
    )


def manual_fn_impl(tcx: TyCtxt, trait: DefId, impl: DefId) -> Diag:
    span = tcx.def_span(impl)
    name = tcx.item_name(trait)
    return (
        error(f"manual implementations of `{name}` are experimental", span, "E0183")
        .label(span, f"manual implementations of `{name}` are experimental")
        .help("add `#![feature(unboxed_closures)]` to the crate attributes to enable")
        .not_modelled("the unstable Fn traits")
    )


def not_unsafe(tcx: TyCtxt, trait: DefId, node: ast.ImplItem, span: Span) -> Diag:
    name = tcx.item_name(trait)
    diag = error(f"implementing the trait `{name}` is not unsafe", span, "E0199")
    return diag.suggest(
        "remove `unsafe` from this trait implementation",
        (Span(span.lo, span.lo + len("unsafe "), span.ctxt), ""),
        style="show-always",
    )


def needs_unsafe(tcx: TyCtxt, trait: DefId, node: ast.ImplItem, span: Span) -> Diag:
    name = tcx.item_name(trait)
    diag = error(f"the trait `{name}` requires an `unsafe impl` declaration", span, "E0200")
    diag.note(
        f"the trait `{name}` enforces invariants that the compiler can't check. Review the trait documentation and make sure this implementation "
        "upholds those invariants before adding the `unsafe` keyword"
    )
    return diag.suggest(
        "add `unsafe` to this trait implementation",
        (span.shrink_to_lo(), "unsafe "),
        applicability="MaybeIncorrect",
        style="show-always",
    )


def drop_on_wrong_item(span: Span, is_dyn: bool) -> Diag:
    diag = error("the `Drop` trait may only be implemented for local structs, enums, and unions", span, "E0120")
    return diag.label(span, "must be a struct, enum, or union in the current crate")


def drop_specialized(tcx: TyCtxt, impl: DefId, ty: k.AdtTy) -> Diag:
    """E0366."""
    span = tcx.def_span(impl)
    adt = tcx.adt_def(ty.def_id)
    diag = error("`Drop` impls cannot be specialized", span, "E0366")
    bad = next((a for a in ty.args if not isinstance(a, (k.ParamTy, k.ReEarlyParam, k.ParamConst))), None)
    if bad is None:
        diag.not_modelled("a parameter that is mentioned twice")
    else:
        diag.note(f"`{ty_str(tcx, bad)}` is not a generic parameter")
    return diag.span_note(
        tcx.def_span(ty.def_id),
        f"use the same sequence of generic lifetime, type and const parameters as the {adt.kind} definition",
    )


def drop_stricter(tcx: TyCtxt, impl: DefId, ty: k.AdtTy, clause: Any, span: Span) -> Diag:
    """E0367."""
    from rustmem.items.impl_errors import predicate_text

    adt = tcx.adt_def(ty.def_id)
    shown = predicate_text(tcx, clause.value)
    diag = error(f"`Drop` impl requires `{shown}` but the {adt.kind} it is implemented for does not", span, "E0367")
    return diag.span_note(tcx.def_span(ty.def_id), "the implementor must specify the same requirement")


def copy_on_non_adt(span: Span) -> Diag:
    return error("the trait `Copy` cannot be implemented for this type", span, "E0206").label(
        span, "type is not a structure or enumeration"
    )


def copy_on_type_with_non_copy_fields(tcx: TyCtxt, impl: DefId, span: Span, bad: list[tuple[Span, Any]], env: Any) -> Diag:
    diag = error("the trait `Copy` cannot be implemented for this type", span, "E0204")
    for where, ty in bad:
        diag.label(where, "this field does not implement `Copy`")
        if ty.flags & k.HAS_TY_PARAM:
            diag.not_modelled("the bounds that `Copy` would need")
    self_ty = tcx.type_of(impl)
    if isinstance(self_ty, k.AdtTy) and not tcx.is_local(self_ty.def_id):
        diag.not_modelled("the fields of a library type")
    return diag


def copy_on_type_with_dtor(span: Span, drop: Span) -> Diag:
    diag = error("the trait `Copy` cannot be implemented for this type; the type has a destructor", span, "E0184")
    diag.label(span, "`Copy` not allowed on types with destructors")
    return diag.span_note(drop, "destructor declared here")


# ---- orphans ----


def only_current_crate(tcx: TyCtxt, impl: DefId, trait: DefId, non_local: list[tuple[k.Ty, bool]]) -> Diag:
    """E0117."""
    node: ast.ImplItem = tcx.hir(impl)
    self_ty = tcx.type_of(impl)
    match self_ty:
        case k.AdtTy():
            message = "only traits defined in the current crate can be implemented for types defined outside of the crate"
        case k.DynTy() | k.ParamTy() | k.AliasTy():
            message = "only traits defined in the current crate can be implemented for arbitrary types"
        case k.RefTy() | k.SliceTy() | k.TupleTy() | k.ArrayTy() | k.RawPtrTy() | k.FnPtrTy():
            message = "only traits defined in the current crate can be implemented for arbitrary types"
        case _:
            message = "only traits defined in the current crate can be implemented for primitive types"
    span = tcx.def_span(impl)
    diag = error(message, span, "E0117")
    for ty, is_self in non_local:
        where = node.self_ty.span if is_self else node.trait_ref.span if node.trait_ref is not None else span
        diag.label(where, not_local_text(tcx, ty))
    diag.note("impl doesn't have any local type before any uncovered type parameters")
    diag.note(ORPHAN)
    diag.note("define and implement a trait or new type instead")
    if any(not is_self for _, is_self in non_local) or isinstance(self_ty, (k.RefTy, k.RawPtrTy)):
        diag.not_modelled("where several types of an orphan impl stand")
    return diag


def not_local_text(tcx: TyCtxt, ty: k.Ty) -> str:
    tail = "is not defined in the current crate"
    match ty:
        case k.SliceTy():
            return "this is not defined in the current crate because slices are always foreign"
        case k.ArrayTy():
            return "this is not defined in the current crate because arrays are always foreign"
        case k.TupleTy():
            return "this is not defined in the current crate because tuples are always foreign"
        case k.RawPtrTy():
            return f"`{ty_str(tcx, ty)}` is not defined in the current crate because raw pointers are always foreign"
        case k.AdtTy(def_id=def_id):
            return f"`{tcx.item_name(def_id)}` {tail}"
        case _:
            return f"`{ty_str(tcx, ty)}` {tail}"


def uncovered_type_parameter(tcx: TyCtxt, impl: DefId, param: k.ParamTy, local: k.Ty | None) -> Diag:
    """E0210."""
    p = next(p for p in tcx.generics_of(impl).params if p.name == param.name)
    span = tcx.ident_span(p.def_id)
    if local is not None:
        message = f"type parameter `{param.name}` must be covered by another type when it appears before the first local type (`{ty_str(tcx, local)}`)"
        diag = error(message, span, "E0210").label(span, message)
        diag.note(
            "implementing a foreign trait is only possible if at least one of the types for which it is implemented is local, and no uncovered type parameters appear before that first local type"
        )
        return diag.note(
            "in this case, 'before' refers to the following order: `impl<..> ForeignTrait<T1, ..., Tn> for T0`, where `T0` is the first and `Tn` is the last"
        )
    message = (
        f"type parameter `{param.name}` must be used as the type parameter for some local type (e.g., `MyStruct<{param.name}>`)"
    )
    diag = error(message, span, "E0210").label(span, message.split(" (e.g.")[0])
    diag.note("implementing a foreign trait is only possible if at least one of the types for which it is implemented is local")
    return diag.note("only traits defined in the current crate can be implemented for a type parameter")


# ---- inherent impls ----


def inherent_foreign(tcx: TyCtxt, impl: DefId, ty: k.Ty, span: Span) -> Diag:
    diag = error("cannot define inherent `impl` for a type outside of the crate where the type is defined", span, "E0116")
    diag.label(span, "impl for type defined outside of crate")
    diag.help(
        "consider defining a trait and implementing it for the type or using a newtype wrapper like `struct MyType(ExternalType);` and implement it"
    )
    diag.note(ORPHAN_DETAILS)
    node: ast.ImplItem = tcx.hir(impl)
    res = tcx.full_res(node.self_ty.path) if isinstance(node.self_ty, ast.PathTy) else None
    if isinstance(res, DefRes) and res.kind == "type alias":
        from rustmem.items.wf_errors import full_path

        alias = res.def_id
        diag.span_note(
            tcx.def_span(alias),
            f"`{full_path(tcx, alias)}` does not define a new type, only an alias of `{ty_str(tcx, tcx.type_of(alias))}` defined here",
        )
    return diag


def inherent_dyn(span: Span) -> Diag:
    diag = error("cannot define inherent `impl` for a type outside of the crate where the type is defined", span, "E0116")
    diag.label(span, "impl for type defined outside of crate")
    return diag.note("define and implement a trait or new type instead").not_modelled(
        "an inherent impl of a foreign trait object"
    )


def inherent_nominal(span: Span) -> Diag:
    return (
        error("no nominal type found for inherent implementation", span, "E0118")
        .label(span, "impl requires a nominal type")
        .note("either implement a trait on it or create a newtype to wrap it instead")
    )


def inherent_primitive(tcx: TyCtxt, ty: k.Ty, span: Span) -> Diag:
    diag = error("cannot define inherent `impl` for primitive types", span, "E0390")
    diag.help("consider using an extension trait instead")
    if isinstance(ty, k.RefTy):
        shown = ty_str(tcx, ty.ty)
        diag.note(f"you could also try moving the reference to uses of `{shown}` (such as `self`) within the implementation")
    return diag


def duplicate_definitions(tcx: TyCtxt, name: str, mine: DefId, other: DefId) -> Diag:
    span, old = tcx.def_span(mine), tcx.def_span(other)
    diag = error(f"duplicate definitions with name `{name}`", span, "E0592")
    diag.label(span, f"duplicate definitions for `{name}`")
    return diag.label(old, f"other definition for `{name}`")
