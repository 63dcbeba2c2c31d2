"""Ranges of measured figures as a picture and as a table."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

import rustmem
from rustmem.views.range_chart import Range, RangeChart, Scale


def test_the_picture_of_figures_says_what_the_table_says() -> None:
    chart = rustmem.draw(rustmem.figures("trees.*.cpu_ratio"))
    svg, table = chart.to_svg(), str(chart)
    root = ElementTree.fromstring(svg)
    desc = next(e.text for e in root if e.tag.endswith("desc"))

    assert desc is not None and table.strip() in desc
    assert "| rust-arena | 0." in table
    for figure in rustmem.figures("trees.*.cpu_ratio"):
        assert f">{figure.text}</text>" in svg
    assert "loose; " in svg


@pytest.mark.parametrize("values", [[(1.0, 1.0)], [(0.2, 0.3), (1.0, 1.0), (30.0, 35.0)], [(0.0, 0.0), (5.0, 6.0)], []])
def test_rows_stand_within_the_picture_in_the_order_of_their_values(values: list[tuple[float, float]]) -> None:
    chart = RangeChart("t", "times", [Range(f"r{i}", low, high, "x") for i, (low, high) in enumerate(values)])
    place = Scale(chart.axis(), 50.0, 400.0)
    boxes = [float(x) for x in re.findall(r'<rect x="([\d.-]+)"', chart.to_svg())]

    assert all(0 <= x <= 460 for x in boxes)
    assert boxes == sorted(boxes)
    assert all(50 <= place(tick) <= 401 for tick in place.ticks())


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ([], "holds measured figures"),
        ([1], "holds measured figures"),
        (["sizes.u64.size", "sizes.u64.align"], "figures of align and size have no axis in common"),
        (["symbols.malloc.outcome"], "words have no axis: symbols.malloc.outcome is from GLIBC"),
    ],
)
def test_what_has_no_picture_is_said(figures: list[object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rustmem.draw([rustmem.measured(f) if isinstance(f, str) else f for f in figures])


def test_a_pattern_without_figures_is_named() -> None:
    with pytest.raises(ValueError, match="no figure's key matches tres"):
        rustmem.figures("tres.*")
