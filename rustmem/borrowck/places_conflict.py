"""Whether an access to one place touches a loan of another (rustc's `places_conflict.rs`)."""

from __future__ import annotations

from typing import Any, Literal

from rustmem.mir.body import Place
from rustmem.ty import kind as k

Access = Literal["shallow", "artificial", "deep", "drop"]
"""rustc's `AccessDepth`; `artificial`: shallow, of something that is no field (a slice's length, a fake borrow)."""
Bias = Literal["overlap", "no overlap"]
"""What to assume of two indices that may or may not be equal."""

_OVERLAP_OR_DISJOINT_INDEX = frozenset(("index", "constant index", "subslice"))


def borrow_conflicts_with_place(
    cx: Any, borrow: Place, borrow_kind: str, accessed: Place, access: Access, bias: Bias = "overlap"
) -> bool:
    """Whether an access to `accessed` invalidates or observes a loan of `borrow`.

    `cx` gives `place_ty(Place)` and `tcx`.
    """
    if borrow.local != accessed.local:
        return False
    access_path = accessed.projection
    shared = min(len(borrow.projection), len(access_path))
    for i in range(shared):
        overlap = _projection_conflict(cx, borrow, i, borrow.projection[i], access_path[i], bias)
        if overlap == "arbitrary":
            # Fields of one union: no telling what overlaps further down.
            return True
        if overlap == "disjoint":
            return False
    if len(borrow.projection) > len(access_path):
        known = _borrow_is_longer(cx, borrow, shared, access)
        if known is not None:
            return known
    # A shallow borrow guards only the place itself, so a longer access misses it.
    return not (borrow_kind == "fake shallow" and len(borrow.projection) < len(access_path))


def places_conflict(cx: Any, borrow: Place, accessed: Place, bias: Bias) -> bool:
    return borrow_conflicts_with_place(cx, borrow, "two-phase mut", accessed, "deep", bias)


def _borrow_is_longer(cx: Any, borrow: Place, start: int, access: Access) -> bool | None:
    """`a` is touched while `a.b.c` is borrowed; None: neither way is certain, so they conflict."""
    for i in range(start, len(borrow.projection)):
        if access == "artificial":
            # The length of a slice, or a fake borrow, overlaps no data.
            return False
        kind = borrow.projection[i].kind
        if kind == "deref":
            if access == "shallow":
                # Overwriting a pointer leaves what it points at as it was.
                return False
            base_ty = cx.place_ty(Place(borrow.local, borrow.projection[:i])).ty
            if type(base_ty) is k.RefTy and (base_ty.mutbl == "not" or access == "drop"):
                # Neither dropping a reference nor the end of its storage touches the referent.
                return False
        elif kind == "field" and access == "drop":
            base_ty = cx.place_ty(Place(borrow.local, borrow.projection[:i])).ty
            if type(base_ty) is k.AdtTy and cx.has_dtor(base_ty):
                # A destructor may read every field.
                return True
    return None


def _projection_conflict(cx: Any, borrow: Place, i: int, mine: Any, theirs: Any, bias: Bias) -> str:
    """`equal or disjoint`, `arbitrary` or `disjoint` for the next step of both paths."""
    a, b = mine.kind, theirs.kind
    if a == b:
        if a == "deref" or a == "opaque cast":
            return "equal"
        if a == "field":
            if mine.index == theirs.index:
                return "equal"
            ty = cx.place_ty(Place(borrow.local, borrow.projection[:i])).ty
            if type(ty) is k.AdtTy and cx.tcx.adt_def(ty.def_id).kind == "union":
                return "arbitrary"
            return "disjoint"
        if a == "downcast":
            if mine.variant == theirs.variant:
                return "equal"
            ty = cx.place_ty(Place(borrow.local, borrow.projection[:i])).ty
            return "disjoint" if type(ty) is k.AdtTy and cx.tcx.adt_def(ty.def_id).kind == "enum" else "equal"
    if a in _OVERLAP_OR_DISJOINT_INDEX and b in _OVERLAP_OR_DISJOINT_INDEX:
        return _index_conflict(cx, borrow, i, mine, theirs, bias)
    return "arbitrary"


def _index_conflict(cx: Any, borrow: Place, i: int, mine: Any, theirs: Any, bias: Bias) -> str:
    a, b = mine.kind, theirs.kind
    if a == "index" or b == "index":
        return "equal" if bias == "overlap" else "disjoint"
    if a == "constant index" and b == "constant index":
        if mine.from_end == theirs.from_end:
            return "equal" if mine.offset == theirs.offset else "disjoint"
        front, back = (mine, theirs) if not mine.from_end else (theirs, mine)
        # `[_, x, ..]` and `[.., y, _]` meet only if the slice may be as short as both together.
        least = max(front.min_length, back.min_length)
        return "equal" if front.offset >= least - back.offset else "disjoint"
    if a == "subslice" and b == "subslice":
        if not mine.from_end and not theirs.from_end:
            return "equal" if mine.hi > theirs.lo and theirs.hi > mine.lo else "disjoint"
        return "equal"
    index, slice_ = (mine, theirs) if a == "constant index" else (theirs, mine)
    if not slice_.from_end:
        if index.from_end:
            return "equal"
        return "equal" if slice_.lo <= index.offset < slice_.hi else "disjoint"
    if not index.from_end:
        return "equal" if index.offset >= slice_.lo else "disjoint"
    return "equal" if index.offset > slice_.hi else "disjoint"
