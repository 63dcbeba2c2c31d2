"""Sizes, alignments, field offsets and niches of types with no parameters, on x86-64 (rustc's `layout_of`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from rustmem.source.node import node, replace
from rustmem.traits.elaborate import EMPTY_ENV
from rustmem.traits.project import struct_tail
from rustmem.traits.queries import is_sized, normalize_erasing_regions
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.trimmed_paths import visible_path

POINTER = 8


@node
class Niche:
    """A scalar of `size` bytes at `offset` whose valid values run from `start` to `end`, wrapping around."""

    offset: int
    size: int
    start: int
    end: int

    @property
    def available(self) -> int:
        """How many bit patterns are not valid."""
        return (self.start - self.end - 1) & ((1 << 8 * self.size) - 1)


@node
class Variants:
    """How an enum tells its variants apart.

    `direct`: the tag holds the discriminant. `niche`: the tag's invalid values stand for the variants `first`… from
    the value `niche_start`; every other value is the variant `untagged`."""

    encoding: str
    tag_offset: int
    tag_size: int
    layouts: tuple[Layout, ...]
    untagged: int = 0
    first: int = 0
    last: int = 0
    niche_start: int = 0


@node
class Layout:
    size: int
    align: int
    offsets: tuple[int, ...] = ()
    """Of the fields of a struct, tuple, closure or variant, in the order of their declaration."""
    niche: Niche | None = None
    uninhabited: bool = False
    variants: Variants | None = None
    unsized: bool = False

    @property
    def is_zst(self) -> bool:
        return self.size == 0 and not self.unsized


class LayoutError(Exception):
    """The type has no layout that is known here: it is generic, or too big."""


def layout_of(tcx: TyCtxt, ty: Any) -> Layout:
    """The layout of a monomorphic type, remembered on it."""
    if ty.memo is None:
        ty.memo = {}
    found = ty.memo.get("layout")
    if found is None:
        found = ty.memo["layout"] = _layout(tcx, ty)
    return found  # type: ignore[no-any-return]


def size_of(tcx: TyCtxt, ty: k.Ty) -> int:
    return layout_of(tcx, ty).size


def align_of(tcx: TyCtxt, ty: k.Ty) -> int:
    return layout_of(tcx, ty).align


def size_and_align(tcx: TyCtxt, ty: k.Ty) -> tuple[int, int]:
    found = layout_of(tcx, ty)
    return found.size, found.align


def _layout(tcx: TyCtxt, ty: Any) -> Layout:
    worker = _LAYOUTS.get(type(ty))
    if worker is None:
        raise LayoutError(type(ty).__name__)
    return worker(tcx, ty)


def scalar(size: int, start: int = 0, end: int | None = None) -> Layout:
    top = (1 << 8 * size) - 1
    end = top if end is None else end
    niche = Niche(0, size, start, end) if (start - end - 1) & top else None
    return Layout(size, min(size, 16), niche=niche)


_UNIT = Layout(0, 1)
_THIN = scalar(POINTER)
_THIN_NONNULL = scalar(POINTER, 1)


def is_thin(tcx: TyCtxt, pointee: Any) -> bool:
    """Whether a pointer to `pointee` is one word."""
    return type(struct_tail(tcx, pointee)) not in (k.StrTy, k.SliceTy, k.DynTy)


def pointer(tcx: TyCtxt, pointee: Any, nonnull: bool) -> Layout:
    if type(pointee) is k.AliasTy:
        pointee = normalize_erasing_regions(tcx, EMPTY_ENV, pointee, reveal_all=True)
    if is_thin(tcx, pointee):
        return _THIN_NONNULL if nonnull else _THIN
    niche = Niche(0, POINTER, 1, (1 << 64) - 1) if nonnull else None
    if niche is None and type(struct_tail(tcx, pointee)) is k.DynTy:
        niche = Niche(POINTER, POINTER, 1, (1 << 64) - 1)
    return Layout(2 * POINTER, POINTER, (0, POINTER), niche)


def _array(tcx: TyCtxt, ty: k.ArrayTy) -> Layout:
    length = ty.length
    if type(length) is not k.ValueConst:
        raise LayoutError("length")
    elem = layout_of(tcx, ty.ty)
    return Layout(
        elem.size * length.value, elem.align, (), elem.niche if length.value else None, elem.uninhabited and length.value > 0
    )


def _slice(tcx: TyCtxt, ty: k.SliceTy) -> Layout:
    return Layout(0, layout_of(tcx, ty.ty).align, unsized=True)


def _tuple(tcx: TyCtxt, ty: k.TupleTy) -> Layout:
    if not ty.elems:
        return _UNIT
    return univariant([layout_of(tcx, elem) for elem in ty.elems], Repr(), "maybe unsized")


def _closure(tcx: TyCtxt, ty: k.ClosureTy) -> Layout:
    upvars: Any = ty.args[-1]
    return univariant([layout_of(tcx, elem) for elem in upvars.elems], Repr(), "sized")


def _alias(tcx: TyCtxt, ty: k.AliasTy) -> Layout:
    made = normalize_erasing_regions(tcx, EMPTY_ENV, ty, reveal_all=True)
    if type(made) is k.AliasTy:
        raise LayoutError("alias")
    return layout_of(tcx, made)


_LAYOUTS: dict[type, Callable[[TyCtxt, Any], Layout]] = {
    k.BoolTy: lambda tcx, t: scalar(1, 0, 1),
    k.CharTy: lambda tcx, t: scalar(4, 0, 0x10FFFF),
    k.IntTy: lambda tcx, t: scalar(t.bits // 8),
    k.FloatTy: lambda tcx, t: scalar(t.bits // 8),
    k.NeverTy: lambda tcx, t: Layout(0, 1, uninhabited=True),
    k.FnDefTy: lambda tcx, t: _UNIT,
    k.FnPtrTy: lambda tcx, t: _THIN_NONNULL,
    k.RefTy: lambda tcx, t: pointer(tcx, t.ty, True),
    k.RawPtrTy: lambda tcx, t: pointer(tcx, t.ty, False),
    k.StrTy: lambda tcx, t: Layout(0, 1, unsized=True),
    k.DynTy: lambda tcx, t: Layout(0, 1, unsized=True),
    k.ForeignTy: lambda tcx, t: Layout(0, 1, unsized=True),
    k.SliceTy: _slice,
    k.ArrayTy: _array,
    k.TupleTy: _tuple,
    k.ClosureTy: _closure,
    k.AliasTy: _alias,
    k.AdtTy: lambda tcx, t: _adt(tcx, t),
    k.ErrorTy: lambda tcx, t: _UNIT,
}


# ---- structs ----


@node
class Repr:
    c: bool = False
    transparent: bool = False
    packed: int | None = None
    align: int | None = None
    int: str | None = None

    @property
    def keeps_order(self) -> bool:
        return self.c or self.int is not None


def repr_of(adt: Any) -> Repr:
    packed = 1 if "packed" in adt.flags else None
    align = None
    for flag in adt.flags:
        if flag.startswith("packed("):
            packed = int(flag[7:-1])
        elif flag.startswith("align("):
            align = int(flag[6:-1])
    return Repr("repr_c" in adt.flags, "repr_transparent" in adt.flags, packed, align, adt.repr_int)


def align_to(offset: int, align: int) -> int:
    return (offset + align - 1) // align * align


def univariant(fields: Sequence[Layout], repr: Repr, kind: str, prefix: tuple[int, int] = (0, 1)) -> Layout:
    """One struct. `kind`: `sized`, `maybe unsized` (the last field stays last), `prefixed` (a tag comes first)."""
    made = _biased(fields, repr, kind, prefix, True)
    niche = made.niche
    if niche is None or kind == "maybe unsized" or len(fields) < 2 or repr.keeps_order:
        return made
    head, tail = niche.offset, made.size - niche.offset - niche.size
    if head and tail > 0:
        other = _biased(fields, repr, kind, prefix, False)
        if other.niche is not None:
            moved = other.niche.offset
            if moved > head and other.size - moved - other.niche.size < min(head, tail):
                return other
    return made


def _trailing_zeros(value: int) -> int:
    return (value & -value).bit_length() - 1 if value else 64


def _biased(fields: Sequence[Layout], repr: Repr, kind: str, prefix: tuple[int, int], to_start: bool) -> Layout:
    order = list(range(len(fields)))
    if not repr.keeps_order and len(fields) > 1:
        order = _field_order(fields, repr, kind, to_start)
    offset = 0
    align = 1
    if kind == "prefixed":
        tag_align = min(prefix[1], repr.packed) if repr.packed else prefix[1]
        offset, align = align_to(prefix[0], tag_align), max(align, tag_align)
    offsets = [0] * len(fields)
    niche: Niche | None = None
    best = -1 if not to_start else 0
    uninhabited = unsized = False
    for i in order:
        field = fields[i]
        field_align = min(field.align, repr.packed) if repr.packed else field.align
        offset = align_to(offset, field_align)
        align = max(align, field_align)
        offsets[i] = offset
        uninhabited = uninhabited or field.uninhabited
        unsized = unsized or field.unsized
        if field.niche is not None:
            available = field.niche.available
            if available > best if to_start else available >= best:
                best = available
                niche = replace(field.niche, offset=field.niche.offset + offset)
        offset += field.size
    if repr.align:
        align = max(align, repr.align)
    size = offset if unsized else align_to(offset, align)
    return Layout(size, align, tuple(offsets), niche, uninhabited, None, unsized)


def _field_order(fields: Sequence[Layout], repr: Repr, kind: str, to_start: bool) -> list[int]:
    """rustc's reordering: by alignment group, then so that the largest niche is at an end."""
    end = len(fields) - 1 if kind == "maybe unsized" else len(fields)
    head = fields[:end]
    if not head:
        return list(range(len(fields)))
    max_align = max(f.align for f in head)
    largest = max((f.niche.available if f.niche else 0) for f in head)

    def group(field: Layout) -> int:
        if repr.packed:
            return min(field.align, repr.packed)
        as_align = _trailing_zeros(max(field.align, field.size))
        if largest > 0:
            if to_start:
                as_align = min(_trailing_zeros(max_align), as_align)
            elif (field.niche.available if field.niche else 0) == largest:
                as_align = _trailing_zeros(field.align)
        return as_align

    def key(i: int) -> tuple[int, ...]:
        field = fields[i]
        available = field.niche.available if field.niche else 0
        if kind == "prefixed":
            return (group(field), available)
        if to_start:
            return (-group(field), -available, field.niche.offset if field.niche else 0)
        inner = -(field.size - field.niche.size - field.niche.offset) if field.niche else 0
        return (-group(field), available, inner)

    return [*sorted(range(end), key=key), *range(end, len(fields))]


def _adt(tcx: TyCtxt, ty: k.AdtTy) -> Layout:
    adt = tcx.adt_def(ty.def_id)
    if "box" in adt.flags:
        return pointer(tcx, ty.args[0], True)
    repr = repr_of(adt)
    fields = [[layout_of(tcx, _field_ty(tcx, ty, f)) for f in v.fields] for v in adt.variants]
    if adt.kind == "union":
        return _union(fields[0], repr)
    if adt.kind == "enum":
        return _enum(adt, fields, repr)
    last = adt.variants[0].fields[-1:] if adt.variants else ()
    kind = "maybe unsized" if last and not is_sized(tcx, tcx.param_env(ty.def_id), tcx.type_of(last[0].def_id)) else "sized"
    made = univariant(fields[0], repr, kind)
    if "unsafe_cell" in adt.flags:
        return replace(made, niche=None)
    if ty.def_id < tcx.base:
        made = _as_in_the_real_library(tcx, ty, made)
    return _valid_range(tcx, ty, made)


def _as_in_the_real_library(tcx: TyCtxt, ty: k.AdtTy, made: Layout) -> Layout:
    """Where a stub has fewer fields, or fewer promises about their values, than the real type."""
    name = tcx.item_name(ty.def_id)
    if name not in _REAL:
        return made
    path = "::".join(visible_path(tcx, ty.def_id))
    known = _REAL[name].get(path) or _REAL[name].get(name)
    if known is None:
        return made
    if isinstance(known, int):
        return replace(made, size=known, align=POINTER, niche=Niche(0, POINTER, 1, (1 << 64) - 1))
    if isinstance(known, Niche):
        at = made.offsets[known.offset]
        return replace(made, niche=replace(known, offset=at))
    fields = [scalar(size) for size in known]
    inner = univariant([*fields, replace(layout_of(tcx, ty.args[0]), niche=None)], Repr(), "maybe unsized")
    return replace(inner, offsets=(*inner.offsets[: len(made.offsets) - 1], inner.offsets[-1]))


_REAL: dict[str, dict[str, Any]] = {
    "HashMap": {"std::collections::HashMap": 48},
    "HashSet": {"std::collections::HashSet": 48},
    "VecDeque": {"std::collections::VecDeque": 32},
    "Iter": {"std::slice::Iter": 16},
    "IterMut": {"std::slice::IterMut": 16},
    "IntoIter": {"std::vec::IntoIter": 32},
    "Chars": {"std::str::Chars": 16},
    "LinkedList": {"std::collections::LinkedList": 24},
    "RawVec": {"RawVec": Niche(1, 8, 0, (1 << 63) - 1)},
    "Duration": {"std::time::Duration": Niche(1, 4, 0, 999_999_999)},
    "Mutex": {"std::sync::Mutex": (4, 1)},
    "RwLock": {"std::sync::RwLock": (4, 4, 1)},
}
"""By name, then path: a size; the field (its number stands for the offset) whose values are limited; or the sizes of
the plain fields before the data."""


def _valid_range(tcx: TyCtxt, ty: k.AdtTy, made: Layout) -> Layout:
    """`#[rustc_layout_scalar_valid_range_start(1)]` and `…_end(…)`."""
    start = end = None
    for attr in tcx.defs.table[ty.def_id].attrs:
        if attr.path == "rustc_layout_scalar_valid_range_start":
            start = _number(attr)
        elif attr.path == "rustc_layout_scalar_valid_range_end":
            end = _number(attr)
    if start is None and end is None:
        return made
    size = made.niche.size if made.niche is not None else min(made.size, POINTER)
    top = (1 << 8 * size) - 1
    low, high = start or 0, top if end is None else end
    old = made.niche
    if old is not None and old.available >= (low - high - 1) & top:
        return made
    return replace(made, niche=Niche(old.offset if old else 0, size, low, high))


def _number(attr: Any) -> int | None:
    for token in attr.tokens:
        text = getattr(token, "text", "").replace("_", "")
        if text[:1].isdigit():
            digits = text.lower()
            for suffix in ("usize", "u128", "u64", "u32", "u16", "u8"):
                digits = digits.removesuffix(suffix)
            try:
                return int(digits, 0)
            except ValueError:
                return None
    return None


def _field_ty(tcx: TyCtxt, ty: k.AdtTy, field: Any) -> k.Ty:
    made = tcx.subst(tcx.type_of(field.def_id), ty.args)
    return normalize_erasing_regions(tcx, EMPTY_ENV, made, reveal_all=True) if made.flags & k.HAS_ALIAS else made  # type: ignore[no-any-return]


def _union(fields: list[Layout], repr: Repr) -> Layout:
    align = max((min(f.align, repr.packed) if repr.packed else f.align for f in fields), default=1)
    if repr.align:
        align = max(align, repr.align)
    return Layout(align_to(max((f.size for f in fields), default=0), align), align, (0,) * len(fields))


# ---- enums ----


def _enum(adt: Any, fields: list[list[Layout]], repr: Repr) -> Layout:
    absent = [any(f.uninhabited for f in fs) and all(f.size == 0 for f in fs) for fs in fields]
    present = [i for i, gone in enumerate(absent) if not gone]
    free = not repr.c and repr.int is None
    if not present and free:
        empties = tuple(replace(univariant(fs, repr, "sized"), uninhabited=True) for fs in fields)
        return Layout(0, 1, uninhabited=True, variants=Variants("single", 0, 0, empties) if empties else None)
    if len(present) == 1 and free:
        only = present[0]
        made = univariant(fields[only], repr, "sized")
        layouts = tuple(made if i == only else univariant(fs, repr, "sized") for i, fs in enumerate(fields))
        return Layout(made.size, made.align, made.offsets, made.niche, made.uninhabited, Variants("single", 0, 0, layouts, only))
    tagged = _tagged(adt, fields, absent, repr)
    niched = _niche_filled(fields, absent, repr) if free else None
    if niched is None:
        return tagged
    size_t, size_n = (l.niche.available if l.niche else 0 for l in (tagged, niched))
    return niched if tagged.size > niched.size or (tagged.size == niched.size and size_t < size_n) else tagged


def reserve(niche: Niche, count: int) -> tuple[int, Niche] | None:
    """The first of `count` invalid values to use, and what stays invalid."""
    if count > niche.available:
        return None
    top = (1 << 8 * niche.size) - 1
    start, end = niche.start, niche.end
    down = (start - count) & top
    move_start = (down, replace(niche, start=down))
    move_end = ((end + 1) & top, replace(niche, end=(end + count) & top))
    if start > end:
        return move_end
    if start <= top - end:
        return move_start if count <= start else move_end
    return move_start if 1 <= (end + count) & top <= end else move_end


def _niche_filled(fields: list[list[Layout]], absent: list[bool], repr: Repr) -> Layout | None:
    layouts = [univariant(fs, repr, "sized") for fs in fields]
    align = max(l.align for l in layouts)
    largest = max(range(len(layouts)), key=lambda i: (layouts[i].size, i))
    others = [i for i in range(len(layouts)) if i != largest and not absent[i]]
    niche = layouts[largest].niche
    if niche is None or not others:
        return None
    reserved = reserve(niche, others[-1] - others[0] + 1)
    if reserved is None:
        return None
    niche_start, rest = reserved
    size = align_to(layouts[largest].size, align)
    for i, layout in enumerate(layouts):
        if i == largest or layout.size <= niche.offset:
            continue
        shift = align_to(niche.offset + niche.size, layout.align)
        if shift + layout.size > size:
            return None
        layouts[i] = replace(layout, offsets=tuple(o + shift for o in layout.offsets))
    variants = Variants("niche", niche.offset, niche.size, tuple(layouts), largest, others[0], others[-1], niche_start)
    left = rest if rest.available else None
    return Layout(size, align, (), left, all(l.uninhabited for l in layouts), variants)


def _tagged(adt: Any, fields: list[list[Layout]], absent: list[bool], repr: Repr) -> Layout:
    discriminants = [v.discr for v, gone in zip(adt.variants, absent) if not gone or repr.int] or [0]
    low, high = min(discriminants), max(discriminants)
    smallest = _tag_size(low, high, repr)
    layouts = [univariant(fs, repr, "prefixed", (smallest, smallest)) for fs in fields]
    size, align = smallest, smallest
    start_align = 16
    for layout, fs in zip(layouts, fields):
        size, align = max(size, layout.size), max(align, layout.align)
        for i in sorted(range(len(fs)), key=lambda i, layout=layout: layout.offsets[i]):  # type: ignore[misc]
            if fs[i].size or fs[i].align != 1:
                start_align = min(start_align, fs[i].align)
                break
    tag = smallest
    if not repr.c and repr.int is None and align > 1:
        tag = max(smallest, min(start_align, align, 8))
    size = align_to(size, align)
    mask = (1 << 8 * tag) - 1
    niche = Niche(0, tag, low & mask, high & mask)
    variants = Variants("direct", 0, tag, tuple(layouts))
    uninhabited = all(l.uninhabited for l in layouts)
    return Layout(size, align, (), niche if niche.available else None, uninhabited, variants)


def _tag_size(low: int, high: int, repr: Repr) -> int:
    if repr.int is not None:
        return {"isize": 8, "usize": 8}.get(repr.int) or int(repr.int[1:]) // 8
    for size in (1, 2, 4, 8, 16):
        bits = 8 * size
        fits = -(1 << bits - 1) <= low and high < 1 << bits - 1 if low < 0 else high < 1 << bits
        if fits:
            return max(size, 4) if repr.c else size
    raise LayoutError("discriminant")


__all__ = [
    "Layout",
    "LayoutError",
    "Niche",
    "Variants",
    "align_of",
    "layout_of",
    "reserve",
    "size_and_align",
    "size_of",
    "univariant",
]


def is_zst(tcx: TyCtxt, ty: k.Ty) -> bool:
    """Whether values of the type take no room; True where that cannot be told (a parameter in it)."""
    try:
        return layout_of(tcx, ty).is_zst
    except LayoutError:
        return True
