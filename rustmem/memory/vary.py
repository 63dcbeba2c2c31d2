"""The same run in heaps of different sizes: what a larger heap buys."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction

from rustmem.memory.compare import Recorded, Replay, log_of, plan_named, run_plan
from rustmem.memory.log import Log
from rustmem.memory.plan import PLANS
from rustmem.memory.weights import WORDS, Weights

FACTORS = (1.5, 2, 3, 4, 6, 8)
BOUNDED = tuple(name for name, plan in PLANS.items() if plan.bounded)


class HeapSizes:
    """A replay for each plan and each heap. A heap is given as a multiple of the most that is reachable at one time."""

    def __init__(self, live: int, factors: Sequence[float], runs: dict[str, list[Replay]], weights: Weights) -> None:
        self.live, self.factors, self.runs, self.weights = live, factors, runs, weights

    @property
    def titles(self) -> list[str]:
        """The plans in words."""
        return [runs[0].title for runs in self.runs.values()]

    def work(self, plan: str, number: int) -> int | None:
        """Work under heap number `number`; None where the heap was too small."""
        run = self.runs[plan][number]
        return None if run.out_of_memory else run.work(self.weights)

    def to_markdown(self) -> str:
        """A row for each heap, a column for each plan: work, under the table of weights in the head."""
        head = f"| heap ÷ {self.live} bytes live | " + " | ".join(self.titles) + " |"
        lines = [head, "| --- |" + " --: |" * len(self.runs)]
        for number, factor in enumerate(self.factors):
            cells = [self.work(plan, number) for plan in self.runs]
            lines.append(f"| {factor:g} | " + " | ".join("too small" if cell is None else str(cell) for cell in cells) + " |")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """A row for each plan and heap."""
        rows = [
            {"plan": plan, "factor": factor, "heap": run.heap, "work": self.work(plan, number), "weights": self.weights.name}
            for plan, runs in self.runs.items()
            for number, (factor, run) in enumerate(zip(self.factors, runs))
        ]
        return json.dumps(rows, indent=1) + "\n"

    def __str__(self) -> str:
        return self.to_markdown()


def heap_sizes(
    recorded: Recorded, plans: Iterable[str] = BOUNDED, factors: Sequence[float] = FACTORS, weights: Weights = WORDS
) -> HeapSizes:
    """Replays a recorded run in heaps of several sizes, as multiples of the most that is reachable at one time."""
    log = log_of(recorded)
    live = log.lifetimes.peak_live
    heaps = [int(live * Fraction(factor)) for factor in factors]
    runs = {plan: [run_plan(log, plan, heap, "", {}) for heap in heaps] for plan in plans}
    return HeapSizes(live, factors, runs, weights)


def smallest_heap(recorded: Recorded, plan: str = "marksweep", allocator: str = "") -> int:
    """The fewest bytes in which the run completes under a plan, found by halving.

    A smaller heap may by chance do where a larger one fails; the answer is one that does while one byte less fails.
    """
    log = log_of(recorded)
    plan_named(plan)
    enough = max(log.allocated, 1)
    while not _fits(log, plan, enough, allocator):
        enough *= 2
    too_small = -1
    while enough - too_small > 1:
        middle = (enough + too_small) // 2
        if _fits(log, plan, middle, allocator):
            enough = middle
        else:
            too_small = middle
    return enough


def _fits(log: Log, plan: str, heap: int, allocator: str) -> bool:
    return not run_plan(log, plan, heap, allocator, {}).out_of_memory
