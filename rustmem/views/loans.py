"""Loans beside the program: which borrow is in use on which line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from rustmem.source.node import node
from rustmem.views import svg, theme


@node
class Loan:
    """One borrow that the program writes, or that a method call makes for it."""

    number: int
    """From 1, in the order of the program's text."""
    place: str
    """What is borrowed, as the borrow checker's messages call it; empty for a value without a name."""
    kind: Literal["shared", "exclusive"]
    function: str
    start: int
    """The line on which it begins; lines count from 1."""
    lines: tuple[int, ...]
    """The lines on which the loan is live, in order; `start` is among them. In a loop they may have gaps."""

    @property
    def end(self) -> int:
        """The last of its lines."""
        return self.lines[-1]

    def __str__(self) -> str:
        sign = "&mut " if self.kind == "exclusive" else "&"
        lines = f"line {self.start}" if self.start == self.end else f"lines {self.start} to {self.end}"
        return f"{sign}{self.place or 'a temporary'}, {lines}"


class Loans:
    """The loans of a program, in order; `str` of it is the chart."""

    def __init__(self, loans: tuple[Loan, ...], text: tuple[str, ...], shown: tuple[range, ...]) -> None:
        self.loans = loans
        self.text = text
        """The lines of the program."""
        self.shown = shown
        """The lines of the functions that have a loan."""

    def __iter__(self) -> Iterator[Loan]:
        return iter(self.loans)

    def __len__(self) -> int:
        return len(self.loans)

    def at(self, line: int) -> list[Loan]:
        """The loans that are live at a line."""
        return [loan for loan in self.loans if line in loan.lines]

    def to_text(self) -> str:
        """A column for each loan, a row for each line of the functions that borrow."""
        if not self.loans:
            return "no loans\n"
        rows = [f"{loan.number}: {loan}" for loan in self.loans]
        head = " ".join(str(loan.number) for loan in self.loans)
        rows += ["", head]
        digits = len(str(self.shown[-1].stop))
        for lines in self.shown:
            rows += [self._row(line, digits) for line in lines]
        return "\n".join(row.rstrip() for row in rows) + "\n"

    __str__ = to_text

    def _row(self, line: int, digits: int) -> str:
        marks = " ".join(self.mark(loan, line).rjust(len(str(loan.number))) for loan in self.loans)
        return f"{marks}  {line:>{digits}} | {self.text[line - 1]}"

    def mark(self, loan: Loan, line: int) -> str:
        """How a loan's bar looks at a line: its beginning, its end, both, or between."""
        if line not in loan.lines:
            return " "
        if loan.lines[0] == loan.end:
            return "╶"
        return "┌" if line == loan.lines[0] else "└" if line == loan.end else "│"

    def to_svg(self) -> str:
        """The same as a picture: bars on the left, the program on the right."""
        return _Chart(self).svg()


class _Chart:
    """Lays the bars and the lines of the program out."""

    COLUMN = 22.0
    ROW = 22.0

    def __init__(self, loans: Loans) -> None:
        self.loans = loans
        self.rows = [line for lines in loans.shown for line in lines]
        self.code = len(loans.loans) * self.COLUMN + 44

    def svg(self) -> str:
        told = self.loans
        longest = max((len(told.text[line - 1]) for line in self.rows), default=0)
        notes = self.notes()
        width = max(self.code + longest * theme.CHAR, *(len(note) * theme.CHAR for note in notes)) + theme.PAD
        bottom = (len(self.rows) + 1) * self.ROW + 4
        height = bottom + self.ROW * len(notes) + 4
        parts = [part for column, loan in enumerate(told) for part in self.bar(column, loan)]
        for number, line in enumerate(self.rows, 1):
            y = number * self.ROW + 16
            parts.append(svg.text(self.code - 14, y, str(line), theme.FAINT, text_anchor="end"))
            parts.append(svg.text(self.code, y, told.text[line - 1], xml__space="preserve", style="white-space: pre"))
        for number, note in enumerate(notes):
            parts.append(svg.text(2, bottom + 20 + number * self.ROW, note, theme.FAINT))
        return svg.document(width, height, "The lines on which each loan is live", told.to_text(), "".join(parts))

    def notes(self) -> list[str]:
        """What a bar is, and its two looks."""
        kinds = {loan.kind for loan in self.loans}
        looks = {"exclusive": "solid: exclusive (&mut)", "shared": "hollow: shared (&)"}
        told = ", ".join(words for kind, words in looks.items() if kind in kinds)
        return ["a bar: the lines of a loan", told] if told else ["no loans"]

    def bar(self, column: int, loan: Loan) -> list[str]:
        """Its number above, and a bar for each run of lines: solid for an exclusive loan, hollow for a shared one."""
        color = theme.EXCLUSIVE if loan.kind == "exclusive" else theme.SHARED
        x = column * self.COLUMN + 6
        places = [place for place, line in enumerate(self.rows, 1) if self.loans.mark(loan, line) != " "]
        parts = [svg.text(x + 5, 16, str(loan.number), color, text_anchor="middle", font_weight=600)]
        for first, last in _runs(places):
            fill = color if loan.kind == "exclusive" else "none"
            top, height = first * self.ROW + 3, (last - first + 1) * self.ROW - 6
            parts.append(svg.box(x, top, 10, height, fill, stroke=color, stroke_width=1.6))
        return parts


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers side by side as first and last."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
