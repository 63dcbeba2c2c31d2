"""Measured figures as a picture."""

from __future__ import annotations

from rustmem.measure.figures import Figure
from rustmem.views.range_chart import Range, RangeChart


def draw_figures(figures: list[Figure]) -> RangeChart:
    """The figures of one quantity beside each other. Raises ValueError for none, for words, and for several quantities."""
    if not figures or not all(isinstance(figure, Figure) for figure in figures):
        raise ValueError("a list that is drawn holds measured figures")
    quantities = {figure.key.rpartition(".")[2] for figure in figures}
    if len(quantities) > 1:
        raise ValueError(f"figures of {' and '.join(sorted(quantities))} have no axis in common")
    if any(isinstance(figure.value, str) for figure in figures):
        raise ValueError(f"words have no axis: {figures[0].key} is {figures[0].text}")
    ranges = [Range(name_of(figure), *ends(figure), figure.text) for figure in figures]
    unit = max((figure.unit for figure in figures), key=len)
    tiers = ", ".join(sorted({figure.tier for figure in figures}))
    versions = sorted({version for figure in figures for version in figure.versions}, key=str.lower)
    notes = [f"{tiers}; {', '.join(versions)}"]
    return RangeChart(f"{figures[0].key.partition('.')[0]}: {unit}", unit, ranges, notes)


def name_of(figure: Figure) -> str:
    """The subject, which stands between the experiment and the quantity."""
    return figure.key.partition(".")[2].rpartition(".")[0]


def ends(figure: Figure) -> tuple[float, float]:
    value = figure.value
    assert not isinstance(value, str)
    return value if isinstance(value, tuple) else (float(value), float(value))
