"""`transmute` between types of different sizes (E0512)."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.traits.layout import LayoutError, layout_of
from rustmem.traits.project import struct_tail
from rustmem.traits.queries import normalize_erasing_regions
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.print import ty_str
from rustmem.ty.walk import parts_of


def check_transmutes(tcx: TyCtxt, root: Any, results: Any) -> None:
    """Looks at every mention of `transmute` in a body."""
    for expr, ty in results.types.items():
        if (
            type(ty) is k.FnDefTy
            and ty.def_id < tcx.base
            and isinstance(expr, ast.Expr)
            and tcx.item_name(ty.def_id) == "transmute"
        ):
            check_transmute(tcx, root, expr.span, ty)


def check_transmute(tcx: TyCtxt, root: Any, span: Span, item: k.FnDefTy) -> None:
    env = tcx.param_env(root)
    source, target = (normalize_erasing_regions(tcx, env, arg) for arg in item.args[-2:])
    if (source.flags | target.flags) & k.HAS_ERROR:
        return
    if type(source) is k.FnDefTy:
        tcx.unsupported("`transmute` of a function item", span, root)
        return
    if (source.flags | target.flags) & (k.HAS_TY_PARAM | k.HAS_CT_PARAM | k.HAS_ALIAS):
        if not _same_pointers(tcx, source, target):
            tcx.unsupported("`transmute` of generic types", span, root)
        return
    try:
        sizes = layout_of(tcx, source).size, layout_of(tcx, target).size
    except LayoutError:
        tcx.unsupported("`transmute` of a type without a layout", span, root)
        return
    if sizes[0] == sizes[1]:
        return
    if _from_library(tcx, source) or _from_library(tcx, target):
        tcx.unsupported("`transmute` of a library type", span, root)
        return
    diag = error("cannot transmute between types of different sizes, or dependently-sized types", span, "E0512")
    diag.note(f"source type: `{ty_str(tcx, source)}` ({sizes[0] * 8} bits)")
    diag.note(f"target type: `{ty_str(tcx, target)}` ({sizes[1] * 8} bits)")
    tcx.emit(diag, root)


def _same_pointers(tcx: TyCtxt, source: Any, target: Any) -> bool:
    """Two pointers to what has the same unsized tail, or none, have one size whatever the parameters are."""
    if type(source) not in (k.RefTy, k.RawPtrTy) or type(target) not in (k.RefTy, k.RawPtrTy):
        return False
    a, b = (struct_tail(tcx, p.ty) for p in (source, target))
    return a is b


def _from_library(tcx: TyCtxt, ty: Any) -> bool:
    """Whether the size depends on a library type, whose fields the stubs may leave out."""
    if type(ty) in (k.RefTy, k.RawPtrTy, k.FnPtrTy):
        return False
    if type(ty) is k.AdtTy and ty.def_id < tcx.base:
        return tcx.item_name(ty.def_id) not in _KNOWN or any(_from_library(tcx, a) for a in ty.args if isinstance(a, k.Ty))
    if type(ty) is k.AdtTy:
        fields = (tcx.subst(tcx.type_of(f.def_id), ty.args) for v in tcx.adt_def(ty.def_id).variants for f in v.fields)
        return any(_from_library(tcx, f) for f in fields)
    return any(_from_library(tcx, part) for part in parts_of(ty) if isinstance(part, k.Ty))


_KNOWN = {"Option", "Box", "NonNull", "MaybeUninit", "ManuallyDrop", "Cell", "UnsafeCell", "Vec", "String", "Wrapping"}
