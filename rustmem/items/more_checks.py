"""Receivers, unions, layouts, privacy of associated types, lifetimes of results (rustc_hir_analysis::check)."""

from __future__ import annotations

from typing import Any

from rustmem.items.predicates import required_by
from rustmem.items.result_lifetimes import parts
from rustmem.source.diag import Diag, error
from rustmem.source.index import DefId
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.elaborate import predicates_with_spans
from rustmem.traits.queries import is_copy
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.intern import RE_STATIC
from rustmem.ty.print import ty_str

RECEIVERS = "`self`, `&self`, `&mut self`, `self: Box<Self>`, `self: Rc<Self>`, `self: Arc<Self>`, or `self: Pin<P>` (where P is one of the previous types except `Self`)"
SMART = ("owned_box", "Rc", "Arc", "pin")


def check_receiver(tcx: TyCtxt, def_id: DefId, node: ast.FnItem) -> None:
    """E0307, E0801: the type of `self`."""
    if not node.sig.inputs or node.sig.inputs[0].self_kind != "typed":
        return
    parent = tcx.parent(def_id)
    assert parent is not None
    self_ty = tcx.param(0, "Self") if tcx.def_kind(parent) == "trait" else tcx.type_of(parent)
    written = tcx.fn_sig(def_id).value.inputs[0]
    at: Any = written
    span = node.sig.inputs[0].ty.span
    while at is not self_ty:
        match at:
            case k.ErrorTy():
                return
            case k.RefTy(ty=inner):
                at = inner
            case k.AdtTy(def_id=adt, args=args) if _smart(tcx, adt):
                at = args[0]
            case k.ParamTy():
                tcx.emit(generic_receiver(tcx, at, span), def_id)
                return
            case k.AdtTy() | k.AliasTy() | k.DynTy():
                if _same_head(at, self_ty):
                    return
                if _derefs(tcx, at):
                    tcx.unsupported("this type of `self`", span, def_id)
                    return
                tcx.emit(invalid_receiver(tcx, written, span), def_id)
                return
            case _:
                tcx.emit(invalid_receiver(tcx, written, span), def_id)
                return


def _smart(tcx: TyCtxt, adt: DefId) -> bool:
    return any(tcx.is_lang_item(adt, name) or tcx.is_diagnostic_item(adt, name) for name in SMART)


def _same_head(at: Any, self_ty: Any) -> bool:
    """Equal up to lifetimes."""
    return isinstance(at, k.AdtTy) and isinstance(self_ty, k.AdtTy) and at.def_id == self_ty.def_id


def _derefs(tcx: TyCtxt, ty: Any) -> bool:
    deref = tcx.lang_item("deref")
    if deref is None or not isinstance(ty, k.AdtTy):
        return not isinstance(ty, k.AdtTy)
    return bool(tcx.trait_impls_of(deref).by_type.get(ty.def_id))


def invalid_receiver(tcx: TyCtxt, ty: k.Ty, span: Span) -> Diag:
    diag = error(f"invalid `self` parameter type: `{ty_str(tcx, ty)}`", span, "E0307")
    return diag.note("type of `self` must be `Self` or a type that dereferences to it").help(f"consider changing to {RECEIVERS}")


def generic_receiver(tcx: TyCtxt, ty: k.Ty, span: Span) -> Diag:
    diag = error(f"invalid generic `self` parameter type: `{ty_str(tcx, ty)}`", span, "E0801")
    return diag.note("type of `self` must not be a method generic parameter type").help(
        f"use a concrete type such as {RECEIVERS}"
    )


# ---- unions and layouts ----


def check_union(tcx: TyCtxt, def_id: DefId, node: ast.UnionItem) -> None:
    """E0740: no field of a union needs to be dropped."""
    env = tcx.param_env(def_id)
    for field in node.data.fields:
        ty = tcx.type_of(tcx.def_id_of(field))
        if not ty.flags & k.HAS_ERROR and not _allowed(tcx, env, ty):
            tcx.emit(union_field(field), def_id)


def _allowed(tcx: TyCtxt, env: Any, ty: Any) -> bool:
    match ty:
        case k.RefTy():
            return True
        case k.TupleTy(elems=elems):
            return all(_allowed(tcx, env, e) for e in elems)
        case k.ArrayTy(ty=inner):
            return _allowed(tcx, env, inner)
        case k.AdtTy(def_id=adt) if tcx.is_lang_item(adt, "manually_drop"):
            return True
        case _:
            return bool(is_copy(tcx, env, ty))


def union_field(field: ast.FieldDef) -> Diag:
    diag = error("field must implement `Copy` or be wrapped in `ManuallyDrop<...>` to be used in a union", field.span, "E0740")
    diag.note(
        "union fields must not have drop side-effects, which is currently enforced via either `Copy` or `ManuallyDrop<...>`"
    )
    parts_ = ((field.ty.span.shrink_to_lo(), "std::mem::ManuallyDrop<"), (field.ty.span.shrink_to_hi(), ">"))
    return diag.suggest(
        "wrap the field type in `ManuallyDrop<...>`", *parts_, applicability="MaybeIncorrect", style="show-always"
    )


def check_packed(tcx: TyCtxt, def_id: DefId) -> None:
    """E0588: nothing aligned inside what is packed."""
    adt = tcx.adt_def(def_id)
    if "packed" not in adt.flags:
        return
    for variant in adt.variants:
        for field in variant.fields:
            ty = tcx.type_of(field.def_id)
            if isinstance(ty, k.AdtTy) and tcx.is_local(ty.def_id):
                tcx.unsupported("a type within a packed one", tcx.def_span(def_id), def_id)
                return


# ---- lifetimes that a definition must state ----


def check_outlives(tcx: TyCtxt, def_id: DefId, node: Any) -> None:
    """E0310: references that have to live for 'static to what may not."""
    known = {c.value for c, _ in predicates_with_spans(tcx, def_id)}
    variants = node.variants if isinstance(node, ast.EnumItem) else (node.data,)
    for variant in variants:
        for field in variant.fields:
            ty = tcx.type_of(tcx.def_id_of(field))
            for param in _static_needs(ty):
                if (
                    tcx.type_outlives(param, RE_STATIC) in known
                    or isinstance(param, k.ReEarlyParam)
                    and tcx.region_outlives(param, RE_STATIC) in known
                ):
                    continue
                if isinstance(param, k.ParamTy) and isinstance(ty, k.RefTy) and ty.ty is param:
                    tcx.emit(static_param(tcx, def_id, node, param, field, ty), def_id)
                else:
                    tcx.unsupported("a field that must live for 'static", field.ty.span, def_id)


def _static_needs(ty: Any) -> list[Any]:
    """Parameters below a `&'static`."""
    found: list[Any] = []
    stack: list[tuple[Any, bool]] = [(ty, False)]
    while stack:
        at, static = stack.pop()
        if static and isinstance(at, (k.ParamTy, k.ReEarlyParam)):
            found.append(at)
            continue
        if isinstance(at, (k.FnPtrTy, k.DynTy, k.AliasTy)):
            continue
        inner = static or isinstance(at, k.RefTy) and isinstance(at.region, k.ReStatic)
        stack.extend((p, inner) for p in parts(at))
    return found


def static_param(tcx: TyCtxt, def_id: DefId, node: Any, param: k.ParamTy, field: ast.FieldDef, ty: k.Ty) -> Diag:
    diag = error(f"the parameter type `{param.name}` may not live long enough", field.ty.span, "E0310")
    diag.label(field.ty.span, f"the parameter type `{param.name}` must be valid for the static lifetime...")
    diag.label(field.ty.span, f"...so that the reference type `{ty_str(tcx, ty)}` does not outlive the data it points at")
    own = next(p for p in node.generics.params if p.ident.name == param.name)
    if own.bounds:
        part = (own.bounds[-1].span.shrink_to_hi(), " + 'static")
    else:
        part = (own.ident.span.shrink_to_hi(), ": 'static")
    return diag.suggest("consider adding an explicit lifetime bound", part, applicability="MaybeIncorrect", style="show-always")


def check_assoc_outlives(tcx: TyCtxt, def_id: DefId, node: ast.TypeAlias) -> None:
    """E0491 and its kin: what an associated type's references require must follow from the impl's header."""
    parent = tcx.parent(def_id)
    assert parent is not None
    if tcx.def_kind(parent) != "impl" or node.ty is None:
        return
    required: dict[Any, Span] = {}
    required_by(tcx, tcx.type_of(def_id), node.span, required)
    if not required:
        return
    implied: dict[Any, Span] = {}
    header = tcx.impl_header(parent)
    for arg in header.trait_ref.args if header.trait_ref is not None else (tcx.type_of(parent),):
        if isinstance(arg, k.Ty):
            required_by(tcx, arg, node.span, implied)
    for clause, _ in (*predicates_with_spans(tcx, parent), *tcx.predicates_of(def_id).predicates):
        implied[clause] = node.span
    trait_item = tcx.associated_item(def_id).trait_item
    if trait_item is not None and tcx.generics_of(def_id).params:
        return
    if any(clause not in implied for clause in required):
        tcx.unsupported("lifetimes of an associated type that the impl does not promise", node.ty.span, def_id)


# ---- E0446 ----


def check_private_assoc(tcx: TyCtxt, def_id: DefId, node: ast.TypeAlias) -> None:
    """An associated type of a public trait for a public type names no private type."""
    parent = tcx.parent(def_id)
    assert parent is not None
    if tcx.def_kind(parent) != "impl":
        return
    header = tcx.impl_header(parent)
    if header.trait_ref is None or tcx.defs[header.trait_ref.def_id].vis is not None:
        return
    if any(_private(tcx, a) is not None for a in header.trait_ref.args):
        return
    hidden = _private(tcx, tcx.type_of(def_id))
    if hidden is None:
        return
    span = tcx.def_span(def_id)
    diag = error(f"private type `{ty_str(tcx, hidden)}` in public interface", span, "E0446").label(
        span, "can't leak private type"
    )
    diag.label(tcx.def_span(hidden.def_id), f"`{ty_str(tcx, hidden)}` declared as private")
    if tcx.defs[hidden.def_id].vis != _root(tcx):
        diag.not_modelled("how private the type is")
    tcx.emit(diag, def_id)


def _root(tcx: TyCtxt) -> Any:
    return tcx.crate_resolution.root.def_id


def _private(tcx: TyCtxt, ty: Any) -> Any:
    stack = [ty]
    while stack:
        at = stack.pop()
        if isinstance(at, k.AdtTy) and tcx.is_local(at.def_id) and tcx.defs[at.def_id].vis is not None:
            return at
        stack.extend(parts(at))
    return None
