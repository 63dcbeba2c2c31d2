"""Parts of a built page: ranges that stay whole, pictures that are described once, the classes of the API."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

import rustmem
from rustmem.plugins.api import describe
from rustmem.plugins.markdown import undescribed
from rustmem.plugins.page_tree import keep_ranges_whole
from rustmem.plugins.table_of_figures import Column, Table


def kept(html: str) -> str:
    root = ElementTree.fromstring(f"<div>{html}</div>")
    keep_ranges_whole(root)
    return ElementTree.tostring(root, encoding="unicode").removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<td>0.25–0.28</td>", '<td class="n">0.25–0.28</td>'),
        ('<td class="right">1,000–1,200</td>', '<td class="right n">1,000–1,200</td>'),
        ("<td>90–100 (loose)</td>", '<td><span class="n">90–100</span> (loose)</td>'),
        ("<p>took 7–8 and 0.9–1.1, <em>2–3</em> or 4–5.</p>",
         '<p>took <span class="n">7–8</span> and <span class="n">0.9–1.1</span>, <em><span class="n">2–3</span></em> or <span class="n">4–5</span>.</p>'),
        ("<p>seen on 2026-11-29)</p>", '<p>seen on <span class="n">2026-11-29</span>)</p>'),
        ("<p>a – b, x1–2, <code>1–2</code></p>", "<p>a – b, x1–2, <code>1–2</code></p>"),
    ],
)  # fmt: skip
def test_a_range_does_not_break_at_its_dash(html: str, made: str) -> None:
    assert kept(html) == made


def test_a_picture_is_described_once() -> None:
    told = "The heap\n| a | b &amp; c |"
    svg = f"<svg><title>The heap</title><desc>{told}\n</desc><path/></svg>"

    assert undescribed(svg, "The heap\n| a | b & c |\n") == "<svg><title>The heap</title><path/></svg>"
    assert undescribed(svg, "| a | b & c |\n") == "<svg><title>The heap</title><path/></svg>"
    assert undescribed(svg, "something else\n") == svg
    assert undescribed("<svg/>", "") == "<svg/>"


def test_a_turned_table_has_its_subjects_side_by_side() -> None:
    columns = (Column("bytes", "size"), Column("alignment", "align"))
    table = Table("sizes", "type", columns, (("`u64`", "u64"), ("`Cell<u64>`", "cell-u64")), turned=True)

    assert table().splitlines()[:4] == [
        "| type | `u64` | `Cell<u64>` |",
        "| --- | --: | --: |",
        "| bytes | 8 | 8 |",
        "| alignment | 8 | 8 |",
    ]


def test_a_caption_calls_no_range_the_same_in_every_run() -> None:
    columns = (Column("collections", "collections", subject="trees-java-{}"),)
    table = Table("pauses", "Java", columns, (("Serial", "serial"), ("G1", "g1")))

    assert "–" in table()
    assert "of a range, the runs lie within one of its middle" in table()


def members(name: str) -> dict[str, str]:
    found = [(part.tag, "".join(part.itertext())) for e in describe(name) for part in e.iter() if part.tag in ("dt", "dd")]
    return {term: told for (_, term), (_, told) in zip(found[::2], found[1::2], strict=True)}


def test_the_api_shows_what_a_class_extends() -> None:
    shown = members("Comparison")

    assert "to_markdown(costs: Sequence[str] | None = None) -> str" in shown
    assert "to_svg(chart: str = 'heap') -> str" in shown
    assert members("Replay")["costs: dict[str, int]"]


@pytest.mark.parametrize("name", ["Report", "Execution", "Limits", "Mutator", "Replay", "Comparison", "HeapSizes", "Picture"])
def test_each_member_of_the_api_says_what_it_is(name: str) -> None:
    assert [term for term, told in members(name).items() if not told] == []


def test_a_class_that_only_functions_make_shows_no_constructor() -> None:
    assert [e.tag for e in describe("Report")][:2] == ["h3", "p"]
    assert [e.tag for e in describe("Limits")][:2] == ["h3", "pre"]
    assert rustmem.Limits().steps == 20_000_000
