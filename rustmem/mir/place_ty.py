"""The type of a place."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.ty import kind as k


def place_ty(local_decls: list[m.LocalDecl], tcx: Any, place: m.Place) -> k.Ty:
    return projected_ty(local_decls[place.local].ty, tcx, place.projection)


def projected_ty(base: k.Ty, tcx: Any, projection: tuple[m.ProjectionElem, ...]) -> k.Ty:
    start = 0
    for index in range(len(projection) - 1, -1, -1):
        elem = projection[index]
        if type(elem) is m.Field or type(elem) is m.OpaqueCast:
            base, start = elem.ty, index + 1
            break
    for elem in projection[start:]:
        cls = type(elem)
        if cls is m.Deref:
            base = deref_ty(base, tcx)
        elif cls is m.Index or cls is m.ConstantIndex:
            base = base.ty  # type: ignore[attr-defined]
        elif cls is m.Subslice:
            if type(base) is k.ArrayTy:
                length = elem.hi - elem.lo  # type: ignore[union-attr]
                if elem.from_end:  # type: ignore[union-attr]
                    length = base.length.value - elem.lo - elem.hi  # type: ignore[union-attr, attr-defined]
                base = tcx.array(base.ty, length)
    return base


def deref_ty(ty: k.Ty, tcx: Any) -> k.Ty:
    """What a reference, raw pointer or Box points to."""
    if type(ty) is k.AdtTy:
        return ty.args[0]  # type: ignore[return-value]
    return ty.ty  # type: ignore[attr-defined, no-any-return]


def operand_ty(local_decls: list[m.LocalDecl], tcx: Any, operand: m.Operand) -> k.Ty:
    if type(operand) is m.Constant:
        return operand.ty
    return place_ty(local_decls, tcx, operand.place)  # type: ignore[union-attr]
