"""The fast plans and allocators against plain ones."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))

from memory_graphs import logs
from oracle.naive_alloc import NaiveFreeList
from oracle.naive_gc import NAIVE

from rustmem.memory.alloc import BestFit, FirstFit
from rustmem.memory.log import Log
from rustmem.memory.plan import PLANS

MANY = settings(max_examples=200, deadline=None)


@pytest.mark.parametrize("name", NAIVE)
def test_a_plan_does_what_the_plain_version_does(name: str) -> None:
    @MANY
    @given(logs(), st.integers(1, 6))
    def same(log: Log, tightness: int) -> None:
        heap = max(64, log.lifetimes.peak_live * tightness // 2)
        plan = PLANS[name](log, heap)
        stats = plan.replay()
        naive = NAIVE[name](log, heap).run()

        assert stats.out_of_memory == naive.out_of_memory
        assert stats.digest == naive.digest
        assert {obj: at for obj, at in enumerate(plan.reclaimed) if at} == naive.reclaimed
        if name != "refcount-cycles":
            assert stats.collections == len(naive.collected_at)
        if name not in ("refcount-cycles", "gencopy"):
            assert {obj: plan.address[obj] for obj in plan.present()} == naive.addresses
            assert (stats.marked, stats.copied_words, stats.swept) == (naive.marked, naive.copied_words, naive.swept)

    same()


@pytest.mark.parametrize("kind", [BestFit, FirstFit])
def test_a_free_list_answers_as_a_search_through_all_holes(kind: type[BestFit | FirstFit]) -> None:
    @MANY
    @given(st.lists(st.tuples(st.booleans(), st.integers(1, 90)), max_size=80), st.sampled_from([None, 500]))
    def same(requests: list[tuple[bool, int]], limit: int | None) -> None:
        fast, naive = kind(limit), NaiveFreeList(kind is BestFit, limit)
        for give_back, size in requests:
            if give_back and naive.blocks:
                address = sorted(naive.blocks)[size % len(naive.blocks)]
                fast.free(address)
                naive.free(address)
            else:
                assert fast.alloc(size) == naive.alloc(size)

            assert list(fast.holes()) == naive.holes()
            assert dict(fast.blocks()) == naive.blocks

    same()
