"""References to fields of packed types that may be unaligned (E0793; rustc's `check_packed_ref`)."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.body import Body, Place
from rustmem.source.diag import error
from rustmem.source.index import DefId
from rustmem.traits.layout import LayoutError, layout_of
from rustmem.traits.project import struct_tail
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt


def check_packed_refs(tcx: TyCtxt, body: Body, place_ty: Any, root: DefId) -> None:
    """Looks at every borrow of a place below a field of a packed type."""
    if not _mentions_packed(tcx, body):
        return
    for block in body.blocks:
        for statement in block.statements:
            if type(statement) is m.Assign and type(statement.rvalue) is m.Ref and not statement.rvalue.kind.startswith("fake"):
                found = _within_packed(tcx, statement.rvalue.place, place_ty)
                if found is not None and _is_disaligned(tcx, place_ty(statement.rvalue.place).ty, found[1]):
                    _report(tcx, statement.source_info.span, found, root)


def _mentions_packed(tcx: TyCtxt, body: Body) -> bool:
    """Whether any definition of the crate is packed; the library shows none."""
    cache = tcx.cache("packed types")
    if 0 not in cache:
        cache[0] = any(
            a.path == "repr" and any(t.text == "packed" for t in a.tokens)
            for row in tcx.defs.table.own()
            if row.kind in ("struct", "union")
            for a in row.attrs
        )
    return bool(cache[0])


def _within_packed(tcx: TyCtxt, place: Place, place_ty: Any) -> tuple[Any, int] | None:
    """The least packed type around the place, on this side of the last dereference, and its packing."""
    found: tuple[Any, int] | None = None
    for n in range(len(place.projection) - 1, -1, -1):
        if place.projection[n].kind == "deref":
            break
        base = place_ty(Place(place.local, place.projection[:n])).ty
        if type(base) is k.AdtTy:
            pack = packing(tcx.adt_def(base.def_id))
            if pack is not None and (found is None or pack < found[1]):
                found = base, pack
    return found


def packing(adt: Any) -> int | None:
    """The alignment that `repr(packed)` leaves."""
    for flag in adt.flags:
        if flag.startswith("packed("):
            return int(flag[7:-1])
    return 1 if "packed" in adt.flags else None


def _is_disaligned(tcx: TyCtxt, ty: Any, pack: int) -> bool:
    try:
        layout = layout_of(tcx, tcx.erase_regions(ty))
    except LayoutError:
        return True
    tail = type(struct_tail(tcx, ty))
    return not (layout.align <= pack and (tail not in (k.DynTy, k.SliceTy, k.StrTy) or type(ty) in (k.SliceTy, k.StrTy)))


def _report(tcx: TyCtxt, span: Any, found: tuple[Any, int], root: DefId) -> None:
    ty, pack = found
    what = tcx.adt_def(ty.def_id).kind
    diag = error(f"reference to field of packed {what} is unaligned", span, "E0793")
    diag.note(
        f"this {what} is {'' if pack == 1 else 'at most '}{pack}-byte aligned, but the type of this field may require higher alignment"
    )
    diag.note("creating a misaligned reference is undefined behavior (even if that reference is never dereferenced)")
    diag.help(
        "copy the field contents to a local variable, or replace the reference with a raw pointer and use "
        "`read_unaligned`/`write_unaligned` (loads and stores via `*p` must be properly aligned even when using raw pointers)"
    )
    tcx.emit(diag, root)
