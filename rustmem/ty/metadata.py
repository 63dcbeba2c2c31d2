"""What the library's definitions say, as its index keeps it: rustc's crate metadata.

Answers of queries about the library depend on no program. The index holds them in two tables: *answers*, by DefId, and
the *parts* that they mention (types, regions, constants, predicates, and the expansions of spans), each once and after
its own parts. Both are read entry by entry, when somebody asks.

An entry is a `marshal` of plain tuples. A part is (class, flags, escaping binders, fields); a field that is another part,
or a row of them, is given by number. What was interned is interned again, so that it is the object that type checking
makes of the same type.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from typing import Any

from rustmem.source.index import DefId
from rustmem.source.source_map import STUB_BASE
from rustmem.source.span import DUMMY_SP, Expansion, Span
from rustmem.syntax import ast
from rustmem.syntax.token import Token
from rustmem.ty import intern as i
from rustmem.ty import kind as k
from rustmem.ty.context import TyCtxt
from rustmem.ty.defs import DefData
from rustmem.ty.generics import (
    AdtDef,
    AssocItem,
    FieldDef,
    GenericParamDef,
    GenericPredicates,
    Generics,
    ImplHeader,
    ParamEnv,
    TraitDef,
    VariantDef,
)

MISSING = object()
"""The index has no answer."""

SHAPES: tuple[tuple[type, str], ...] = (
    (k.ReEarlyParam, "==="), (k.BoundRegion, "===="), (k.ReBound, "=1"), (k.ReLateParam, "=1"),
    (k.ValueConst, "1="), (k.ParamConst, "=="), (k.UnevaluatedConst, "=*"),
    (k.AdtTy, "=*"), (k.ForeignTy, "="), (k.RefTy, "11="), (k.RawPtrTy, "1="), (k.ArrayTy, "11"), (k.SliceTy, "1"),
    (k.TupleTy, "*"), (k.FnDefTy, "=*"), (k.FnSig, "*1==="), (k.FnPtrTy, "1"), (k.DynTy, "*1"),
    (k.ExistentialTraitRef, "=*"), (k.ExistentialProjection, "=*1"), (k.ExistentialAutoTrait, "="),
    (k.AliasTy, "==*"), (k.ParamTy, "=="), (k.BoundTy, "=="), (k.Binder, "1*"), (k.TraitRef, "=*"),
    (k.TraitPredicate, "1="), (k.ProjectionPredicate, "11"), (k.TypeOutlives, "11"), (k.RegionOutlives, "11"),
    (k.WellFormed, "1"), (k.ConstArgHasType, "11"), (Expansion, "==SS==1"),
)  # fmt: skip
"""The fields of each kind of part: `=` as it is, `1` a part or None, `*` a row of parts, `S` a span."""

_NUMBER = {cls: n for n, (cls, _) in enumerate(SHAPES)}
_SINGLE: tuple[Any, ...] = (
    *i.INTS.values(), *i.FLOATS.values(), i.BOOL, i.CHAR, i.STR, i.NEVER, i.ERROR, i.UNIT,
    i.RE_STATIC, i.RE_ERASED, i.RE_ERROR, i.CONST_ERROR,
)  # fmt: skip
"""The first parts: what exists once and is never made."""


class NotKept(Exception):
    """An answer mentions something that means nothing outside the process that found it."""


class Writer:
    """Collects answers."""

    def __init__(self, keep: Callable[[DefId], bool]) -> None:
        self.keep = keep
        """Whether a DefId means the same in every process."""
        self.parts: list[bytes] = []
        self.numbers: dict[Any, int] = {part: n for n, part in enumerate(_SINGLE)}
        self.answers: dict[DefId, dict[int, Any]] = {}

    def add(self, query: str, def_id: DefId, answer: Any) -> None:
        """Keeps an answer, unless it cannot be kept."""
        try:
            plain = _ENCODE[query](self, answer)
        except NotKept:
            return
        self.answers.setdefault(def_id, {})[_QUERY_NUMBER[query]] = plain

    def place(self, def_id: DefId, row: DefData) -> None:
        """Keeps where a definition stands, and its attributes."""
        kept = self.answers.setdefault(def_id, {})
        try:
            kept[_PLACE] = (self.span(row.span), self.span(row.ident_span))
            if row.attrs:
                kept[_ATTRS] = tuple([(a.path, self.tokens(a.tokens), self.span(a.span), a.inner, a.is_doc) for a in row.attrs])
        except NotKept:
            return

    def tokens(self, tokens: tuple[Token, ...]) -> tuple[Any, ...]:
        if any(token.payload is not None for token in tokens):
            raise NotKept
        return tuple([(token.kind, token.text, self.span(token.span), token.joint, token.raw) for token in tokens])

    def part(self, part: Any) -> int | None:
        if part is None:
            return None
        cls = type(part)
        key = (part.var, part.kind, part.def_id, part.name) if cls is k.BoundRegion else part
        number = self.numbers.get(key)
        if number is None:
            if cls not in _NUMBER:
                raise NotKept
            row = [_NUMBER[cls], getattr(part, "flags", 0), getattr(part, "binders", 0)]
            for shape, name in zip(SHAPES[_NUMBER[cls]][1], cls.__match_args__):
                value = getattr(part, name)
                if shape == "=":
                    if name in ("def_id", "scope") and value is not None:
                        self.definition(value)
                    row.append(value)
                else:
                    row.append(self.part(value) if shape == "1" else self.row(value) if shape == "*" else self.span(value))
            number = self.numbers[key] = len(_SINGLE) + len(self.parts)
            self.parts.append(marshal.dumps(tuple(row)))
        return number

    def row(self, parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple([self.part(part) for part in parts])

    def definition(self, def_id: DefId) -> DefId:
        if not self.keep(def_id):
            raise NotKept
        return def_id

    def span(self, span: Span | None) -> Any:
        if span is None or span == DUMMY_SP:
            return span is None
        if span.lo < STUB_BASE:
            raise NotKept
        place = (span.lo - STUB_BASE, span.hi - STUB_BASE)
        return place if span.ctxt is None else (*place, self.part(span.ctxt))

    def clauses(self, clauses: tuple[tuple[k.Clause, Span], ...]) -> tuple[Any, ...]:
        return tuple([(self.part(clause), self.span(span)) for clause, span in clauses])

    def tables(self, size: int) -> dict[str, Any]:
        """What the index keeps, of a library of `size` definitions."""
        answers = [marshal.dumps(self.answers[d]) if d in self.answers else b"" for d in map(DefId, range(size))]
        return {"answers": joined(answers), "parts": joined(self.parts)}


def joined(entries: list[bytes]) -> tuple[bytes, bytes]:
    """Entries in one piece, and where each ends."""
    from array import array

    ends, at = array("I", [0]), 0
    for entry in entries:
        at += len(entry)
        ends.append(at)
    return b"".join(entries), ends.tobytes()


class Table:
    """Entries by number."""

    __slots__ = ("data", "ends")

    def __init__(self, joined: tuple[bytes, bytes]) -> None:
        self.data, self.ends = memoryview(joined[0]), memoryview(joined[1]).cast("I")

    def __len__(self) -> int:
        return len(self.ends) - 1

    def get(self, n: int) -> Any:
        """The entry; None where it is empty."""
        lo, hi = self.ends[n], self.ends[n + 1]
        return marshal.loads(self.data[lo:hi]) if lo != hi else None


class Metadata:
    """Answers from the index."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.answers, self.kept = Table(tables["answers"]), Table(tables["parts"])
        self.made: list[Any] = [*_SINGLE, *[None] * len(self.kept)]
        self.places: dict[DefId, tuple[Span, Span]] = {}
        self.attributes: dict[DefId, tuple[ast.Attribute, ...]] = {}
        self.tcx: TyCtxt
        """Of the check that asks: who interns."""

    def answer(self, tcx: TyCtxt, query: str, def_id: DefId) -> Any:
        """What the query says of a definition; `MISSING` where the index does not know."""
        if def_id >= len(self.answers):
            return MISSING
        found = self.answers.get(def_id)
        number = _QUERY_NUMBER[query]
        if found is None or number not in found:
            return MISSING
        self.tcx = tcx
        return _DECODE[query](self, def_id, found[number])

    def place(self, def_id: DefId) -> tuple[Span, Span] | None:
        """The spans of a definition and of its name."""
        found = self.places.get(def_id)
        if found is None:
            kept = (self.answers.get(def_id) or {}).get(_PLACE)
            if kept is not None:
                found = self.places[def_id] = (self.span(kept[0]), self.span(kept[1]))  # type: ignore[assignment]
        return found

    def attrs(self, def_id: DefId) -> tuple[ast.Attribute, ...] | None:
        """The attributes of a definition."""
        found = self.attributes.get(def_id)
        if found is None:
            kept = self.answers.get(def_id) or {}
            if _PLACE in kept:
                found = self.attributes[def_id] = tuple([self.attribute(*attr) for attr in kept.get(_ATTRS, ())])
        return found

    def attribute(self, path: str, tokens: Any, span: Any, inner: bool, is_doc: bool) -> ast.Attribute:
        made = tuple([Token(kind, text, self.span(at), joint, raw) for kind, text, at, joint, raw in tokens])  # type: ignore[arg-type]
        return ast.Attribute(path, made, self.span(span), inner, is_doc)  # type: ignore[arg-type]

    def part(self, n: int | None) -> Any:
        if n is None:
            return None
        found = self.made[n]
        if found is None:
            number, flags, binders, *values = self.kept.get(n - len(_SINGLE))
            cls, shapes = SHAPES[number]
            fields = [
                value
                if shape == "="
                else self.part(value)
                if shape == "1"
                else tuple(map(self.part, value))
                if shape == "*"
                else self.span(value)
                for shape, value in zip(shapes, values)
            ]
            make = _MAKE.get(cls)
            made = make(self.tcx, *fields) if make is not None else self.tcx._intern((cls, *fields), flags, binders)
            found = self.made[n] = made
        return found

    def span(self, place: Any) -> Span | None:
        if place is True or place is False:
            return None if place else DUMMY_SP
        ctxt = self.part(place[2]) if len(place) > 2 else None
        return Span(place[0] + STUB_BASE, place[1] + STUB_BASE, ctxt)

    def clauses(self, kept: Any) -> Any:
        return tuple([(self.part(clause), self.span(span)) for clause, span in kept])


_MAKE: dict[type, Callable[..., Any]] = {
    k.BoundRegion: lambda _, *fields: k.BoundRegion(*fields),
    k.ReBound: TyCtxt.re_bound,
    k.ReLateParam: TyCtxt.re_late,
    k.Binder: TyCtxt.binder,
    Expansion: lambda _, *fields: Expansion(*fields),
}
"""What is not found by its class and fields alone."""


# ---- the answers: to plain tuples and back ----


def _generics(w: Writer, g: Generics) -> Any:
    params = tuple(
        [(p.name, w.definition(p.def_id), p.index, p.kind, p.has_default, p.synthetic, p.pure_wrt_drop) for p in g.params]
    )
    return g.parent, g.parent_count, params, g.has_self, w.span(g.has_late_bound)


def _generics_again(r: Metadata, _: DefId, kept: Any) -> Generics:
    parent, count, params, has_self, late = kept
    return Generics(parent, count, tuple([GenericParamDef(*p) for p in params]), has_self, r.span(late))


def _adt(w: Writer, adt: AdtDef) -> Any:
    variants = tuple(
        (v.def_id, v.ctor, v.ctor_kind, v.name, v.index, v.discr, tuple((f.def_id, f.name, f.vis) for f in v.fields))
        for v in adt.variants
    )
    return adt.kind, variants, tuple(sorted(adt.flags)), adt.repr_int


def _adt_again(r: Metadata, def_id: DefId, kept: Any) -> AdtDef:
    kind, variants, flags, repr_int = kept
    made = tuple([VariantDef(*(*row[:6], tuple([FieldDef(*f) for f in row[6]]))) for row in variants])
    return AdtDef(def_id, kind, made, frozenset(flags), repr_int)


def _assoc(w: Writer, item: AssocItem) -> Any:
    return item.name, item.kind, item.container, item.has_value, item.has_self, item.trait_item


def _predicates(w: Writer, p: GenericPredicates) -> Any:
    return p.parent, w.clauses(p.predicates)


def _trait(w: Writer, trait: TraitDef) -> Any:
    return tuple(sorted(trait.attrs)), trait.auto, trait.unsafe


_CODECS: dict[str, tuple[Callable[[Writer, Any], Any], Callable[[Metadata, DefId, Any], Any]]] = {
    "generics_of": (_generics, _generics_again),
    "predicates_of": (_predicates, lambda r, _, kept: GenericPredicates(kept[0], r.clauses(kept[1]))),
    "explicit_super_predicates_of": (Writer.clauses, lambda r, _, kept: r.clauses(kept)),
    "item_bounds": (Writer.clauses, lambda r, _, kept: r.clauses(kept)),
    "inferred_outlives_of": (Writer.clauses, lambda r, _, kept: r.clauses(kept)),
    "explicit_outlives_of": (Writer.clauses, lambda r, _, kept: r.clauses(kept)),
    "type_of": (Writer.part, lambda r, _, kept: r.part(kept)),
    "fn_sig": (Writer.part, lambda r, _, kept: r.part(kept)),
    "adt_def": (_adt, _adt_again),
    "impl_header": (
        lambda w, header: (w.part(header.trait_ref), header.polarity),
        lambda r, def_id, kept: ImplHeader(def_id, r.part(kept[0]), kept[1]),
    ),
    "associated_items": (
        lambda w, items: tuple(item.def_id for item in items),
        lambda r, _, kept: tuple(map(r.tcx.associated_item, kept)),
    ),
    "associated_item": (_assoc, lambda r, def_id, kept: AssocItem(def_id, *kept)),
    "trait_def": (_trait, lambda r, _, kept: TraitDef(frozenset(kept[0]), *kept[1:])),
    "variances_of": (lambda w, kept: kept, lambda r, _, kept: kept),
    "param_env": (
        lambda w, env: w.row(env.caller_bounds),
        lambda r, _, kept: ParamEnv(tuple(map(r.part, kept))),
    ),
    "adt_destructor": (lambda w, kept: kept, lambda r, _, kept: kept),
    "is_dyn_compatible": (lambda w, kept: kept, lambda r, _, kept: kept),
}
"""By query: an answer to plain tuples, and back."""

QUERIES = tuple(_CODECS)
_QUERY_NUMBER = {name: n for n, name in enumerate(QUERIES)}
_PLACE, _ATTRS = len(QUERIES), len(QUERIES) + 1
_ENCODE = {name: codec[0] for name, codec in _CODECS.items()}
_DECODE = {name: codec[1] for name, codec in _CODECS.items()}
