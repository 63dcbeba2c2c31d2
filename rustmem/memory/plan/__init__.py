"""Plans: spaces and allocators under one policy."""

from __future__ import annotations

from rustmem.memory.plan.gencopy import GenCopy
from rustmem.memory.plan.incremental import IncrementalDijkstra, IncrementalYuasa
from rustmem.memory.plan.markcompact import MarkCompact
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.memory.plan.nogc import NoGC
from rustmem.memory.plan.ownership import Ownership
from rustmem.memory.plan.plan import Plan
from rustmem.memory.plan.refcount import RefCount
from rustmem.memory.plan.refcount_cycles import RefCountCycles
from rustmem.memory.plan.semispace import SemiSpace

PLANS: dict[str, type[Plan]] = {
    plan.name: plan
    for plan in (
        Ownership, NoGC, RefCount, RefCountCycles, MarkSweep, MarkCompact, SemiSpace, GenCopy, IncrementalDijkstra,
        IncrementalYuasa,
    )
}  # fmt: skip
"""Every plan by name."""
