"""Where a piece of text stands, and which expansion wrote it."""

from __future__ import annotations

from rustmem.source.node import node
from rustmem.source.row import NamedTuple


@node
class Expansion:
    """One macro call or one desugaring; the context of the spans it produced (rustc's `ExpnData`)."""

    kind: str
    """`macro` (`name!`), `attr`, `derive`, or `desugaring`."""
    name: str
    """The macro's path as written (`println`, `$crate::format_args`, `Debug`), or rustc's name of the
    desugaring: `ForLoop`, `WhileLoop`, `QuestionMark`, `CondTemporary`, `FormatLiteral`."""
    call_site: Span
    """The macro call (`println!("…")`), or the text that was desugared."""
    def_site: Span | None = None
    """The macro's definition, or for a desugaring None."""
    def_crate: str = ""
    """The crate of the macro's definition: `core`, `alloc`, `std`, or empty for the user's crate."""
    is_local: bool = False
    """Whether the macro is defined in the user's crate."""
    def_ctxt: Expansion | None = None
    """The context that the text had in the macro's definition, where another macro wrote that definition.
    A name's hygiene is the chain `ctxt`, `ctxt.def_ctxt`, ...; leaving the scope of a definition strips its mark."""


class Span(NamedTuple):
    """Bytes `lo` up to `hi` of the source map, as written by `ctxt` (None: by the author).

    Offsets are global: each file of a `SourceMap` has its own range (`SourceFile.start`).
    """

    lo: int
    hi: int
    ctxt: Expansion | None = None

    def to(self, end: Span) -> Span:
        """From the start of this span to the end of `end`.

        Where one of two contexts is a macro's, the text of a macro variable counts as the variable in the macro;
        failing that, the macro's span stands for both (rustc's `prepare_to_combine`).
        """
        if self.ctxt is end.ctxt:
            return Span(min(self.lo, end.lo), max(self.hi, end.hi), self.ctxt)
        for a, b in ((METAVARS.get(self), end), (self, METAVARS.get(end)), (METAVARS.get(self), METAVARS.get(end))):
            if a is not None and b is not None and a.ctxt is b.ctxt:
                return Span(min(a.lo, b.lo), max(a.hi, b.hi), a.ctxt)
        return end if self.ctxt is None else self

    def shrink_to_lo(self) -> Span:
        return Span(self.lo, self.lo, self.ctxt)

    def shrink_to_hi(self) -> Span:
        return Span(self.hi, self.hi, self.ctxt)

    def until(self, end: Span) -> Span:
        """From the start of this span up to the start of `end`."""
        return Span(self.lo, end.lo, self.ctxt)

    def between(self, end: Span) -> Span:
        return Span(self.hi, end.lo, self.ctxt)

    def with_lo(self, lo: int) -> Span:
        return Span(lo, self.hi, self.ctxt)

    def with_hi(self, hi: int) -> Span:
        return Span(self.lo, hi, self.ctxt)

    def contains(self, other: Span) -> bool:
        return self.lo <= other.lo and other.hi <= self.hi

    def from_expansion(self) -> bool:
        return self.ctxt is not None

    def is_desugaring(self, name: str) -> bool:
        return self.ctxt is not None and self.ctxt.kind == "desugaring" and self.ctxt.name == name

    def is_dummy(self) -> bool:
        return self.lo == 0 and self.hi == 0

    def source_callsite(self) -> Span:
        """The author's own text at the bottom of all expansions."""
        span = self
        while span.ctxt is not None:
            span = span.ctxt.call_site
        return span

    def outer_macro(self) -> Expansion | None:
        """The innermost expansion that is not a desugaring."""
        at = self.ctxt
        while at is not None and at.kind == "desugaring":
            at = at.call_site.ctxt
        return at


METAVARS: dict[Span, Span] = {}
"""For the text that a macro variable stood for: the variable in the macro's right-hand side. Of one check."""

DUMMY_SP = Span(0, 0)
