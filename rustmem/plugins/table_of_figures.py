"""How a table of measured figures is made: rows are subjects of an experiment, columns are quantities.

A column's heading names the tier of most of its figures; a cell with another tier says so itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rustmem.measure.figures import Figure
from rustmem.measure.recorded import measured, recorded_figures


@dataclass(frozen=True)
class Column:
    """A quantity, under a heading."""

    heading: str
    quantity: str
    experiment: str = ""
    """Where it is another than the table's."""
    subject: str = "{}"
    """The subject, made from that of the row."""
    instead: str = ""
    """The experiment that is asked where the first has no such figure."""
    optional: bool = False
    """Whether some subjects have no such figure; their cells hold a dash."""


@dataclass(frozen=True)
class Table:
    """What a table shows, and of which experiment."""

    experiment: str
    head: str
    """Heading of the first column."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, str], ...]
    """Label and subject."""
    notes: tuple[str, ...] = ()
    """Sentences below the table, a line each; a key in braces stands for its figure."""
    turned: bool = False
    """Whether the subjects stand side by side and the quantities below each other: for few subjects and many quantities."""

    def __call__(self) -> str:
        return markdown(self)


def markdown(table: Table) -> str:
    """The table and its caption. Raises ValueError where a figure is not recorded."""
    columns = [[_figure(table, subject, column) for _, subject in table.rows] for column in table.columns]
    tiers = [_tier(figures) for figures in columns]
    one = len({figure.tier for figures in columns for figure in figures if figure is not None}) == 1
    headings = [column.heading if one else f"{column.heading} ({tier})" for column, tier in zip(table.columns, tiers)]
    rules = [" --- |" if any(f and isinstance(f.value, str) for f in figures) else " --: |" for figures in columns]
    cells = [[_cell(figure, tier) for figure in figures] for figures, tier in zip(columns, tiers)]
    labels = [label for label, _ in table.rows]
    if table.turned:
        rows = [[table.head, *labels], *([heading, *row] for heading, row in zip(headings, cells))]
        rules = [" --: |"] * len(labels)
    else:
        rows = [[table.head, *headings], *([label, *row] for label, row in zip(labels, zip(*cells)))]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "| --- |" + "".join(rules))
    shown = [figure for figures in columns for figure in figures if figure is not None]
    notes = [KEY.sub(lambda found: measured(found[1]).text, note) for note in table.notes]
    return "\n".join([*lines, "", *caption(shown, notes)]) + "\n"


KEY = re.compile(r"\{([a-z0-9_.-]+)\}")


def _figure(table: Table, subject: str, column: Column) -> Figure | None:
    name = f"{column.subject.format(subject)}.{column.quantity}"
    keys = [f"{experiment}.{name}" for experiment in (column.experiment or table.experiment, column.instead) if experiment]
    found = next((key for key in keys if key in recorded_figures()), None)
    return None if found is None and column.optional else measured(found or keys[0])


def _tier(figures: Sequence[Figure | None]) -> str:
    """The tier of most figures of a column."""
    counted = Counter(figure.tier for figure in figures if figure is not None)
    return counted.most_common(1)[0][0] if counted else "exact"


def _cell(figure: Figure | None, tier: str) -> str:
    if figure is None:
        return "–"
    text = figure.text.replace("|", "\\|")
    return text if figure.tier == tier else f"{text} ({figure.tier})"


WITHIN_ONE = "exact (every run gave the same; of a range, the runs lie within one of its middle)"
TIER_WORDS = {
    "exact": "exact (every run gave the same)",
    "tight": "tight (within five per cent)",
    "loose": "loose (a range, from several interleaved runs)",
    "order": "order (only the order of magnitude counts)",
}


def caption(figures: Sequence[Figure], notes: Sequence[str] = ()) -> list[str]:
    """What was measured with what and where, and how far it can be trusted; a paragraph of its own, a sentence a line."""
    tiers = [words for tier, words in TIER_WORDS.items() if any(f.tier == tier for f in figures)]
    if any(f.tier == "exact" and isinstance(f.value, tuple) for f in figures):
        tiers[0] = WITHIN_ONE
    versions = sorted({version for figure in figures for version in figure.versions}, key=str.lower)
    machines = sorted({figure.machine for figure in figures})
    trust = f"Every figure is {tiers[0]}." if len(tiers) == 1 else f"Figures are {', '.join(tiers)}."
    if {f.tier for f in figures} == {"order"}:
        trust = "Only the order of magnitude counts."
    told = [*notes, trust, f"Measured with {', '.join(versions)} on {' and '.join(machines)}."]
    return [*told, "{ .rustmem-caption }"]
