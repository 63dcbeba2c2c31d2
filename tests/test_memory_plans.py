"""The same run under every plan: the laws that hold whatever the plan."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

import rustmem
from rustmem.memory.compare import PLANS, compare, replay
from rustmem.memory.mutator import Mutator, New, Release
from rustmem.memory.plan.marksweep import MarkSweep

PROGRAMS = {
    "lists": 'fn main() { let mut kept = Vec::new(); for i in 0..40 { let v = vec![i; 8]; if i % 9 == 0 { kept.push(v); } } println!("{}", kept.len()); }',
    "texts": 'fn main() { let mut s = String::from("a"); for _ in 0..30 { s.push_str("bc"); let t = s.clone(); s = t; } println!("{}", s.len()); }',
    "boxes": 'struct Node { next: Option<Box<Node>>, v: i32 }\nfn main() { let mut head = None; for v in 0..20 { head = Some(Box::new(Node { next: head, v })); } let n = head.unwrap(); println!("{} {}", n.v, n.next.is_some()); }',
    "nothing": "fn main() {}",
}


@cache
def trace_of(name: str) -> list[Any]:
    execution = rustmem.run(PROGRAMS[name], trace=True)
    assert execution.status == "finished", execution.report.render()
    return list(execution.trace)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_plan_serves_every_request(name: str) -> None:
    rows = [r.stats for r in compare(trace_of(name)).replays]

    assert len({row.allocations for row in rows}) == 1
    assert len({row.allocated for row in rows}) == 1
    assert not any(row.out_of_memory for row in rows)


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_null_collector_needs_all_that_is_allocated(name: str) -> None:
    stats = replay(trace_of(name), "nogc").stats

    assert stats.peak == stats.allocated == stats.left_bytes
    assert not replay(trace_of(name), "nogc", heap=stats.allocated).stats.out_of_memory
    assert stats.allocated == 0 or replay(trace_of(name), "nogc", heap=stats.allocated - 1).stats.out_of_memory


@pytest.mark.parametrize("name", PROGRAMS)
def test_ownership_leaves_nothing_behind(name: str) -> None:
    stats = replay(trace_of(name), "ownership").stats

    assert (stats.left_bytes, stats.left_objects, stats.frees) == (0, 0, stats.allocations)


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_object_is_collected_before_its_owner_is_dropped(name: str) -> None:
    """A full collection after every operation: what the program still owns is reachable."""
    mutator, plan = Mutator(trace_of(name)), MarkSweep()
    for operation in mutator.operations:
        if isinstance(operation, Release):
            assert operation.obj in plan.sizes
        plan.take(operation)
        if isinstance(operation, New | Release):
            plan.collect(operation.step)


@pytest.mark.parametrize("name", PROGRAMS)
def test_after_a_full_collection_in_use_equals_reachable(name: str) -> None:
    plan = MarkSweep()
    plan.replay(Mutator(trace_of(name)))
    plan.collect(0)

    assert set(plan.sizes) == plan.mark()


def test_a_smaller_heap_costs_more_collections() -> None:
    trace = trace_of("lists")
    needed = replay(trace, "ownership").stats.peak
    tight, wide = (replay(trace, "marksweep", heap=needed * times).stats for times in (2, 4))

    assert tight.collections > wide.collections
    assert tight.peak <= needed * 2


def test_an_unknown_plan_is_named() -> None:
    with pytest.raises(ValueError, match="no plan is called copying: there are " + ", ".join(PLANS)):
        replay([], "copying")
