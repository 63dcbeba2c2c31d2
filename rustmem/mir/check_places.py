"""Two checks of places: references to fields of packed structs (E0793), locals without a known size (E0161)."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.place_ty import place_ty, projected_ty
from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.traits.layout import LayoutError, align_of, repr_of
from rustmem.ty import kind as k
from rustmem.ty.print import ty_str


def check_packed_refs(tcx: Any, body: m.Body) -> None:
    """rustc's `check_packed_ref`: a reference must be aligned, and a field of a packed struct may not be."""
    for data in body.blocks:
        for statement in data.statements:
            if type(statement) is not m.Assign or type(statement.rvalue) is not m.Ref:
                continue
            place = statement.rvalue.place
            if len(place.projection) and statement.rvalue.kind not in ("fake shallow", "fake deep"):
                found = disaligned(tcx, body, place)
                if found is not None:
                    report_packed_ref(tcx, body, statement.source_info.span, *found)


def disaligned(tcx: Any, body: m.Body, place: m.Place) -> tuple[str, int] | None:
    """The kind of the packed type that holds `place`, and its alignment, if the place may not be aligned enough."""
    packed: tuple[str, int] | None = None
    for position in range(len(place.projection) - 1, -1, -1):
        if type(place.projection[position]) is m.Deref:
            break
        if type(place.projection[position]) is not m.Field:
            continue
        base = projected_ty(body.locals[place.local].ty, tcx, place.projection[:position])
        if type(base) is k.AdtTy:
            adt = tcx.adt_def(base.def_id)
            pack = repr_of(adt).packed
            if pack is not None and (packed is None or pack < packed[1]):
                packed = adt.kind, pack
    if packed is None:
        return None
    ty = place_ty(body.locals, tcx, place)
    try:
        aligned = align_of(tcx, ty) <= packed[1]
    except LayoutError:
        aligned = False
    return None if aligned else packed


def report_packed_ref(tcx: Any, body: m.Body, span: Span, kind: str, pack: int) -> None:
    cache = tcx.cache("packed references")
    if span in cache:
        return
    cache[span] = True
    diag = error(f"reference to field of packed {kind} is unaligned", span, "E0793")
    at_most = "" if pack == 1 else "at most "
    diag.note(f"this {kind} is {at_most}{pack}-byte aligned, but the type of this field may require higher alignment")
    diag.note("creating a misaligned reference is undefined behavior (even if that reference is never dereferenced)")
    diag.help(
        "copy the field contents to a local variable, or replace the reference with a raw pointer and use "
        "`read_unaligned`/`write_unaligned` (loads and stores via `*p` must be properly aligned even when using raw pointers)"
    )
    tcx.emit(diag)


def check_sized_locals(tcx: Any, body: m.Body) -> None:
    """A temporary must have a known size."""
    said: set[tuple[k.Ty, Span]] = set()
    for decl in body.locals[body.arg_count + 1 :]:
        ty = decl.ty
        if type(ty) not in (k.DynTy, k.StrTy, k.SliceTy) or (ty, decl.source_info.span) in said:
            continue
        span = decl.source_info.span
        said.add((ty, span))
        name = ty_str(tcx, ty)
        diag = error(f"cannot move a value of type `{name}`", span, "E0161")
        tcx.emit(diag.label(span, f"the size of `{name}` cannot be statically determined"), body.def_id)
