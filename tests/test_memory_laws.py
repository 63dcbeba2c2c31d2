"""The ten laws, over generated graphs; and of each, that it is broken when its mechanism is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

import memory_laws as laws
from memory_graphs import logs, owned

from rustmem.memory.alloc import ALLOCATORS, Bump
from rustmem.memory.alloc.buddy import Buddy
from rustmem.memory.alloc.free_list import BestFit
from rustmem.memory.alloc.slab import Slab
from rustmem.memory.log import Log
from rustmem.memory.plan import PLANS
from rustmem.memory.plan.gencopy import GenCopy
from rustmem.memory.plan.incremental import Incremental, IncrementalDijkstra, IncrementalYuasa
from rustmem.memory.plan.markcompact import MarkCompact
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.memory.plan.nogc import NoGC
from rustmem.memory.plan.ownership import Ownership
from rustmem.memory.plan.plan import Plan
from rustmem.memory.plan.refcount import RefCount
from rustmem.memory.plan.refcount_cycles import RefCountCycles
from rustmem.memory.plan.semispace import SemiSpace

MANY = settings(
    max_examples=200, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
SEARCH = settings(max_examples=400, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
COLLECTORS = [name for name in PLANS if name not in ("ownership", "nogc", "refcount")]
RINGS = st.tuples(st.integers(50, 400), st.integers(1, 8), st.integers(1, 12), st.integers(1, 30)).map(
    lambda drawn: (drawn[0], 8 * drawn[1], drawn[2], drawn[2] + drawn[3])
)
"""Messages, bytes of each, window, and how many messages the heap holds."""
REQUESTS = st.lists(st.tuples(st.booleans(), st.integers(1, 300)), min_size=1, max_size=60)


def holds(law: Callable[..., None], plan: type[Plan], graphs: st.SearchStrategy[Log] | None = None) -> None:
    """The law, for 200 graphs."""

    @MANY
    @given(logs() if graphs is None else graphs)
    def check(log: Log) -> None:
        law(plan, log)

    check()


def caught(law: Callable[..., None], plan: type[Plan], graphs: st.SearchStrategy[Log] | None = None) -> None:
    """Some graph breaks the law."""
    find(logs() if graphs is None else graphs, lambda log: laws.breaks(law, plan, log), settings=SEARCH)


class ForgetsRoot(MarkSweep):
    """Does not look at the variable that came last."""

    def collect(self) -> None:
        last = self.roots.popitem() if self.roots else None
        super().collect()
        if last:
            self.roots[last[0]] = last[1]


class SweepsTooLittle(MarkSweep):
    """Leaves one dead object where it is."""

    def release(self) -> None:
        first = next((obj for obj in self.objects if self.mark[obj] != self.epoch), None)
        if first is not None:
            self.mark[first] = self.epoch
        super().release()


class NoBarrier(GenCopy):
    def remember(self, obj: int, field: int) -> None:
        """The remembered set stays empty."""


class StaleCopies(SemiSpace):
    """Reads from the old copy: from an object whose fields were not updated."""

    def collect(self) -> None:
        super().collect()
        for obj in self.survivors[:1]:
            self.fields[obj] = [0] * len(self.fields[obj])


class CountsLate(RefCount):
    """Takes the old pointer away and forgets to count the new one."""

    def increment(self, obj: int) -> None:
        self.stats.count_updates += 1


# 1, 2 and 3: the graphs are made once for all plans


@MANY
@given(logs())
def test_every_plan_reads_the_same_loses_nothing_and_collects_all(log: Log) -> None:
    laws.null_limit(NoGC, log)
    for name, plan in PLANS.items():
        laws.as_if(plan, log)
        laws.safety(plan, log)
        if name in COLLECTORS:
            laws.completeness(plan, log)
    laws.counting_keeps_cycles(RefCount, log)


class RoundsUp(NoGC):
    def alloc(self, obj: int, size: int, _: int = 0) -> None:
        super().alloc(obj, size)
        assert isinstance(self.heap_space.allocator, Bump)
        if self.log.objects > 1:
            self.heap_space.allocator.cursor += 1


class NoCandidates(RefCountCycles):
    def still_held(self, obj: int) -> None:
        """Nobody is a candidate."""


@pytest.mark.parametrize(
    ("law", "plan"),
    [
        (laws.as_if, StaleCopies),
        (laws.as_if, CountsLate),
        (laws.null_limit, RoundsUp),
        (laws.null_limit, MarkSweep),  # it does with less
        (laws.safety, ForgetsRoot),
        (laws.safety, NoBarrier),
        (laws.safety, CountsLate),
        (laws.completeness, SweepsTooLittle),
        (laws.completeness, NoCandidates),
        (laws.completeness, RefCount),  # a cycle is kept
        (laws.counting_keeps_cycles, Ownership),
    ],
    ids=lambda part: part.__name__,
)
def test_a_broken_mechanism_is_seen(law: Callable[..., None], plan: type[Plan]) -> None:
    caught(law, plan)


# 4


class DropsLate(Ownership):
    """Gives an object back when the next one is dropped."""

    waiting = 0

    def free(self, obj: int, _: int = 0, __: int = 0) -> None:
        if self.waiting:
            super().free(self.waiting)
        self.waiting = obj


def test_ownership_has_the_least_peak_and_no_drag() -> None:
    holds(laws.ownership_is_least, Ownership, owned())
    caught(laws.ownership_is_least, DropsLate, owned())
    caught(laws.ownership_is_least, MarkSweep, owned())


# 5


class CollectsEarly(MarkSweep):
    def alloc(self, obj: int, size: int, _: int = 0) -> None:
        if self.in_use * 4 > 3 * (self.heap or 0):
            self.stop_the_world()
        super().alloc(obj, size)


def test_collections_on_a_ring_follow_the_closed_form() -> None:
    @MANY
    @given(RINGS, st.sampled_from([MarkSweep, MarkCompact]))
    def check(shape: tuple[int, int, int, int], plan: type[Plan]) -> None:
        laws.ring_collections(plan, shape)

    check()
    find(RINGS, lambda shape: laws.breaks(laws.ring_collections, CollectsEarly, shape), settings=SEARCH)


# 6


class MarksGarbage(MarkSweep):
    """Takes one dead object in the heap for a root, as a conservative collector may."""

    def collect(self) -> None:
        super().collect()
        dead = [obj for obj in self.objects if self.mark[obj] != self.epoch]
        for obj in dead[: len(dead) // 2]:
            self.mark[obj] = self.epoch
            self.stats.marked += 1


class CopiesGarbage(SemiSpace):
    """Copies everything."""

    def collect(self) -> None:
        for obj in self.objects[: len(self.objects) // 2]:
            if obj not in self.roots:
                self.roots[obj] = 0
        super().collect()
        for obj in [obj for obj, count in self.roots.items() if not count]:
            del self.roots[obj]


LONG_RINGS = RINGS.map(lambda shape: (shape[0] * 3, *shape[1:]))


def test_work_over_allocation_follows_the_size_of_the_heap() -> None:
    @MANY
    @given(LONG_RINGS, st.booleans())
    def check(shape: tuple[int, int, int, int], copies: bool) -> None:
        laws.appel(SemiSpace if copies else MarkSweep, shape, copies)

    check()
    find(LONG_RINGS, lambda shape: laws.breaks(laws.appel, MarksGarbage, shape, False), settings=SEARCH)
    find(LONG_RINGS, lambda shape: laws.breaks(laws.appel, CopiesGarbage, shape, True), settings=SEARCH)


# 7


class SweepsTheDead(MarkSweep):
    """Counts dead objects only."""

    def release(self) -> None:
        swept, live = self.stats.swept, sum(1 for obj in self.objects if self.mark[obj] == self.epoch)
        super().release()
        self.stats.swept = swept + live


def test_copying_costs_what_lives_and_sweeping_what_there_is() -> None:
    @MANY
    @given(logs(), st.integers(1, 20))
    def check(log: Log, garbage: int) -> None:
        laws.work_follows(SemiSpace, log, garbage, True)
        laws.work_follows(MarkSweep, log, garbage, False)

    check()
    caught(lambda plan, log: laws.work_follows(plan, log, 5, True), CopiesGarbage)
    caught(lambda plan, log: laws.work_follows(plan, log, 5, False), SweepsTheDead)


# 8


def test_a_minor_collection_keeps_what_old_objects_point_to() -> None:
    holds(laws.minor_keeps, GenCopy)
    caught(laws.minor_keeps, NoBarrier)


# 9


def slowly(kind: type[Incremental]) -> Callable[[Log, int | None], Incremental]:
    """One object at each allocation, so that the program runs between the steps."""
    return lambda log, heap: kind(log, heap, rate=1)


class NoDijkstra(IncrementalDijkstra):
    store = Plan.store


class NoYuasa(IncrementalYuasa):
    store = Plan.store


class RootsOnce(IncrementalDijkstra):
    """Does not look at the roots again before marking ends."""

    end_marking = Incremental.end_marking


class NoSnapshot(IncrementalYuasa):
    """Shades only half of the roots at the start."""

    def start(self) -> None:
        super().start()
        for obj in self.grey[len(self.grey) // 2 :]:
            self.mark[obj] = 0
        del self.grey[len(self.grey) // 2 :]


@pytest.mark.parametrize(("kind", "strong"), [(IncrementalDijkstra, True), (IncrementalYuasa, False)])
def test_no_white_object_hides(kind: type[Incremental], strong: bool) -> None:
    @MANY
    @given(logs())
    def check(log: Log) -> None:
        laws.tricolour(slowly(kind), log, strong)

    check()


@pytest.mark.parametrize(("kind", "strong"), [(NoDijkstra, True), (RootsOnce, True), (NoYuasa, False), (NoSnapshot, False)])
def test_without_its_barrier_a_white_object_hides(kind: type[Incremental], strong: bool) -> None:
    find(logs(), lambda log: laws.breaks(laws.tricolour, slowly(kind), log, strong), settings=SEARCH)


# 10


class ForgetsBuddy(Buddy):
    def free(self, address: int) -> None:
        order = self.orders.pop(address)
        self._used -= 1 << order
        self.add(address, order)


class LeavesHoles(BestFit):
    def free(self, address: int) -> None:
        self.insert(address, self.sizes.pop(address))


class Overlaps(Slab):
    def class_of(self, size: int) -> int:
        return max(8, size // 8 * 8)


@pytest.mark.parametrize("name", ALLOCATORS)
def test_blocks_are_disjoint_and_can_be_had_again(name: str) -> None:
    @MANY
    @given(REQUESTS)
    def check(requests: list[tuple[bool, int]]) -> None:
        laws.allocator_is_sound(ALLOCATORS[name], requests)

    check()


@pytest.mark.parametrize("kind", [ForgetsBuddy, LeavesHoles, Overlaps])
def test_an_allocator_that_does_not_join_or_round_is_seen(kind: Any) -> None:
    find(REQUESTS, lambda requests: laws.breaks(laws.allocator_is_sound, kind, requests), settings=SEARCH)
