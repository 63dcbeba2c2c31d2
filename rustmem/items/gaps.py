"""Definitions whose check is not built: where one of rustc's errors might arise, the answer says so.

Each function looks for the shape that the error needs; it may be wrong in one direction only, by finding too much.
"""

from __future__ import annotations

from typing import Any

from rustmem.items.result_lifetimes import parts
from rustmem.resolve.walk import children
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.syntax import ast
from rustmem.traits.elaborate import supertrait_def_ids
from rustmem.traits.fast_reject import simplify_type
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import def_path_str, ty_str

GROWTH = 64
"""Types that a definition may lead to before it is taken for one that never ends."""


def growing_type(tcx: TyCtxt, def_id: DefId) -> None:
    """E0320: a type that holds itself with ever larger arguments has no finite drop glue."""
    if not any(p.kind == "type" for p in tcx.generics_of(def_id).params):
        return
    seen: set[Any] = set()
    stack: list[Any] = [tcx.adt(def_id, tcx.identity_args(def_id))]
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        if len(seen) > GROWTH:
            tcx.unsupported("a type that holds itself with larger arguments", tcx.def_span(def_id), def_id)
            return
        if type(at) is k.AdtTy and tcx.is_local(at.def_id):
            for variant in tcx.adt_def(at.def_id).variants:
                stack.extend(tcx.erase_regions(tcx.subst(tcx.type_of(f.def_id), at.args)) for f in variant.fields)
        elif type(at) in (k.AdtTy, k.TupleTy, k.ArrayTy, k.SliceTy):
            stack.extend(p for p in parts(at) if isinstance(p, k.Ty))


def object_impl(tcx: TyCtxt, impl: DefId, node: ast.ImplItem, trait_ref: Any) -> None:
    """E0371: a trait object implements its trait, and those above it, by itself."""
    ty = tcx.type_of(impl)
    principal = ty.preds[0].value if type(ty) is k.DynTy and ty.preds else None
    if type(principal) is not k.ExistentialTraitRef or node.negative:
        return
    if trait_ref.def_id in supertrait_def_ids(tcx, principal.def_id):
        trait = def_path_str(tcx, trait_ref.def_id)
        message = f"the object type `{ty_str(tcx, ty)}` automatically implements the trait `{trait}`"
        diag = error(message, tcx.def_span(impl), "E0371")
        diag.label(tcx.def_span(impl), message[4:]).not_modelled("the words of an impl for its own object type")
        tcx.emit(diag, impl)


def unstable_trait(tcx: TyCtxt, impl: DefId, trait_ref: Any) -> None:
    """`Unsize` and its kin are the compiler's own (E0328, E0658)."""
    if not tcx.is_local(trait_ref.def_id) and tcx.item_name(trait_ref.def_id) in ("Unsize", "CoerceUnsized", "DispatchFromDyn"):
        tcx.unsupported("an impl of a trait of the compiler", tcx.def_span(impl), impl)


def self_requiring(tcx: TyCtxt, impl: DefId, trait_ref: Any) -> None:
    """E0275: an impl that asks for itself with a larger type never comes to an end."""
    mine: Any = trait_ref.args[0]
    for clause, span in tcx.predicates_of(impl).predicates:
        value = clause.value
        if type(value) is not k.TraitPredicate or value.trait_ref.def_id != trait_ref.def_id:
            continue
        theirs: Any = value.trait_ref.args[0]
        same = type(mine) is k.ParamTy or simplify_type(mine) == simplify_type(theirs)
        if same and size(theirs) > size(mine):
            tcx.unsupported("an impl that requires itself of a larger type", span, impl)


def size(ty: Any) -> int:
    """How many types a type is made of."""
    stack, count = [ty], 0
    while stack:
        at = stack.pop()
        count += isinstance(at, k.Ty)
        stack.extend(parts(at))
    return count


def self_projecting(tcx: TyCtxt, impl: DefId, assoc: DefId) -> None:
    """E0275: an associated type that is defined as itself."""
    seen: set[DefId] = set()
    stack: list[Any] = [tcx.type_of(assoc)]
    while stack:
        at = stack.pop()
        if type(at) is k.AliasTy and at.kind == "projection" and at.def_id not in seen:
            trait = tcx.parent(at.def_id)
            self_ty: Any = at.args[0]
            found = tcx.trait_impls_of(trait).by_type.get(simplify_type(self_ty), ()) if trait is not None else ()
            for other in found:
                if not tcx.is_local(other):
                    continue
                if other == impl and tcx.item_name(at.def_id) == tcx.item_name(assoc):
                    tcx.unsupported("an associated type that is defined by itself", tcx.def_span(assoc), assoc)
                    return
                seen.add(at.def_id)
                stack.extend(tcx.type_of(i.def_id) for i in tcx.associated_items(other) if i.kind == "type")
        stack.extend(parts(at))


def missing_gat_bounds(tcx: TyCtxt, trait: DefId, node: ast.TraitItem) -> None:
    """rustc asks for `where Self: 'a` on an associated type whose methods all borrow `Self` for `'a`."""
    for item in node.items:
        if not isinstance(item, ast.TypeAlias) or item.generics.where_clause:
            continue
        if any(isinstance(p, ast.LifetimeParam) for p in item.generics.params):
            used = [f for f in node.items if isinstance(f, ast.FnItem) and mentions(f.sig, item.ident.name)]
            if used:
                tcx.unsupported("a generic associated type without a `where` clause", item.span, trait)


def mentions(sig: ast.FnSig, name: str) -> bool:
    stack: list[Any] = [*(p.ty for p in sig.inputs), *([sig.output] if sig.output is not None else [])]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.PathSegment) and at.ident.name == name:
            return True
        stack.extend(children(at))
    return False


def assoc_type_bounds(tcx: TyCtxt, assoc: DefId, node: Any) -> None:
    """E0276: an impl may not ask more of an associated type's parameters than the trait does."""
    generics = node.generics
    bounded = [p for p in generics.params if p.bounds] or list(generics.where_clause)
    if bounded and any(not _only_lifetimes(b) for b in bounded):
        tcx.unsupported("bounds on an associated type in an impl", generics.span or node.span, assoc)


def _only_lifetimes(at: Any) -> bool:
    """`'a: 'b` and `Self: 'a`."""
    return all(isinstance(b, ast.OutlivesBound) for b in at.bounds)
