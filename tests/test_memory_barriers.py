"""Write barriers, exhaustively: every phase, every colour of the object that is written to, of the old and of the new target."""

from __future__ import annotations

from itertools import product

import pytest

from rustmem.memory.log import Log
from rustmem.memory.plan.gencopy import GenCopy
from rustmem.memory.plan.incremental import Incremental, IncrementalDijkstra, IncrementalYuasa

COLORS = ("white", "grey", "black")


def three_objects() -> Log:
    log = Log()
    for _ in range(3):
        log.fields[log.alloc(0, 8)] = 1
    return log


def paint(plan: Incremental, obj: int, color: str) -> None:
    plan.mark[obj] = plan.epoch if color != "white" else 0
    plan.scanned[obj] = plan.epoch if color == "black" else 0
    if color == "grey":
        plan.grey.append(obj)


@pytest.mark.parametrize(
    ("kind", "phase", "source", "old", "new"),
    list(product((IncrementalDijkstra, IncrementalYuasa), ("idle", "marking", "sweeping"), COLORS, (*COLORS, ""), (*COLORS, ""))),
)
def test_a_store_shades_what_its_barrier_protects(kind: type[Incremental], phase: str, source: str, old: str, new: str) -> None:
    """Objects 1, 2 and 3: the one that is written to, the old target, the new one; an empty colour is the null pointer."""
    plan = kind(three_objects(), 1 << 20)
    plan.run()
    plan.epoch, plan.phase = 7, phase  # type: ignore[assignment]
    before = {1: source, 2: old, 3: new}
    for obj, color in before.items():
        paint(plan, obj, color or "black")
    plan.fields[1][0] = 2 if old else 0
    plan.store(1, 0, 3 if new else 0)

    shaded = {
        IncrementalDijkstra: 3 if phase == "marking" and source == "black" and new == "white" else 0,
        IncrementalYuasa: 2 if phase == "marking" and old == "white" else 0,
    }[kind]
    assert plan.fields[1][0] == (3 if new else 0)
    assert plan.stats.barriers == 1
    assert plan.stats.barrier_hits == (1 if shaded else 0)
    for obj, color in before.items():
        assert plan.color(obj) == ("grey" if obj == shaded else color or "black")
    assert (shaded in plan.grey) == bool(shaded)


@pytest.mark.parametrize(("source", "target"), list(product(("young", "old"), ("young", "old", ""))))
def test_a_pointer_from_old_to_young_is_remembered(source: str, target: str) -> None:
    plan = GenCopy(three_objects(), 1 << 20)
    plan.run()
    plan.old[1], plan.old[3] = source == "old", target == "old"
    plan.store(1, 0, 3 if target else 0)

    assert list(plan.remembered) == ([(1, 0)] if (source, target) == ("old", "young") else [])
    assert plan.stats.barriers == 1
