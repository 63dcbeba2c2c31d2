"""Which patterns can match, and which values none matches (rustc_pattern_analysis).

Maranget's algorithm over a matrix of patterns: split the first column by constructors, specialise, recurse
("Warnings for pattern matching", JFP 2007), with integer ranges split at their boundaries.
"""

from __future__ import annotations

import bisect
import itertools
from typing import Any

from rustmem.source.node import node
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.typeck import thir as t

MAX_DEPTH = 200


@node
class Single:
    """The only constructor of a struct, tuple, reference or union."""


@node
class Variant:
    index: int


@node
class Bool:
    value: bool


@node
class IntRange:
    """Integers and chars from `lo` to `hi`, both included."""

    lo: int
    hi: int


@node
class Literal:
    """A string or float constant: equal or not, never complete."""

    value: Any


@node
class Slice:
    """`prefix` elements at the front, `suffix` at the back; `varying`: any number between."""

    prefix: int
    suffix: int
    varying: bool

    @property
    def arity(self) -> int:
        return self.prefix + self.suffix


@node
class Wild: ...


@node
class Missing:
    """Every constructor of the type that no row names."""


@node
class Or: ...


WILD, SINGLE, MISSING, OR = Wild(), Single(), Missing(), Or()


@node
class DPat:
    """A deconstructed pattern."""

    ctor: Any
    fields: tuple[DPat, ...]
    ty: k.Ty
    span: Span | None


@node
class Place:
    """A column: the type matched, and whether its value is known to be valid (not behind a pointer)."""

    ty: k.Ty
    valid: bool


class Row:
    """A row of the matrix."""

    __slots__ = ("pats", "guarded", "parent", "useful", "above", "branch", "relevant")

    def __init__(self, pats: tuple[DPat, ...], guarded: bool, parent: Row | None, branch: bool, relevant: bool = True) -> None:
        self.pats = pats
        self.guarded = guarded
        self.parent = parent
        self.useful = False
        self.above: dict[Row, None] = {}
        """Rows above that match some value of this one; those that only irrelevant values have in common may be missing."""
        self.branch = branch
        """Whether the first pattern is an arm's, or one alternative of an or-pattern."""
        self.relevant = relevant
        """Whether no other constructor tried in its place matches strictly fewer rows."""


class Branch:
    """Whether an arm or an alternative can be reached, and the patterns before it that together match all it matches."""

    __slots__ = ("useful", "covered_by")

    def __init__(self) -> None:
        self.useful = False
        self.covered_by: dict[DPat, None] = {}

    def update(self, row: Row) -> None:
        self.useful |= row.useful
        for other in row.above:
            if other.useful and not other.guarded and other.pats[0].span is not None:
                self.covered_by[other.pats[0]] = None


@node
class Redundant:
    """A pattern that no value can reach, and what it is covered by, in the order of the source."""

    pat: DPat
    covered_by: tuple[DPat, ...]


@node
class Witness:
    """A value that no row matches, as a pattern."""

    ctor: Any
    fields: tuple[Witness, ...]
    ty: k.Ty


@node
class Usefulness:
    """For each arm, whether it can match; what of it is redundant, all or alternatives; the witnesses of what is not covered."""

    useful: tuple[bool, ...]
    redundant: tuple[tuple[Redundant, ...], ...]
    witnesses: tuple[Witness, ...]


class Unmodelled(Exception):
    """A pattern whose constructors are not modelled."""


class Checker:
    """The algorithm for one match."""

    def __init__(self, tcx: TyCtxt) -> None:
        self.tcx = tcx
        self.branches: dict[DPat, Branch] = {}
        self.order: dict[DPat, int] = {}
        """Where in the source each arm and alternative stands."""

    # -- lowering --

    def lower(self, pat: t.Pat) -> DPat:
        """rustc's `lower_pat`."""
        match pat:
            case t.WildPat() | t.BindingPat(sub=None) | t.NeverPat() | t.ErrPat():
                return DPat(WILD, (), pat.ty, pat.span)
            case t.BindingPat():
                assert pat.sub is not None
                return self.lower(pat.sub)
            case t.AscribePat():
                return self.lower(pat.sub)
            case t.DerefPat():
                return DPat(SINGLE, (self.lower(pat.sub),), pat.ty, pat.span)
            case t.LeafPat():
                return DPat(SINGLE, self.fields(SINGLE, pat.ty, pat.subs), pat.ty, pat.span)
            case t.VariantPat():
                ctor = Variant(pat.variant)
                return DPat(ctor, self.fields(ctor, pat.ty, pat.subs), pat.ty, pat.span)
            case t.ConstantPat():
                return self.constant(pat)
            case t.RangePat():
                return self.range(pat)
            case t.SlicePat():
                return self.slice(pat)
            case t.OrPat():
                return DPat(OR, tuple(self.lower(p) for p in pat.pats), pat.ty, pat.span)
        raise Unmodelled(type(pat).__name__)

    def fields(self, ctor: Any, ty: Any, subs: tuple[t.FieldPat, ...]) -> tuple[DPat, ...]:
        made = [DPat(WILD, (), p.ty, None) for p in self.field_places(ctor, Place(ty, True))]
        for sub in subs:
            made[sub.field] = self.lower(sub.pat)
        return tuple(made)

    def constant(self, pat: t.ConstantPat) -> DPat:
        ty, value = pat.ty, pat.value
        if isinstance(ty, k.BoolTy):
            return DPat(Bool(bool(value)), (), ty, pat.span)
        if isinstance(ty, (k.IntTy, k.CharTy)):
            number = number_of(value)
            return DPat(IntRange(number, number), (), ty, pat.span)
        if isinstance(ty, k.RefTy) and isinstance(ty.ty, k.StrTy):
            return DPat(SINGLE, (DPat(Literal(value), (), ty.ty, pat.span),), ty, pat.span)
        if isinstance(ty, (k.StrTy, k.FloatTy)):
            return DPat(Literal(value), (), ty, pat.span)
        raise Unmodelled("a constant of this type in a pattern")

    def range(self, pat: t.RangePat) -> DPat:
        if isinstance(pat.ty, k.FloatTy):
            return DPat(Literal(("range", pat.lo, pat.hi, pat.inclusive)), (), pat.ty, pat.span)
        low, high = open_limits(pat.ty)
        lo = number_of(pat.lo) if pat.lo is not None else low
        hi = high if pat.hi is None else number_of(pat.hi) - (0 if pat.inclusive else 1)
        return DPat(IntRange(lo, hi), (), pat.ty, pat.span)

    def slice(self, pat: t.SlicePat) -> DPat:
        parts = tuple(self.lower(p) for p in (*pat.prefix, *pat.suffix))
        if pat.is_array and isinstance(pat.ty, k.ArrayTy) and isinstance(pat.ty.length, k.ValueConst):
            length = pat.ty.length.value
            if pat.slice is not None:
                gap = tuple(DPat(WILD, (), pat.ty.ty, None) for _ in range(length - len(parts)))
                parts = (*parts[: len(pat.prefix)], *gap, *parts[len(pat.prefix) :])
            return DPat(Slice(length, 0, False), parts, pat.ty, pat.span)
        return DPat(Slice(len(pat.prefix), len(pat.suffix), pat.slice is not None), parts, pat.ty, pat.span)

    # -- constructors --

    def field_places(self, ctor: Any, place: Place) -> tuple[Place, ...]:
        """The columns that replace a column of type `place.ty` when it is `ctor`."""
        ty = place.ty
        match ctor:
            case Single():
                if isinstance(ty, k.TupleTy):
                    return tuple(Place(e, place.valid) for e in ty.elems)
                if isinstance(ty, k.RefTy):
                    return (Place(ty.ty, False),)
                if isinstance(ty, k.AdtTy):
                    return self.variant_places(ty, 0, place.valid)
                return ()
            case Variant(index):
                assert isinstance(ty, k.AdtTy)
                return self.variant_places(ty, index, place.valid)
            case Slice():
                return tuple(Place(ty.ty, place.valid) for _ in range(ctor.arity))  # type: ignore[attr-defined]
        return ()

    def variant_places(self, ty: k.AdtTy, index: int, valid: bool) -> tuple[Place, ...]:
        adt = self.tcx.adt_def(ty.def_id)
        if self.tcx.is_lang_item(ty.def_id, "owned_box"):
            return (Place(ty.args[0], valid),)  # type: ignore[arg-type]
        return tuple(
            Place(self.normalized(self.tcx.subst(self.tcx.type_of(f.def_id), ty.args)), valid) for f in adt.variants[index].fields
        )

    def normalized(self, ty: Any) -> Any:
        if ty.flags & k.HAS_ALIAS:
            from_cache = self.tcx.cache("normalize for patterns")
            normalize = from_cache.get("function")
            return normalize(ty) if normalize is not None else ty
        return ty

    def complete_set(self, place: Place) -> list[Any] | None:
        """Every constructor of a type, empty variants left out where the value is valid; None: cannot be listed."""
        ty = place.ty
        match ty:
            case k.BoolTy():
                return [Bool(True), Bool(False)]
            case k.CharTy():
                return [IntRange(0, 0xD7FF), IntRange(0xE000, 0x10FFFF)]
            case k.IntTy():
                return [IntRange(*open_limits(ty))]
            case k.NeverTy():
                return []
            case k.AdtTy() if self.tcx.adt_def(ty.def_id).kind == "enum":
                adt = self.tcx.adt_def(ty.def_id)
                kept = [v.index for v in adt.variants if not (place.valid and self.is_empty_variant(ty, v.index))]
                foreign = "non_exhaustive" in adt.flags and not self.tcx.is_local(ty.def_id)
                return None if foreign else [Variant(i) for i in kept]
            case k.AdtTy() | k.TupleTy() | k.RefTy():
                return [SINGLE]
            case k.SliceTy():
                return [Slice(0, 0, True)]
            case k.ArrayTy():
                return [Slice(ty.length.value, 0, False)] if isinstance(ty.length, k.ValueConst) else None
        return None

    def is_empty_variant(self, ty: k.AdtTy, index: int) -> bool:
        return any(self.is_uninhabited(p.ty) for p in self.variant_places(ty, index, True))

    def is_uninhabited(self, ty: Any, depth: int = 0) -> bool:
        """Whether no value of the type can exist."""
        if depth > 8:
            return False
        match ty:
            case k.NeverTy():
                return True
            case k.TupleTy():
                return any(self.is_uninhabited(e, depth + 1) for e in ty.elems)
            case k.ArrayTy():
                return isinstance(ty.length, k.ValueConst) and ty.length.value > 0 and self.is_uninhabited(ty.ty, depth + 1)
            case k.AdtTy():
                adt = self.tcx.adt_def(ty.def_id)
                if adt.kind == "union":
                    return False
                return all(
                    any(self.is_uninhabited(p.ty, depth + 1) for p in self.variant_places(ty, v.index, True))
                    for v in adt.variants
                )
        return False

    def split(self, place: Place, seen: list[Any], top: bool) -> tuple[list[Any], list[Any], bool]:
        """(constructors that some row names, split so that rows treat each alike; those that none names; whether some are
        named by no row and have no value: they may be left out)."""
        everything = self.complete_set(place)
        named = [c for c in unique(seen) if not isinstance(c, Wild)]
        if everything is None:
            return named, [WILD], False
        if not everything:
            return named, [] if place.valid or top else [WILD], True
        first = everything[0]
        if isinstance(first, IntRange):
            return (*split_ranges(everything, [c for c in seen if isinstance(c, IntRange)]), False)
        if isinstance(first, Slice) and first.varying:
            return (*split_slices([c for c in seen if isinstance(c, Slice)]), False)
        if isinstance(first, Single) and not named and place.valid and self.is_uninhabited(place.ty):
            return [], [], True
        present, missing = [], []
        for ctor in everything:
            (present if any(same(ctor, s) for s in seen) else missing).append(ctor)
        # A variant that cannot exist may still be written.
        present += [s for s in named if isinstance(s, Variant) and not any(same(s, c) for c in everything)]
        empty = isinstance(first, Variant) and len(present) + len(missing) < len(self.tcx.adt_def(place.ty.def_id).variants)  # type: ignore[attr-defined]
        return present, missing, empty

    def without_constructors(self, ty: Any) -> bool:
        """`!`, and enums that have no variants."""
        if isinstance(ty, k.AdtTy):
            adt = self.tcx.adt_def(ty.def_id)
            return adt.kind == "enum" and not adt.variants
        return isinstance(ty, k.NeverTy)

    # -- the matrix --

    def check(self, arms: list[tuple[t.Pat, bool]], ty: k.Ty, valid: bool) -> Usefulness:
        """Arms as (pattern, has a guard), of a scrutinee of type `ty`."""
        lowered = [self.lower(pat) for pat, _ in arms]
        rows = [Row((pat,), guarded, None, True) for pat, (_, guarded) in zip(lowered, arms)]
        for pat in lowered:
            self.number(pat)
        witnesses = self.matrix(rows, (Place(ty, valid),), True, True, 0)
        redundant = tuple(tuple(self.redundant_in(pat)) for pat in lowered)
        return Usefulness(tuple(r.useful for r in rows), redundant, tuple(w[0] for w in witnesses))

    def number(self, pat: DPat) -> None:
        for part in pat.fields:
            self.number(part)
        self.order[pat] = len(self.order)

    def redundant_in(self, pat: DPat) -> list[Redundant]:
        """The arm, or alternatives of or-patterns in it, that nothing reaches."""
        branch = self.branches.get(pat)
        if branch is not None and not branch.useful:
            return [Redundant(pat, tuple(sorted(branch.covered_by, key=lambda p: self.order.get(p, 0))))]
        return [found for part in pat.fields for found in self.redundant_in(part)]

    def matrix(
        self, rows: list[Row], places: tuple[Place, ...], top: bool, wild_relevant: bool, depth: int
    ) -> list[tuple[Witness, ...]]:
        """Marks useful rows; the values that no row without a guard matches, one witness for each column."""
        if depth > MAX_DEPTH:
            raise Unmodelled("a match this large")
        if not wild_relevant and not any(row.relevant for row in rows):
            return []
        if not places:
            useful = True
            for i, row in enumerate(rows):
                row.useful = useful
                row.above.update(dict.fromkeys(rows[:i]))
                useful = useful and row.guarded
            return [()] if useful and wild_relevant else []
        if any(isinstance(row.pats[0].ctor, Or) for row in rows):
            inner = expand_or(rows)
            found = self.matrix(inner, places, top, wild_relevant, depth + 1)
            unspecialize(inner)
        else:
            found = self.columns(rows, places, top, wild_relevant, depth)
        for row in rows:
            if row.branch and row.pats[0].span is not None:
                self.branches.setdefault(row.pats[0], Branch()).update(row)
        return found

    def columns(
        self, rows: list[Row], places: tuple[Place, ...], top: bool, wild_relevant: bool, depth: int
    ) -> list[tuple[Witness, ...]]:
        """Each constructor of the first column in turn."""
        place = places[0]
        seen = [row.pats[0].ctor for row in rows]
        present, missing, empty = self.split(place, seen, top)
        # An arm for what cannot exist is not called unreachable yet, but where the whole scrutinee is of an empty type.
        unreachable = place.valid and top and self.without_constructors(place.ty)
        ctors = [*present, MISSING] if missing or empty and not unreachable else present
        report_all = top or any(not isinstance(c, Wild) for c in seen)
        found: list[tuple[Witness, ...]] = []
        by_head = rows_by_head(rows)
        for ctor in ctors:
            self.tcx.budget.tick()
            relevant = isinstance(ctor, Missing) or not missing
            fields = self.field_places(ctor, place)
            inner = [
                row
                for r in rows_for(rows, by_head, ctor)
                if (row := specialize(r, ctor, len(fields), fields, relevant)) is not None
            ]
            deeper = self.matrix(inner, (*fields, *places[1:]), False, wild_relevant and relevant, depth + 1)
            unspecialize(inner)
            if isinstance(ctor, Missing) and not missing:
                continue
            # Every witness for the first constructor that is missing, then those for the next.
            for gone in missing if isinstance(ctor, Missing) and report_all else [None]:
                for witness in deeper:
                    found.append(self.apply(ctor, gone, place, len(fields), witness))
            if len(found) > 1000:
                raise Unmodelled("a match with this many missing patterns")
        return found

    def apply(self, ctor: Any, gone: Any, place: Place, arity: int, witness: tuple[Witness, ...]) -> tuple[Witness, ...]:
        """Builds the column's witness from those of its fields; `gone`: the constructor that is missing, if it is told."""
        if not isinstance(ctor, Missing):
            return (Witness(ctor, witness[:arity], place.ty), *witness[arity:])
        if gone is None:
            return (Witness(WILD, (), place.ty), *witness)
        fields = tuple(Witness(WILD, (), p.ty) for p in self.field_places(gone, place))
        return (Witness(gone, fields, place.ty), *witness)


def number_of(value: Any) -> int:
    return ord(value) if isinstance(value, str) else int(value)


def limits(ty: Any) -> tuple[int, int]:
    """The least and greatest value."""
    if isinstance(ty, k.CharTy):
        return 0, 0x10FFFF
    if ty.signed:
        return -(1 << (ty.bits - 1)), (1 << (ty.bits - 1)) - 1
    return 0, (1 << ty.bits) - 1


INFINITY = 1 << 256
"""Beyond every integer (rustc's `MaybeInfiniteInt::PosInfinity`)."""


def open_limits(ty: Any) -> tuple[int, int]:
    """`limits`, but `usize` and `isize` have no greatest value, and `isize` no least: their size is the target's."""
    low, high = limits(ty)
    if isinstance(ty, k.IntTy) and ty.name in ("usize", "isize"):
        return -INFINITY if ty.signed else low, INFINITY
    return low, high


def same(a: Any, b: Any) -> bool:
    """Whether two constructors without ranges are one."""
    if type(a) is not type(b):
        return False
    match a:
        case Variant():
            return bool(a.index == b.index)
        case Bool() | Literal():
            return type(a.value) is type(b.value) and bool(a.value == b.value)
        case Slice():
            return (a.prefix, a.suffix, a.varying) == (b.prefix, b.suffix, b.varying)
        case IntRange():
            return (a.lo, a.hi) == (b.lo, b.hi)
    return True


def unique(ctors: list[Any]) -> list[Any]:
    made: list[Any] = []
    ranges: set[tuple[int, int]] = set()
    for ctor in ctors:
        if type(ctor) is IntRange:
            if (ctor.lo, ctor.hi) not in ranges:
                ranges.add((ctor.lo, ctor.hi))
                made.append(ctor)
        elif not any(same(ctor, m) for m in made):
            made.append(ctor)
    return made


def split_ranges(whole: list[Any], seen: list[IntRange]) -> tuple[list[Any], list[Any]]:
    """Cuts the type's ranges at every boundary of the seen ones."""
    cuts = sorted({r.lo for r in seen} | {r.hi + 1 for r in seen})
    depth: dict[int, int] = {}
    for r in seen:
        depth[r.lo] = depth.get(r.lo, 0) + 1
        depth[r.hi + 1] = depth.get(r.hi + 1, 0) - 1
    covered, over = {}, 0
    for cut in cuts:
        over += depth[cut]
        covered[cut] = over > 0
    present: list[Any] = []
    missing: list[Any] = []
    for full in whole:
        edges = [full.lo, *(c for c in cuts if full.lo < c <= full.hi), full.hi + 1]
        for lo, after in itertools.pairwise(edges):
            piece = IntRange(lo, after - 1)
            # No range begins or ends within a piece: what holds at the cut before it holds of it all.
            before = bisect.bisect_right(cuts, lo) - 1
            if before >= 0 and covered[cuts[before]]:
                present.append(piece)
            elif missing and missing[-1].hi == lo - 1 and full is not whole[0]:
                missing[-1] = IntRange(missing[-1].lo, piece.hi)
            else:
                missing.append(piece)
    return present, merge(missing)


def merge(ranges: list[Any]) -> list[Any]:
    made: list[Any] = []
    for r in ranges:
        if made and made[-1].hi + 1 == r.lo:
            made[-1] = IntRange(made[-1].lo, r.hi)
        else:
            made.append(r)
    return made


def split_slices(seen: list[Slice]) -> tuple[list[Any], list[Any]]:
    """Every length up to the longest that matters, then all longer ones."""
    prefix = max((s.prefix for s in seen if s.varying), default=0)
    suffix = max((s.suffix for s in seen if s.varying), default=0)
    fixed = max((s.arity for s in seen if not s.varying), default=-1)
    if fixed + 1 >= prefix + suffix:
        prefix = fixed + 1 - suffix
    lengths: list[Any] = [Slice(n, 0, False) for n in range(prefix + suffix)]
    lengths.append(Slice(prefix, suffix, True))
    present, missing = [], []
    for one in lengths:
        (present if any(covers_slice(s, one) for s in seen) else missing).append(one)
    return present, missing


def covers_slice(by: Slice, one: Slice) -> bool:
    """Whether every slice of `one`'s lengths has one of `by`'s."""
    if by.varying:
        return by.arity <= one.arity
    return not one.varying and by.arity == one.arity


def expand_or(rows: list[Row]) -> list[Row]:
    """Rows whose first pattern is an or-pattern become a row for each alternative."""
    made: list[Row] = []
    for row in rows:
        head = row.pats[0]
        is_or = isinstance(head.ctor, Or)
        for alternative in head.fields if is_or else (head,):
            made.append(Row((alternative, *row.pats[1:]), row.guarded, row, is_or, row.relevant))
    return made


def unspecialize(rows: list[Row]) -> None:
    """What was found of the rows holds of those that they were made from."""
    for row in rows:
        parent = row.parent
        assert parent is not None
        parent.useful |= row.useful
        for other in row.above:
            if other.parent is not parent and other.parent is not None:
                parent.above[other.parent] = None


def rows_by_head(rows: list[Row]) -> dict[Any, list[int]] | None:
    """Where in a long column each variant or number stands, and the wildcards (None); None if it has ranges or slices."""
    if len(rows) < 20:
        return None
    found: dict[Any, list[int]] = {None: []}
    for at, row in enumerate(rows):
        ctor = row.pats[0].ctor
        match ctor:
            case Wild():
                found[None].append(at)
            case Variant():
                found.setdefault(ctor.index, []).append(at)
            case IntRange() if ctor.lo == ctor.hi:
                found.setdefault((ctor.lo,), []).append(at)
            case _:
                return None
    return found


def rows_for(rows: list[Row], by_head: dict[Any, list[int]] | None, ctor: Any) -> list[Row]:
    """The rows whose first pattern may be `ctor`, in order."""
    if by_head is None:
        return rows
    key = ctor.index if isinstance(ctor, Variant) else (ctor.lo,) if isinstance(ctor, IntRange) and ctor.lo == ctor.hi else ()
    return [rows[at] for at in sorted((*by_head.get(key, ()), *by_head[None]))]


def specialize(row: Row, ctor: Any, arity: int, fields: tuple[Place, ...], relevant: bool) -> Row | None:
    """The row if its first pattern can be `ctor`, with that pattern's fields in its place."""
    head = row.pats[0]
    if isinstance(head.ctor, Wild):
        parts = tuple(DPat(WILD, (), p.ty, None) for p in fields)
        return Row((*parts, *row.pats[1:]), row.guarded, row, False, row.relevant and relevant)
    if isinstance(ctor, Missing):
        return None
    if not covers(head.ctor, ctor):
        return None
    parts = head.fields
    if isinstance(ctor, Slice) and isinstance(head.ctor, Slice) and len(parts) != arity:
        gap = tuple(DPat(WILD, (), p.ty, None) for p in fields[: arity - len(parts)])
        parts = (*parts[: head.ctor.prefix], *gap, *parts[head.ctor.prefix :])
    return Row((*parts, *row.pats[1:]), row.guarded, row, False, row.relevant)


def covers(by: Any, ctor: Any) -> bool:
    match by:
        case IntRange():
            return isinstance(ctor, IntRange) and by.lo <= ctor.lo and ctor.hi <= by.hi
        case Slice():
            return isinstance(ctor, Slice) and covers_slice(by, ctor)
    return same(by, ctor)
