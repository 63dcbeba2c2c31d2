"""Lints that are not built: where one of them might speak, a report is not exact, or the program not modelled.

A lint that denies by default decides the verdict, so its construct is unsupported; one that warns costs exactness only.
"""

from __future__ import annotations

from typing import Any

from rustmem.resolve.walk import children
from rustmem.syntax import ast
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefRes

PRIMITIVE = frozenset("i8 i16 i32 i64 isize u8 u16 u32 u64 usize f32 f64 bool".split())


def check_crate(tcx: TyCtxt) -> list[str]:
    """What rustc might warn of besides, as reasons why the report is not exact; marks what might be an error."""
    reasons: list[str] = []
    for attr in tcx.crate.attrs:
        if attr.path in ("recursion_limit", "type_length_limit"):
            tcx.unsupported(f"`#![{attr.path}]`", attr.span)
    stack: list[Any] = list(tcx.crate.items)
    while stack:
        at = stack.pop()
        match at:
            case ast.ForeignMod():
                if any(not is_ffi_safe(p.ty) for f in at.items if isinstance(f, ast.FnItem) for p in f.sig.inputs):
                    reasons.append("improper_ctypes")
            case ast.FnItem() | ast.StructItem() | ast.TraitItem() | ast.EnumItem() | ast.TypeAlias():
                if at.vis.kind != "inherited" and names_private(tcx, at):
                    reasons.append("private_bounds and private_interfaces")
            case ast.CastExpr():
                cast(tcx, at, reasons)
            case ast.UseItem():
                names = [s.ident.name for s in at.tree.prefix.segments]
                if names[:1] in (["std"], ["core"]) and "intrinsics" in names:
                    tcx.unsupported("unstable library features", at.span)
        stack.extend(children(at))
    return reasons


def is_ffi_safe(ty: ast.Ty) -> bool:
    """Whether a type in an extern block is plainly safe: numbers and raw pointers to them."""
    while isinstance(ty, ast.PtrTy):
        ty = ty.ty
    return isinstance(ty, ast.PathTy) and len(ty.path.segments) == 1 and ty.path.segments[0].ident.name in PRIMITIVE


def names_private(tcx: TyCtxt, item: Any) -> bool:
    """Whether the head of a visible item names a definition of the crate that is less visible."""
    heads: list[Any] = [item.generics]
    match item:
        case ast.FnItem():
            heads += [*(p.ty for p in item.sig.inputs), item.sig.output]
        case ast.StructItem():
            heads += [f.ty for f in item.data.fields if f.vis.kind != "inherited"]
        case ast.TraitItem():
            heads += list(item.bounds)
        case ast.TypeAlias():
            heads.append(item.ty)
        case ast.EnumItem():
            heads += [f.ty for v in item.variants for f in v.fields]
    stack = [h for h in heads if h is not None]
    while stack:
        at = stack.pop()
        if isinstance(at, ast.Path):
            found = tcx.res_of(at)
            res = found.base if found is not None else None
            if isinstance(res, DefRes) and tcx.is_local(res.def_id) and res.kind in ("struct", "enum", "trait", "union"):
                node = tcx.hir(res.def_id)
                if node.vis.kind == "inherited" or (item.vis.kind == "pub" and node.vis.kind != "pub"):
                    return True
        stack.extend(children(at))
    return False


def cast(tcx: TyCtxt, at: ast.CastExpr, reasons: list[str]) -> None:
    """`&T as *const T as *mut T` (invalid_reference_casting) and functions as integers."""
    if isinstance(at.ty, ast.PtrTy) and at.ty.mutbl == "mut":
        inner: Any = at.expr
        while isinstance(inner, (ast.CastExpr, ast.ParenExpr)):
            if isinstance(inner, ast.CastExpr) and isinstance(inner.ty, ast.PtrTy) and inner.ty.mutbl == "not":
                tcx.unsupported("a cast from a shared reference or `*const` pointer to `*mut`", at.span)
                return
            inner = inner.expr
    ty = next((r.types.get(at.expr) for r in tcx.memo["typeck"].values() if hasattr(r, "types") and at.expr in r.types), None)
    if (
        isinstance(ty, (k.FnDefTy, k.FnPtrTy))
        and isinstance(at.ty, ast.PathTy)
        and at.ty.path.segments[-1].ident.name in PRIMITIVE
    ):
        reasons.append("function_casts_as_integer")
