"""How values lie in memory: every type is a run of cells, one for each scalar.

A struct's fields follow each other, an enum is its variant's index and then the fields of the variant (variants
overlap), an array repeats its element. A pointer is one cell whatever its metadata. Zero-sized types have no cells.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rustmem.interp.errors import NotModelled
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt

FLAT = 8
"""A value of up to so many cells travels as separate Python values; a larger one as one list."""


class Shape:
    """Where the parts of a type lie. `n` is the number of cells (an unsized type: of its sized prefix)."""

    __slots__ = ("ty", "n", "kind", "variants", "elem", "count", "discrs", "bulk", "memo")

    def __init__(self, ty: k.Ty, kind: str, n: int) -> None:
        self.ty, self.kind, self.n = ty, kind, n
        self.variants: tuple[tuple[tuple[int, k.Ty], ...], ...] = ()
        """For each variant, each field's (offset, type)."""
        self.elem: Shape | None = None
        self.count = 0
        self.discrs: tuple[int, ...] | None = None
        """Discriminant of each variant, where it is not the variant's index."""
        self.bulk = n > FLAT
        self.memo: dict[str, Any] = {}

    @property
    def arity(self) -> int:
        """As how many Python values it travels."""
        return 1 if self.bulk else self.n


class Shapes:
    """The shapes of monomorphic types, each computed once."""

    def __init__(self, tcx: TyCtxt, normalize: Callable[[k.Ty], k.Ty], layout: Callable[[k.Ty], tuple[int, int]]) -> None:
        self.tcx = tcx
        self.normalize = normalize
        self.layout = layout
        self._known: dict[k.Ty, Shape] = {}

    def of(self, ty: k.Ty) -> Shape:
        found = self._known.get(ty)
        if found is None:
            found = self._known[ty] = self._compute(ty)
        return found

    def _compute(self, ty: k.Ty) -> Shape:
        match ty:
            case k.IntTy() | k.FloatTy() | k.BoolTy() | k.CharTy() | k.RefTy() | k.RawPtrTy() | k.FnPtrTy():
                return Shape(ty, "scalar", 1)
            case k.TupleTy():
                return self._record(ty, ty.elems)
            case k.AdtTy():
                return self._adt(ty)
            case k.ArrayTy():
                elem, count = self.of(ty.ty), self.length(ty)
                shape = Shape(ty, "array", elem.n * count)
                shape.elem, shape.count = elem, count
                return shape
            case k.ClosureTy():
                return self._record(ty, self.normalize(ty.args[-1]).elems)  # type: ignore[arg-type, attr-defined]
            case k.FnDefTy() | k.NeverTy():
                return Shape(ty, "struct", 0)
            case k.SliceTy() | k.StrTy() | k.DynTy():
                shape = Shape(ty, "unsized", 0)
                if type(ty) is k.SliceTy:
                    shape.elem = self.of(ty.ty)
                return shape
            case _:
                pass
        raise NotModelled(f"values of type {type(ty).__name__}")

    def length(self, ty: k.ArrayTy) -> int:
        length = ty.length
        if type(length) is not k.ValueConst:
            length = self.normalize(ty).length  # type: ignore[attr-defined]
        if type(length) is not k.ValueConst:
            raise NotModelled("an array length that is not known")
        return length.value

    def _record(self, ty: k.Ty, fields: tuple[k.Ty, ...]) -> Shape:
        placed, n = self._place(fields, 0)
        shape = Shape(ty, "struct", n)
        shape.variants = (placed,)
        return shape

    def _place(self, fields: Any, start: int) -> tuple[tuple[tuple[int, k.Ty], ...], int]:
        placed, at = [], start
        for field in fields:
            placed.append((at, field))
            at += self.of(field).n
        return tuple(placed), at

    def _adt(self, ty: k.AdtTy) -> Shape:
        adt = self.tcx.adt_def(ty.def_id)
        fields = [[self.normalize(self.tcx.subst(self.tcx.type_of(f.def_id), ty.args)) for f in v.fields] for v in adt.variants]
        if adt.kind == "struct":
            return self._record(ty, tuple(fields[0]))
        if adt.kind == "union":
            return self._union(ty, fields[0])
        shape = Shape(ty, "enum", 1)
        placed = [self._place(one, 1) for one in fields]
        shape.variants = tuple(p for p, _ in placed)
        shape.n = max((n for _, n in placed), default=1)
        shape.bulk = shape.n > FLAT
        discrs = tuple(v.discr for v in adt.variants)
        shape.discrs = discrs if discrs != tuple(range(len(discrs))) else None
        return shape

    def _union(self, ty: k.AdtTy, fields: list[k.Ty]) -> Shape:
        """A union whose fields have the same cells overlaps them; another is kept as its bytes, a cell each."""
        kinds = {tuple(self.leaves(f)) for f in fields if self.of(f).n}
        if len(kinds) > 1:
            shape = Shape(ty, "bytes", self.layout(ty)[0])
        else:
            shape = Shape(ty, "union", max((self.of(f).n for f in fields), default=0))
        shape.variants = (tuple((0, f) for f in fields),)
        return shape

    def leaves(self, ty: k.Ty) -> list[object]:
        """The scalars of a type in order; pointers are alike."""
        shape = self.of(ty)
        if shape.kind == "scalar":
            return ["pointer" if isinstance(ty, (k.RefTy, k.RawPtrTy)) else ty]
        if shape.kind == "array" and shape.elem is not None:
            return self.leaves(shape.elem.ty) * shape.count
        if shape.kind == "struct":
            return [leaf for _, f in shape.variants[0] for leaf in self.leaves(f)]
        return [ty]

    def has_bytes(self, ty: k.Ty) -> bool:
        """Whether a union kept as bytes is in the type."""
        shape = self.of(ty)
        found = shape.memo.get("bytes")
        if found is None:
            inner = [f for v in shape.variants for _, f in v] if shape.kind in ("struct", "enum", "union") else []
            if shape.kind == "array" and shape.elem is not None:
                inner = [shape.elem.ty]
            found = shape.memo["bytes"] = shape.kind == "bytes" or any(self.has_bytes(f) for f in inner)
        return bool(found)
