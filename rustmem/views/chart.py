"""Line charts: axes, series, and a table that says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log10

from rustmem.source.node import node
from rustmem.views import svg, theme

WIDTH = 416.0
"""Narrow enough for a phone held upright, where `svg.NARROWEST` of it is shown."""
LEFT, RIGHT, TOP, HEIGHT = 62.0, 16.0, 30.0, 220.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_POINTS = 160
"""Of a series: more would not be told apart."""


@node
class Series:
    """One line of a chart."""

    name: str
    points: tuple[tuple[float, float], ...]


@node
class Axis:
    """What a direction of a chart means. `log`: by powers of ten."""

    title: str
    low: float
    high: float
    log: bool = False
    form: Callable[[float], str] | None = None

    def place(self, value: float) -> float:
        """Where a value stands, from 0 to 1."""
        if self.log:
            low, high = log10(max(self.low, 1)), log10(max(self.high, 10 * self.low, 10))
            return (log10(max(value, self.low, 1)) - low) / (high - low)
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0

    def ticks(self) -> list[float]:
        if self.log:
            powers = [10.0**power for power in range(19) if self.low <= 10**power <= self.high * 1.0001]
            return powers[:: -(-len(powers) // 6)]
        return nice_ticks(self.low, self.high)

    def label(self, value: float) -> str:
        return self.form(value) if self.form else short(value)


def nice_ticks(low: float, high: float) -> list[float]:
    """About five round values."""
    span = high - low
    if span <= 0:
        return [low]
    rough = span / 5
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1 if rough >= 0.1 else 0.01
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if power * factor >= rough)
    first = int(low / step) * step
    return [round(first + i * step, 6) for i in range(12) if low - 1e-9 <= first + i * step <= high + 1e-9]


def short(value: float) -> str:
    """A number in few letters: `1.5k`, `20M`."""
    for unit, size in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if abs(value) >= size:
            return f"{value / size:.2f}".rstrip("0").rstrip(".") + unit
    return f"{value:.2f}".rstrip("0").rstrip(".")


class Chart:
    """A picture and its table; `str` of it is the table."""

    def __init__(self, title: str, x: Axis, y: Axis, series: Sequence[Series], table: str, note: str = "") -> None:
        self.title, self.x, self.y, self.series, self.table, self.note = title, x, y, list(series), table, note

    def to_markdown(self) -> str:
        return self.table

    def to_text(self) -> str:
        return f"{self.title}\n{self.table}" + (f"{self.note}\n" if self.note else "")

    def __str__(self) -> str:
        return self.table

    def to_svg(self) -> str:
        parts = [svg.text(0, 16, self.title, theme.INK, font_weight=600), *self.axes()]
        for number, series in enumerate(self.series):
            parts += self.line(number, series)
        y = TOP + HEIGHT + 58
        for number, series in enumerate(self.series):
            parts += legend(number, series.name, y)
            y += 19
        if self.note:
            for words in wrapped(self.note):
                parts.append(svg.text(0, y + 4, words, theme.FAINT))
                y += 17
        return svg.document(WIDTH, y, self.title, self.to_text(), "".join(parts))

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = LEFT + self.x.place(x) * (WIDTH - LEFT - RIGHT)
        return round(across, 1), round(TOP + HEIGHT * (1 - self.y.place(y)), 1)

    def axes(self) -> list[str]:
        parts = [svg.box(LEFT, TOP, WIDTH - LEFT - RIGHT, HEIGHT, theme.PAPER, stroke=theme.RULE)]
        for value in self.y.ticks():
            _, y = self.at(self.x.low, value)
            parts.append(svg.element("path", d=f"M{LEFT:g} {y:g} H{WIDTH - RIGHT:g}", stroke=theme.RULE, stroke_width=0.6))
            parts.append(svg.text(LEFT - 6, y + 4, self.y.label(value), theme.FAINT, text_anchor="end"))
        for value in self.x.ticks():
            x, _ = self.at(value, self.y.low)
            parts.append(svg.element("path", d=f"M{x:g} {TOP + HEIGHT:g} v5", stroke=theme.FAINT))
            parts.append(svg.text(x, TOP + HEIGHT + 19, self.x.label(value), theme.FAINT, text_anchor="middle"))
        parts.append(svg.text(WIDTH - RIGHT, TOP + HEIGHT + 38, self.x.title, theme.FAINT, text_anchor="end"))
        parts.append(svg.text(WIDTH - RIGHT, 16 + 10, self.y.title, theme.FAINT, text_anchor="end"))
        return parts

    def line(self, number: int, series: Series) -> list[str]:
        """The line, and its letter at a place where few others stand."""
        if not series.points:
            return []
        color, dashes = theme.SERIES[number % len(theme.SERIES)]
        points = [self.at(*point) for point in thinned(series.points)]
        path = "M" + " L".join(f"{x:g} {y:g}" for x, y in points)
        drawn = svg.element("path", d=path, fill="none", stroke=color, stroke_width=1.8, stroke_dasharray=dashes or "none")
        x, y = points[min(len(points) - 1, (number + 1) * len(points) // (len(self.series) + 1))]
        return [drawn, *mark(number, x, y)]


def mark(number: int, x: float, y: float) -> list[str]:
    """A letter on a disc."""
    color, _ = theme.SERIES[number % len(theme.SERIES)]
    disc = svg.element("circle", cx=float(x), cy=float(y), r=8, fill=theme.PAPER, stroke=color)
    return [disc, svg.text(x, y + 4.5, LETTERS[number % 26], color, text_anchor="middle", font_weight=700)]


def legend(number: int, name: str, y: float) -> list[str]:
    color, dashes = theme.SERIES[number % len(theme.SERIES)]
    path = f"M22 {y:g} h34"
    drawn = svg.element("path", d=path, fill="none", stroke=color, stroke_width=1.8, stroke_dasharray=dashes or "none")
    return [*mark(number, 9, y), drawn, svg.text(64, y + 4.5, name)]


def wrapped(words: str) -> list[str]:
    """Lines that fit the width."""
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) + 1 > int(WIDTH / theme.CHAR):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """At most `MOST_POINTS`: of each stretch the least and the most, in order."""
    if len(points) <= MOST_POINTS:
        return list(points)
    kept: list[tuple[float, float]] = []
    size = -(-2 * len(points) // MOST_POINTS)
    for start in range(0, len(points), size):
        part = points[start : start + size]
        least = min(range(len(part)), key=lambda i: part[i][1])
        most = max(range(len(part)), key=lambda i: part[i][1])
        kept += [part[i] for i in sorted({least, most})]
    return [points[0], *kept[1:-1], points[-1]]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table whose first column heads the rows."""
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " --: |" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"
