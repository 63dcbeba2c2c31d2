"""Ranges beside each other: a row for each, drawn by powers of ten where they lie far apart, and a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence

from rustmem.source.node import node
from rustmem.views import svg, theme
from rustmem.views.chart import WIDTH, Axis, table, wrapped

ROW = 22.0
LEAST = 5.0
"""The width of a range whose ends are the same."""
FAR = 12.0
"""From this quotient of the most and the least on, the axis goes by powers of ten."""


@node
class Range:
    """One row: what it is, and between which values it lies."""

    name: str
    low: float
    high: float
    text: str


class RangeChart:
    """The picture; `str` of it is the table."""

    def __init__(self, title: str, unit: str, ranges: Sequence[Range], notes: Sequence[str] = ()) -> None:
        self.title, self.unit, self.ranges, self.notes = title, unit, list(ranges), list(notes)

    def to_markdown(self) -> str:
        return table(["what", self.unit], [[r.name, r.text] for r in self.ranges])

    def to_text(self) -> str:
        return "\n".join([self.title, self.to_markdown().rstrip("\n"), *self.notes]) + "\n"

    def __str__(self) -> str:
        return self.to_markdown()

    def axis(self) -> Axis:
        lows = [r.low for r in self.ranges if r.low > 0]
        least, most = min(lows, default=1.0), max((r.high for r in self.ranges), default=1.0)
        if most < FAR * least:
            return Axis(self.unit, 0.0, most)
        power = 1.0
        while power > least:
            power /= 10  # the axis begins at a power of ten, so that a row at the least value is seen
        return Axis(self.unit, power, most, log=True)

    def to_svg(self) -> str:
        left = 20.0 + theme.CHAR * max((len(r.name) for r in self.ranges), default=0)
        right = 10.0 + theme.CHAR * max((len(r.text) for r in self.ranges), default=0)
        width = max(WIDTH, left + right + 120)
        place = Scale(self.axis(), left, width - right)
        parts = [svg.text(0, 16, self.title, theme.INK, font_weight=600)]
        top, bottom = 34.0, 34.0 + ROW * len(self.ranges)
        for tick in place.ticks():
            x = place(tick)
            parts.append(svg.element("path", d=f"M{x:g} {top:g} V{bottom:g}", stroke=theme.RULE, stroke_width=0.6))
            parts.append(svg.text(x, bottom + 16, f"{tick:g}", theme.FAINT, text_anchor="middle"))
        for number, row in enumerate(self.ranges):
            parts += self.row(row, top + ROW * number + ROW / 2, place, left, width)
        y = bottom + 36
        parts.append(svg.text(width, y, self.unit, theme.FAINT, text_anchor="end"))
        for note in self.notes:
            for words in wrapped(note):
                y += 17
                parts.append(svg.text(0, y, words, theme.FAINT))
        return svg.document(width, y + 8, self.title, self.to_text(), "".join(parts))

    def row(self, row: Range, y: float, place: Scale, left: float, width: float) -> list[str]:
        start, end = place(row.low), place(row.high)
        wide = max(end - start, LEAST)
        middle = (start + end) / 2
        return [
            svg.text(left - 10, y + 4.5, row.name, theme.INK, text_anchor="end"),
            svg.element("path", d=f"M{left:g} {y:g} H{place.right:g}", stroke=theme.RULE, stroke_width=0.4),
            svg.box(round(middle - wide / 2, 1), y - 5, round(wide, 1), 10, theme.SHARED),
            svg.text(width, y + 4.5, row.text, theme.INK, text_anchor="end"),
        ]


class Scale:
    """From values to places across the picture."""

    def __init__(self, axis: Axis, left: float, right: float) -> None:
        self.axis, self.left, self.right = axis, left, right

    def __call__(self, value: float) -> float:
        axis = self.axis
        if not axis.log:
            return round(self.left + axis.place(value) * (self.right - self.left), 1)
        scaled = Axis(axis.title, 1.0, axis.high / axis.low, log=True)  # an axis by powers of ten begins at 1
        return round(self.left + scaled.place(value / axis.low) * (self.right - self.left), 1)

    def ticks(self) -> list[float]:
        if not self.axis.log:
            return self.axis.ticks()
        powers, power = [], self.axis.low
        while power <= self.axis.high * 1.0001:
            powers.append(round(power, 9))
            power *= 10
        return powers
