"""Charts of replays: the heap over time, stops, utilisation, and work against the size of the heap."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

from rustmem.memory.compare import Replay
from rustmem.memory.pauses import Timeline, utilisation
from rustmem.memory.vary import HeapSizes
from rustmem.memory.weights import WORDS, Weights
from rustmem.views import svg, theme
from rustmem.views.chart import LEFT, RIGHT, WIDTH, Axis, Chart, Series, mark, table, wrapped

TIMES = 10
"""Rows of the table of the heap over time."""


def heap_chart(replays: Sequence[Replay]) -> Chart:
    """Bytes in use over the operations of the program."""
    series = [Series(r.title, tuple((float(at), float(used)) for at, used, _ in r.curve)) for r in replays]
    end = max((len(r.plan.log) for r in replays), default=0)
    high = max((y for s in series for _, y in s.points), default=0.0)
    rows = []
    for part in range(1, TIMES + 1):
        at = end * part // TIMES
        rows.append([str(at), *(str(in_use_at(r, at)) for r in replays)])
    words = table(["operation", *(r.title for r in replays)], rows)
    return Chart("Bytes in use over time", Axis("operations", 0, end), Axis("bytes", 0, high), series, words)


def in_use_at(replay: Replay, at: int) -> int:
    """The last sample up to an operation."""
    return next((used for sample, used, _ in reversed(replay.curve) if sample <= at), 0)


def mmu_chart(replays: Sequence[Replay], weights: Weights = WORDS) -> Chart:
    """Minimum mutator utilisation by the length of the window."""
    timelines = [Timeline(r.stops, r.plan.at + 1, weights) for r in replays]
    found = utilisation(timelines)
    series = [Series(r.title, tuple((float(window), 100 * shares[i]) for window, shares in found)) for i, r in enumerate(replays)]
    rows = [[str(window), *(f"{100 * share:.0f} %" for share in shares)] for window, shares in found]
    words = table(["window", *(r.title for r in replays)], rows)
    high = found[-1][0] if found else 10
    x = Axis("window, in units of work", 1, high, log=True)
    y = Axis("least share left to the program", 0, 100, form=lambda value: f"{value:.0f} %")
    return Chart("Minimum mutator utilisation", x, y, series, words, str(weights))


def work_chart(sizes: HeapSizes) -> Chart:
    """Work of the memory manager against the size of the heap."""
    series = []
    for plan, title in zip(sizes.runs, sizes.titles):
        works = [(float(factor), sizes.work(plan, i)) for i, factor in enumerate(sizes.factors)]
        series.append(Series(title, tuple((factor, float(work)) for factor, work in works if work is not None)))
    most = max((y for s in series for _, y in s.points), default=1.0)
    x = Axis(f"heap, in multiples of {sizes.live} bytes live", min(sizes.factors), max(sizes.factors))
    least = min((y for s in series for _, y in s.points if y), default=1.0)
    y = Axis("work", 10.0 ** int(log10(least)), most, log=True)
    return Chart("Work against the size of the heap", x, y, series, sizes.to_markdown(), str(sizes.weights))


class StopChart:
    """A strip for each plan, a stem for each stop; several in one place are drawn as the longest."""

    STRIP = 46.0
    SLOTS = 150

    def __init__(self, replays: Sequence[Replay]) -> None:
        self.replays = list(replays)
        self.title = "Stops of the program: how many, and the longest"
        self.most = max((r.stops.longest() for r in replays), default=0)

    def to_markdown(self) -> str:
        rows = []
        for r in self.replays:
            lengths = sorted(stop.objects for stop in r.stops)
            cells = [lengths[len(lengths) // 2], lengths[len(lengths) * 99 // 100], lengths[-1]] if lengths else [0, 0, 0]
            rows.append([r.title, str(len(lengths)), *map(str, cells), str(sum(lengths))])
        return table(["plan", "stops", "median, in objects", "99 of 100 within", "longest", "all together"], rows)

    def to_text(self) -> str:
        return f"{self.title}\n{self.to_markdown()}"

    def __str__(self) -> str:
        return self.to_markdown()

    def to_svg(self) -> str:
        axis = Axis("objects touched", 1, max(self.most, 10), log=True)
        parts = [svg.text(0, 16, self.title, theme.INK, font_weight=600)]
        y = 30.0
        for number, replay in enumerate(self.replays):
            parts += self.strip(number, replay, y, axis)
            y += self.STRIP + 36
        note = f"Across: operations of the program. Up: objects touched, from 1 to {max(self.most, 10)}, by powers of ten."
        for words in wrapped(note):
            parts.append(svg.text(0, y + 4, words, theme.FAINT))
            y += 17
        return svg.document(WIDTH, y, self.title, self.to_text(), "".join(parts))

    def strip(self, number: int, replay: Replay, y: float, axis: Axis) -> list[str]:
        color, _ = theme.SERIES[number % len(theme.SERIES)]
        width = WIDTH - LEFT - RIGHT
        longest = replay.stops.longest()
        base = y + 20 + self.STRIP
        parts = [*mark(number, 9, y + 8), svg.text(24, y + 12, f"{replay.title}: {len(replay.stops)}, longest {longest}")]
        parts.append(svg.box(LEFT, y + 20, width, self.STRIP, theme.PAPER, stroke=theme.RULE))
        path = ""
        for slot, most in sorted(self.slots(replay).items()):
            height = max(2.0, (axis.place(most) * 0.9 + 0.08) * self.STRIP)
            path += f"M{LEFT + width * (slot + 0.5) / self.SLOTS:.1f} {base:g} v-{height:.1f}"
        if path:
            parts.append(svg.element("path", d=path, stroke=color, stroke_width=2))
        return parts

    def slots(self, replay: Replay) -> dict[int, int]:
        """The longest stop in each place of the strip."""
        found: dict[int, int] = {}
        total = max(len(replay.plan.log), 1)
        for stop in replay.stops:
            slot = stop.at * self.SLOTS // total
            found[slot] = max(found.get(slot, 0), stop.objects)
        return found
