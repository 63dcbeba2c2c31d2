"""The loans of a program, as the borrow checker sees them: where each is in use."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from rustmem.borrowck.describe import describe_place
from rustmem.mir import body as m
from rustmem.pipeline import check
from rustmem.source.source_map import SourceMap
from rustmem.source.span import Span
from rustmem.ty.intern import UNIT
from rustmem.views.loans import Loan, Loans


def loans(source: str | Path, *, edition: str = "2024", filename: str | None = None, every: bool = False) -> Loans:
    """Each borrow of a program, with the lines on which its loan is live.

    Borrows that a macro or a desugaring makes are left out, so those of `println!` are. `every`: show also what the
    compiler borrows by itself for one line, as it does for the receiver of a method. A program that does not get as
    far as the borrow checker has no loans; one that the borrow checker rejects has them.
    """
    report = check(source, edition=edition, filename=filename)
    if report.tcx is None or report.status == "unsupported":
        return Loans((), (), ())
    text = tuple(report.source_map.files[0].text.splitlines())
    bodies = [_Lines(cx, report.source_map) for cx in _contexts(report.tcx)]
    found = sorted((one for body in bodies for one in body.loans(every)), key=lambda one: one[0].lo)
    made = tuple(
        Loan(number, place, "exclusive" if mutable else "shared", function, start, lines)
        for number, (_, place, mutable, function, start, lines) in enumerate(found, 1)
    )
    whole = [body.span_lines() for body in bodies if not body.is_closure]
    borrowing = [body.span_lines() for body in bodies if body.has_loans]
    shown = {lines for lines in whole if any(part.start in lines for part in borrowing)}
    return Loans(made, text, tuple(sorted(shown, key=lambda lines: lines.start)))


def _contexts(tcx: Any) -> list[Any]:
    """The borrow checks of all bodies, closures included."""
    found: dict[Any, Any] = {}
    for owner in tcx.body_owners:
        if tcx.def_kind(owner) not in ("fn", "assoc fn") or tcx.typeck(owner).tainted:
            continue
        found |= tcx.borrowck(owner).contexts
    return list(found.values())


class _Lines:
    """One body: the loans that its author sees, and the lines of its statements."""

    def __init__(self, cx: Any, source_map: SourceMap) -> None:
        self.cx, self.source_map = cx, source_map
        self.flow = cx.flow.loans
        self.is_closure = cx.tcx.def_kind(cx.def_id) == "closure"
        self.has_loans = False
        statements = [
            what
            for block in cx.reverse_postorder
            if not cx.body.blocks[block].is_cleanup
            for what in (*cx.body.blocks[block].statements, cx.body.blocks[block].terminator)
        ]
        self.busy = {line for line in map(self.line_of, statements) if line is not None}
        """Lines on which a statement stands."""

    def lines_of(self, loan: Any) -> set[int]:
        """The lines that control reaches from the borrow while the loan's region holds and nothing overwrites its path.

        The end of the borrowed variable's storage does not stop the walk: where the region goes on behind it, the
        program is wrong, and the lines behind it show why.
        """
        held = self.flow.region_value(loan.region)
        starts, blocks = self.flow.points.block_start, self.cx.body.blocks
        found: set[int] = set()
        seen: set[int] = set()
        block, first = loan.reserve_location
        work = [(block, first + 1)]
        while work:
            block, first = work.pop()
            data = blocks[block]
            if data.is_cleanup:
                continue
            for at, what in enumerate([*data.statements, data.terminator]):
                if at < first:
                    continue
                if not held >> (starts[block] + at) & 1:
                    break
                line = self.line_of(what)
                if line is not None:
                    found.add(line)
                if isinstance(what, m.Assign) and not self.flow.kill_place(1 << loan.index, what.place):
                    break
            else:
                targets = [target for target in m.successors(data.terminator) if target not in seen]
                seen.update(targets)
                work += [(target, 0) for target in targets]
        return found

    def line_of(self, what: Any) -> int | None:
        """The line of a statement that does something; marks of storage, jumps and unit values have none."""
        if isinstance(what, m.Assign):
            if not what.place.projection and self.cx.body.locals[what.place.local].ty is UNIT:
                return None
        elif not isinstance(what, (m.Call, m.Drop, m.SwitchInt, m.Assert)):
            return None
        return self.line(what.source_info.span)

    def line(self, span: Span) -> int | None:
        return None if span.is_dummy() else self.source_map.line_column(span.source_callsite().lo)[0]

    def span_lines(self) -> range:
        """From the line of the function's head to that of its last brace."""
        row = self.cx.tcx.def_span(self.cx.def_id)
        span = self.cx.body.span
        last = self.source_map.line_column(span.source_callsite().hi - 1)[0]
        first = min(self.source_map.line_column(row.source_callsite().lo)[0], self.source_map.line_column(span.lo)[0])
        return range(first, last + 1)

    def loans(self, every: bool) -> list[tuple[Span, str, bool, str, int, tuple[int, ...]]]:
        """(span, place, whether exclusive, function, first line, lines) of each."""
        found = []
        for loan in self.cx.borrow_set.borrows:
            at = loan.reserve_location
            span = self.cx.body.blocks[at.block].statements[at.statement].source_info.span
            start = self.line(span)
            if span.ctxt or start is None or loan.kind.startswith("fake"):
                continue
            place = describe_place(self.cx, loan.borrowed_place) or ""
            lines = self.filled({start, *self.lines_of(loan)})
            if every or place and (self.is_written(span) or len(lines) > 1):
                self.has_loans = True
                found.append((span, place, loan.is_mut, self.cx.tcx.item_name(self.cx.def_id), start, lines))
        return found

    def is_written(self, span: Span) -> bool:
        """Whether the borrow stands in the program as `&`."""
        file = self.source_map.files[0]
        return file.text.encode()[span.lo - file.start :].startswith(b"&")

    def filled(self, lines: set[int]) -> tuple[int, ...]:
        """The lines, and those without a statement between two of them."""
        told = sorted(lines)
        for first, last in pairwise(told):
            between = range(first + 1, last)
            if not self.busy.intersection(between):
                lines.update(between)
        return tuple(sorted(lines))
