"""One recorded run under several memory managers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rustmem.memory.mutator import Mutator
from rustmem.memory.plan.marksweep import MarkSweep
from rustmem.memory.plan.nogc import NoGC
from rustmem.memory.plan.ownership import Ownership
from rustmem.memory.plan.plan import Plan
from rustmem.memory.stats import Stats

PLANS: dict[str, type[Plan]] = {plan.name: plan for plan in (Ownership, NoGC, MarkSweep)}
HEADROOM = 2
"""A collector's heap, where none is given: so many times the most that is in use under ownership."""

COLUMNS: dict[str, str] = {
    "allocations": "allocations",
    "allocated": "bytes allocated",
    "peak": "most bytes in use",
    "left_bytes": "bytes in use at exit",
    "collections": "collections",
    "marked": "objects marked",
    "swept": "objects swept",
    "longest_stop": "longest stop, in objects",
}
"""What a comparison shows of `Stats`, and the words for it."""


class Replay:
    """One plan's run."""

    def __init__(self, plan: type[Plan], heap: int | None, stats: Stats) -> None:
        self.plan, self.heap, self.stats = plan, heap, stats

    def row(self) -> dict[str, Any]:
        told: dict[str, Any] = {"plan": self.plan.title}
        return told | {name: getattr(self.stats, name) for name in COLUMNS} | {"out_of_memory": self.stats.out_of_memory}

    def __str__(self) -> str:
        told = self.row()
        lines = [self.plan.title] + [f"  {words}: {told[name]}" for name, words in COLUMNS.items()]
        return "\n".join(lines + (["  out of memory"] if self.stats.out_of_memory else [])) + "\n"


class Comparison:
    """The runs, a row each."""

    def __init__(self, replays: list[Replay]) -> None:
        self.replays = replays

    def to_markdown(self) -> str:
        """A table whose columns are the plans."""
        lines = ["| what | " + " | ".join(r.plan.title for r in self.replays) + " |", "| --- |" + " --: |" * len(self.replays)]
        for name, words in COLUMNS.items():
            lines.append(f"| {words} | " + " | ".join(str(r.row()[name]) for r in self.replays) + " |")
        if any(r.stats.out_of_memory for r in self.replays):
            lines.append("| out of memory | " + " | ".join("yes" if r.stats.out_of_memory else "no" for r in self.replays) + " |")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        return json.dumps([r.row() for r in self.replays], indent=1) + "\n"

    __str__ = to_markdown


def replay(trace: Iterable[Any], plan: str = "marksweep", heap: int | None = None) -> Replay:
    """One plan over a trace. `heap`: bytes that the plan may use; by default unlimited, and for a collector
    twice what ownership needs."""
    return _replay(Mutator(trace), plan, heap)


def compare(trace: Iterable[Any], plans: Sequence[str] = tuple(PLANS), heap: int | None = None) -> Comparison:
    """Several plans over a trace; `heap` as in `replay`, for the collectors."""
    mutator = Mutator(trace)
    return Comparison([_replay(mutator, plan, heap if plan == "marksweep" else None) for plan in plans])


def _replay(mutator: Mutator, name: str, heap: int | None) -> Replay:
    plan = PLANS.get(name)
    if plan is None:
        raise ValueError(f"no plan is called {name}: there are {', '.join(PLANS)}")
    if heap is None and issubclass(plan, MarkSweep):
        heap = HEADROOM * Ownership().replay(mutator).peak
    return Replay(plan, heap, plan(heap).replay(mutator))
