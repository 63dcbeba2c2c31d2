"""Patterns prepared for lowering: candidates, and the tests they still need. rustc's `builder::matches::match_pair`."""

from __future__ import annotations

from typing import Any

from rustmem.mir import body as m
from rustmem.mir.build.bindings import Binding
from rustmem.mir.build.upvars import PlaceBuilder, UpvarPlace
from rustmem.source.index import BasicBlock
from rustmem.source.row import NamedTuple
from rustmem.source.span import Span
from rustmem.ty import kind as k
from rustmem.typeck import thir as t

# ---- what is tested ----


class VariantCase(NamedTuple):
    adt: Any
    variant: int


class ConstantCase(NamedTuple):
    """`kind`: `bool`, `int` (or char), `float`, `str`, `other`."""

    value: Any
    kind: str
    ty: k.Ty


class RangeCase(NamedTuple):
    """Bounds; None is unbounded."""

    lo: Any
    hi: Any
    inclusive: bool
    ty: k.Ty


class SliceCase(NamedTuple):
    """Exactly `length` elements, or at least (`at_least`)."""

    length: int
    at_least: bool


class OrCase(NamedTuple):
    pats: tuple[FlatPat, ...]


class NeverCase(NamedTuple): ...


Case = VariantCase | ConstantCase | RangeCase | SliceCase | OrCase | NeverCase
FROM_OR = "bindings of an or-pattern"


class Ascription(NamedTuple):
    """`source` must have the type that the user wrote."""

    source: m.Place
    annotation: Any
    ty: k.Ty
    variance: str


class MatchPair:
    """A place, the test it must pass, and what must hold after that. Copied, not changed."""

    __slots__ = ("place", "case", "subpairs", "span")

    def __init__(self, place: m.Place | None, case: Case, subpairs: list[MatchPair], span: Span) -> None:
        self.place, self.case, self.subpairs, self.span = place, case, subpairs, span


class ExtraData:
    """What a pattern sets up once it matched."""

    __slots__ = ("span", "bindings", "ascriptions", "is_never")

    def __init__(self, span: Span, is_never: bool) -> None:
        self.span = span
        self.bindings: list[Any] = []
        """`Binding`s, and `FROM_OR` for the bindings of an or-pattern inside."""
        self.ascriptions: list[Ascription] = []
        self.is_never = is_never


class FlatPat:
    """A pattern with its irrefutable parts simplified away."""

    __slots__ = ("match_pairs", "extra")

    def __init__(self, builder: Any, place: PlaceBuilder, pattern: t.Pat) -> None:
        self.match_pairs: list[MatchPair] = []
        self.extra = ExtraData(pattern.span, type(pattern) is t.NeverPat)
        add_pattern(builder, place, pattern, self.match_pairs, self.extra)


class Candidate:
    """An arm, or an alternative of an or-pattern, while the decision tree is built."""

    __slots__ = (
        "match_pairs", "subcandidates", "has_guard", "extra", "or_span", "pre_binding_block", "otherwise_block",
        "false_edge_start",
    )  # fmt: skip

    def __init__(self, flat: FlatPat, has_guard: bool) -> None:
        self.match_pairs = sorted(flat.match_pairs, key=_is_or)
        self.subcandidates: list[Candidate] = []
        self.has_guard = has_guard
        self.extra = flat.extra
        self.or_span: Span | None = None
        self.pre_binding_block: BasicBlock | None = None
        self.otherwise_block: BasicBlock | None = None
        self.false_edge_start: BasicBlock | None = None

    def starts_with_or(self) -> bool:
        return bool(self.match_pairs) and type(self.match_pairs[0].case) is OrCase

    def leaves(self) -> Any:
        if not self.subcandidates:
            yield self
        else:
            for sub in self.subcandidates:
                yield from sub.leaves()


class SubBranch(NamedTuple):
    """A way for an arm to match."""

    span: Span
    success: BasicBlock
    otherwise: BasicBlock
    bindings: list[Binding]
    ascriptions: list[Ascription]
    is_never: bool


def sub_branches(candidate: Candidate) -> list[SubBranch]:
    """The leaves of a lowered candidate, each with what its ancestors bind."""
    made: list[SubBranch] = []

    def visit(at: Candidate, parents: list[ExtraData]) -> None:
        if at.subcandidates:
            for sub in at.subcandidates:
                visit(sub, [*parents, at.extra])
            return
        assert at.pre_binding_block is not None and at.otherwise_block is not None
        ascriptions = [a for data in parents for a in data.ascriptions] + at.extra.ascriptions
        bindings = _flatten([*(p.bindings for p in parents), at.extra.bindings])
        made.append(SubBranch(at.extra.span, at.pre_binding_block, at.otherwise_block, bindings, ascriptions, at.extra.is_never))

    visit(candidate, [])
    return made


def _flatten(levels: list[list[Any]]) -> list[Binding]:
    """Bindings in the order of the pattern, as though the alternatives chosen stood in place of the or-patterns."""
    rest = iter([level for level in levels if level])
    made: list[Binding] = []

    def push(level: list[Any]) -> None:
        for each in level:
            if each is FROM_OR:
                inner = next(rest, None)
                if inner is not None:
                    push(inner)
            else:
                made.append(each)

    for level in rest:
        push(level)
    return made


def _is_or(pair: MatchPair) -> bool:
    return type(pair.case) is OrCase


# ---- patterns to match pairs ----


def add_pattern(builder: Any, place: PlaceBuilder, pat: t.Pat, pairs: list[MatchPair], extra: ExtraData) -> None:
    """Adds what `pat` at `place` tests to `pairs`, and what it binds to `extra`."""
    while type(pat) is t.AscribePat:
        found = builder.try_place(place)
        if found is not None:
            extra.ascriptions.append(Ascription(found, pat.annotation, pat.ty, pat.variance))
        pat = pat.sub
    if type(place) is UpvarPlace:
        place = builder.try_place(place) or place
    subpairs: list[MatchPair] = []
    case = _case(builder, place, pat, subpairs, extra)
    if case is not None:
        pairs.append(MatchPair(builder.try_place(place), case, subpairs, pat.span))
    else:
        pairs.extend(subpairs)


def _case(builder: Any, place: PlaceBuilder, pat: t.Pat, subpairs: list[MatchPair], extra: ExtraData) -> Case | None:
    match pat:
        case t.WildPat() | t.ErrPat():
            return None
        case t.BindingPat():
            _binding(builder, place, pat, subpairs, extra)
            return None
        case t.VariantPat():
            down = place.project(m.Downcast(pat.adt.variants[pat.variant].name, pat.variant))
            for sub in pat.subs:
                add_pattern(builder, down.project(m.Field(sub.field, sub.pat.ty)), sub.pat, subpairs, extra)
            refutable = len(pat.adt.variants) > 1 or "non_exhaustive" in pat.adt.flags
            return VariantCase(pat.adt, pat.variant) if refutable else None
        case t.LeafPat():
            for sub in pat.subs:
                add_pattern(builder, place.project(m.Field(sub.field, sub.pat.ty)), sub.pat, subpairs, extra)
            return None
        case t.DerefPat():
            add_pattern(builder, place.project(m.DEREF), pat.sub, subpairs, extra)
            return None
        case t.ConstantPat():
            return ConstantCase(pat.value, _const_kind(pat.ty), pat.ty)
        case t.RangePat():
            return None if _is_full_range(pat) else RangeCase(pat.lo, pat.hi, pat.inclusive, pat.ty)
        case t.SlicePat():
            return _slice(builder, place, pat, subpairs, extra)
        case t.OrPat():
            flats = tuple(FlatPat(builder, place, each) for each in pat.pats)
            if flats[0].extra.bindings:
                extra.bindings.append(FROM_OR)
            return OrCase(flats)
        case t.NeverPat():
            return NeverCase()
        case _:
            pass
    raise AssertionError(pat)


def _binding(builder: Any, place: PlaceBuilder, pat: t.BindingPat, subpairs: list[MatchPair], extra: ExtraData) -> None:
    """Inner bindings first: `x @ S { y }` copies `y` before it moves `x`."""
    if pat.sub is not None:
        add_pattern(builder, place, pat.sub, subpairs, extra)
    found = builder.try_place(place)
    if found is not None:
        extra.bindings.append(Binding(pat.span, found, pat.var, pat.by_ref, pat.is_shorthand))


def _const_kind(ty: k.Ty) -> str:
    if type(ty) is k.BoolTy:
        return "bool"
    if type(ty) is k.IntTy or type(ty) is k.CharTy:
        return "int"
    if type(ty) is k.FloatTy:
        return "float"
    return "str" if type(ty) is k.StrTy else "other"


def _is_full_range(pat: t.RangePat) -> bool:
    ty = pat.ty
    if type(ty) is k.IntTy:
        least = -(1 << (ty.bits - 1)) if ty.signed else 0
        most: Any = (1 << (ty.bits - 1)) - 1 if ty.signed else (1 << ty.bits) - 1
        lo: Any = least
    elif type(ty) is k.CharTy:
        lo, most = "\0", "\U0010ffff"
    else:
        return False
    return (pat.lo is None or pat.lo == lo) and (pat.hi is None or (pat.hi == most and pat.inclusive))


def _slice(builder: Any, place: PlaceBuilder, pat: t.SlicePat, subpairs: list[MatchPair], extra: ExtraData) -> Case | None:
    before, after = len(pat.prefix), len(pat.suffix)
    array = pat.is_array
    least = pat.ty.length.value if array else before + after  # type: ignore[attr-defined]
    for offset, sub in enumerate(pat.prefix):
        add_pattern(builder, place.project(m.ConstantIndex(offset, least, False)), sub, subpairs, extra)
    if pat.slice is not None:
        rest = m.Subslice(before, least - after if array else after, not array)
        add_pattern(builder, place.project(rest), pat.slice, subpairs, extra)
    for position, sub in enumerate(reversed(pat.suffix)):
        from_end = position + 1
        elem = m.ConstantIndex(least - from_end if array else from_end, least, not array)
        add_pattern(builder, place.project(elem), sub, subpairs, extra)
    if array or (not pat.prefix and not pat.suffix and pat.slice is not None):
        return None
    return SliceCase(before + after, pat.slice is not None)
