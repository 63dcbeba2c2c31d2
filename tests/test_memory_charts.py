"""Charts and maps of the heap: well-formed, the same bytes each time, and a text that says the same."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import Any

import pytest

import rustmem
from rustmem.memory.compare import compare
from rustmem.memory.pauses import Timeline
from rustmem.memory.stats import Stops
from rustmem.memory.weights import OBJECTS, WORDS
from rustmem.memory.workloads import binary_trees, cache, ring
from rustmem.views.chart import LETTERS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def comparison() -> rustmem.Comparison:
    return rustmem.compare(cache(20, 300))


@pytest.mark.parametrize("chart", ["heap", "stops", "mmu"])
def test_a_chart_says_its_table(comparison: rustmem.Comparison, chart: str) -> None:
    picture = rustmem.draw(comparison, chart=chart)
    root = ET.fromstring(comparison.to_svg(chart))

    assert root.attrib["role"] == "img"
    assert root.find(f"{SVG}desc").text == picture.to_text()  # type: ignore[union-attr]
    assert float(root.attrib["width"]) <= 480  # a phone's
    words = "".join(t.text or "" for t in root.iter(f"{SVG}text"))
    for number, replay in enumerate(comparison.replays):
        assert replay.title in words and replay.title in str(picture)
        assert any(t.text == LETTERS[number] for t in root.iter(f"{SVG}text"))


def test_every_color_has_a_dark_twin_and_every_number_is_finite(comparison: rustmem.Comparison) -> None:
    for chart in ("heap", "stops", "mmu"):
        for element in ET.fromstring(comparison.to_svg(chart)).iter():
            for name in ("fill", "stroke"):
                assert element.attrib.get(name, "none") == "none" or element.attrib[name].startswith("var(--")
            assert not any(word in str(element.attrib) for word in ("nan", "inf"))


def test_work_falls_as_the_heap_grows() -> None:
    sizes = rustmem.heap_sizes(ring(10, 400), ["marksweep", "semispace"], factors=[1.5, 3, 6])
    works = [sizes.work("marksweep", number) for number in range(3)]

    assert works == sorted(works, reverse=True)  # type: ignore[type-var]
    assert sizes.work("semispace", 0) is None
    assert "too small" in str(sizes)
    assert rustmem.draw(sizes).to_text().endswith(f"{WORDS}\n")
    assert ET.fromstring(sizes.to_svg()) is not None


def test_the_smallest_heap_is_the_edge() -> None:
    log = cache(20, 100)
    for plan in ("nogc", "markcompact", "semispace", "ownership"):
        least = rustmem.smallest_heap(log, plan)

        assert not rustmem.replay(log, plan, heap=least).out_of_memory
        assert rustmem.replay(log, plan, heap=least - 1).out_of_memory
    assert rustmem.smallest_heap(log, "nogc") == log.allocated
    assert rustmem.smallest_heap(log, "markcompact") == log.lifetimes.peak_live


def test_the_map_follows_objects_between_spaces() -> None:
    world = rustmem.Mutator()
    a = world.new("a", 32)
    b = world.new("b", 24, next=a)
    a.drop()
    world.note("what b holds is moved with it")
    world.collect()
    b["next"] = None
    picture = rustmem.draw(rustmem.replay(world, "semispace", heap=256), step=[3, 5, 6])
    svg = picture.to_svg()

    assert "semispace 0: 56 of 128 bytes in use\n    0: a (#1), 32 bytes, live, held by a root\n    32: b (#2)" in str(picture)
    assert "semispace 1: 56 of 128 bytes in use\n    0: b (#2), 24 bytes, live, held by a root, next → a (#1)\n" in str(picture)
    assert "    24: a (#1), 32 bytes, garbage\n" in str(picture)
    assert ET.fromstring(svg).find(f"{SVG}desc").text == str(picture)  # type: ignore[union-attr]
    assert "×a" in svg and "•b" in svg
    with pytest.raises(ValueError, match="there is no step 7: the last is 6"):
        rustmem.draw(rustmem.replay(world, "semispace", heap=256), step=7)


def test_a_collection_is_shown_while_nothing_is_given_back() -> None:
    world = rustmem.Mutator()
    a = world.new("a", 32)
    b = world.new("b", 24)
    c = world.new("c", 16, next=a)
    a.drop()
    b.drop()
    world.collect()
    assert c.number == 3

    def shown(plan: str) -> str:
        return str(rustmem.draw(rustmem.replay(world, plan, heap=256), step=7, phases=True))

    copied = (
        "during step 7: what is live is copied\n"
        "  semispace 0 (from-space): 128 bytes\n"
        "    0: a (#1), 32 bytes, copied, to 16\n"
        "    32: b (#2), 24 bytes, left behind\n"
        "    56: c (#3), 16 bytes, copied, to 0\n"
        "  semispace 1 (to-space): 128 bytes\n"
        "    0: c (#3), 16 bytes, live, held by a root, next → a (#1)\n"
        "    16: a (#1), 32 bytes, live\n"
        "after step 7: collect\n"
    )
    assert copied in shown("semispace")
    for plan in ("marksweep", "markcompact", "incremental-yuasa"):
        assert "0: a (#1), 32 bytes, marked\n    32: b (#2), 24 bytes, unmarked\n" in shown(plan)
    assert "nursery (from-space): 128 bytes\n    0: a (#1), 32 bytes, copied, to 16\n" in shown("gencopy")


def test_trial_deletion_shows_what_it_found_dead() -> None:
    world = rustmem.Mutator()
    ring = world.ring_of(2, 16)
    ring.drop()
    world.collect()
    text = str(rustmem.draw(rustmem.replay(world, "refcount-cycles"), step=world.step, phases=True))

    assert text.count("found dead") == 2
    assert "0 of 96 bytes in use" in text


def test_a_large_heap_is_drawn_in_few_rows() -> None:
    svg = rustmem.draw(rustmem.replay(ring(50, 300), "marksweep"), step=250).to_svg()

    assert float(ET.fromstring(svg).attrib["viewBox"].split()[3]) < 600


def stops_of(*stops: tuple[int, int]) -> Stops:
    made = Stops()
    for at, objects in stops:
        made.add((at, at, objects, 0, 0, 0, 0, 0, 0))
    return made


def test_utilisation_is_the_least_share_of_any_window() -> None:
    line = Timeline(stops_of((10, 5), (12, 5)), 100, OBJECTS)

    assert line.total == 110
    assert line.mmu(5) == 0
    assert line.mmu(12) == pytest.approx(2 / 12)  # both stops and the two operations between them
    assert line.mmu(20) == pytest.approx(0.5)
    assert line.mmu(110) == pytest.approx(100 / 110)
    assert [line.mmu(w) for w in range(1, 111)] == [naive_mmu(line, w) for w in range(1, 111)]


def naive_mmu(line: Timeline, window: int) -> float:
    """Every window that begins at a whole moment."""
    waits = [any(b <= moment < e for b, e in zip(line.begins, line.ends)) for moment in range(line.total)]
    return min(1 - sum(waits[at : at + window]) / window for at in range(line.total - window + 1))


def test_an_unknown_chart_or_cost_is_named(comparison: rustmem.Comparison) -> None:
    with pytest.raises(ValueError, match="no chart is called pie: there are heap, stops, mmu"):
        rustmem.draw(comparison, chart="pie")
    with pytest.raises(ValueError, match="no cost is called seconds: there are allocations"):
        comparison.to_markdown(["seconds"])


def test_nothing_that_was_recorded_gives_empty_tables_and_charts() -> None:
    nothing: list[Any] = []

    assert "| allocations | 0 |" in str(rustmem.compare(nothing))
    for chart in ("heap", "stops", "mmu"):
        assert ET.fromstring(rustmem.compare(nothing).to_svg(chart)) is not None


PRINTED = """
import rustmem
from rustmem.memory.workloads import binary_trees
made = rustmem.compare(binary_trees(4))
print(made.to_json(), made.to_svg("heap"), made.to_svg("stops"), made.to_svg("mmu"))
"""


def test_the_output_does_not_depend_on_the_order_of_hashes() -> None:
    found = {
        subprocess.run([sys.executable, "-c", PRINTED], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "1", "77")
    }

    assert len(found) == 1


def test_the_workloads_leave_nothing_behind() -> None:
    for log in (binary_trees(5), ring(7, 60), cache(9, 80)):
        made = compare(log, ["ownership", "refcount"])

        assert [r.stats.left_objects for r in made.replays] == [0, 0]
        assert made["ownership"].stats.drag == 0
    assert binary_trees(5).objects == 127 + 63 + 32 * 31
