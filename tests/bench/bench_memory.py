"""How fast a recorded run is replayed under each plan, and in how much memory.

    pytest tests/bench/bench_memory.py

About a million operations of each workload; the processor's time is told, never asserted. The most memory so far is told too:
one workload is held at a time.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable
from functools import lru_cache

import pytest

from rustmem.memory.compare import make_plan
from rustmem.memory.log import Log
from rustmem.memory.plan import PLANS
from rustmem.memory.workloads import binary_trees, ring
from rustmem.memory.workloads import cache as cache_workload

LOGS: dict[str, Callable[[], Log]] = {
    "binary trees": lambda: binary_trees(10),
    "ring": lambda: ring(1000, 125_500),
    "cache": lambda: cache_workload(2000, 125_000),
}


@lru_cache(maxsize=1)
def log_of(name: str) -> Log:
    log = LOGS[name]()
    assert log.lifetimes.peak_live
    return log


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("workload", LOGS)
def test_a_million_operations(benchmark: object, name: str, workload: str) -> None:
    log = log_of(workload)
    plan = make_plan(log, name, None, "", {})
    start = time.process_time()
    stats = benchmark.pedantic(plan.replay, rounds=1)  # type: ignore[attr-defined]
    seconds = time.process_time() - start
    told = {
        "operations": len(log),
        "seconds of the processor": round(seconds, 2),
        "per million": round(seconds * 1e6 / len(log), 2),
        "MiB at most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    benchmark.extra_info.update(told)  # type: ignore[attr-defined]
    print("\n" + name, workload, ", ".join(f"{words} {value}" for words, value in told.items()))

    assert not stats.out_of_memory
    assert stats.allocations == log.objects
