"""One recorded run under one plan, or several side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from rustmem.memory.alloc import ALLOCATORS
from rustmem.memory.from_trace import log_of_trace
from rustmem.memory.log import Log
from rustmem.memory.mutator import Mutator
from rustmem.memory.plan import PLANS
from rustmem.memory.plan.ownership import Ownership
from rustmem.memory.plan.plan import Plan
from rustmem.memory.stats import COSTS, Stats, Stops
from rustmem.memory.text_log import read_log
from rustmem.memory.weights import WORDS, Weights
from rustmem.trace.event import Event

HEADROOM = 3
"""A bounded plan's heap, where none is given: so many times the most that is reachable at one time."""
PLAIN = (
    "allocations", "allocated", "peak", "peak_reserved", "left_bytes", "collections", "marked", "copied_words", "swept",
    "barriers", "count_updates", "longest_stop",
)  # fmt: skip
"""What a table shows of `COSTS` unless it is asked for others."""
SPARSE = ("collections", "marked", "copied_words", "swept", "barriers", "count_updates")
"""Of them, those that are left out where no plan pays them."""

Recorded = Any
"""A trace (events of `rustmem.run`), a run, a `Mutator`, a `Log`, or the path of an allocation log."""


class Replay:
    """One plan's run: `costs` by name, every stop, the curve of the heap, and the plan as it is at the end."""

    def __init__(self, plan: Plan, stats: Stats, again: Callable[[], Plan]) -> None:
        self.plan, self.stats, self.again = plan, stats, again
        """`again` makes the same plan anew, for those who want to look at it on its way."""

    @property
    def title(self) -> str:
        """The plan's name in words."""
        return self.plan.title

    @property
    def heap(self) -> int | None:
        """The limit that the plan ran under, in bytes."""
        return self.plan.heap

    @property
    def costs(self) -> dict[str, int]:
        """What the run cost, by name: allocations, bytes at the peak, objects marked, stops and more."""
        return self.stats.vector()

    @property
    def out_of_memory(self) -> bool:
        """Whether the heap was too small."""
        return self.stats.out_of_memory

    @property
    def stops(self) -> Stops:
        """Every stop of the program: at which operation, and what was done in it."""
        return self.plan.stops

    @property
    def curve(self) -> list[tuple[int, int, int]]:
        """Operation, bytes in use, bytes reserved."""
        return self.plan.curve

    def work(self, weights: Weights = WORDS) -> int:
        """All that the memory manager did, as one number under a named table of weights."""
        stats = self.stats
        in_stops = sum(weights.of_stop(stop) - weights.count_updates * stop.count_updates for stop in self.stops)
        beside = weights.count_updates * stats.count_updates
        return in_stops + beside + weights.barriers * stats.barriers + weights.barrier_hits * stats.barrier_hits

    def utilisation(self, weights: Weights = WORDS) -> float:
        """The program's share of all work, from 0 to 1."""
        done = (self.plan.at + 1) * weights.operation
        return done / (done + self.work(weights)) if done else 1.0

    def row(self) -> dict[str, Any]:
        """The costs, with the plan's name, its heap, and whether it ran out of memory."""
        told: dict[str, Any] = {"plan": self.plan.name, "title": self.title, "heap": self.heap}
        return told | self.costs | {"out_of_memory": self.out_of_memory}

    def failure(self) -> str:
        """What could not be served, and where."""
        log, at = self.plan.log, self.stats.failed_at
        return f"{log.sentence(at)}, at {log.place(log.steps[at])}" if at >= 0 else ""

    def __str__(self) -> str:
        told = self.costs
        lines = [self.title] + [f"  {words}: {told[name]}" for name, words in COSTS.items() if told[name] or name in PLAIN]
        return "\n".join(lines + ([f"  out of memory: {self.failure()}"] if self.out_of_memory else [])) + "\n"


class Comparison:
    """The runs, a row each."""

    def __init__(self, replays: list[Replay]) -> None:
        self.replays = replays
        """A `Replay` for each plan, in order; `comparison[name]` is that of one plan."""

    def __getitem__(self, plan: str) -> Replay:
        """The run of the plan with that name."""
        return next(replay for replay in self.replays if replay.plan.name == plan)

    def to_markdown(self, costs: Sequence[str] | None = None) -> str:
        """A table whose columns are the plans. `costs`: names of `COSTS`; by default the plain ones that somebody pays."""
        rows = [replay.costs for replay in self.replays]
        if costs is None:
            costs = [name for name in PLAIN if name not in SPARSE or any(row[name] for row in rows)]
        for name in costs:
            if name not in COSTS:
                raise ValueError(f"no cost is called {name}: there are {', '.join(COSTS)}")
        lines = ["| what | " + " | ".join(r.title for r in self.replays) + " |", "| --- |" + " --: |" * len(self.replays)]
        lines += [f"| {COSTS[name]} | " + " | ".join(str(row[name]) for row in rows) + " |" for name in costs]
        if any(r.out_of_memory for r in self.replays):
            lines.append("| out of memory | " + " | ".join("yes" if r.out_of_memory else "no" for r in self.replays) + " |")
        return "\n".join(lines) + "\n"

    def to_json(self) -> str:
        """Every cost of every plan."""
        return json.dumps([r.row() for r in self.replays], indent=1) + "\n"

    def __str__(self) -> str:
        return self.to_markdown()


def log_of(recorded: Recorded) -> Log:
    """The log of whatever was recorded. Raises `LogError` for what cannot have happened, OSError for an unreadable file."""
    if isinstance(recorded, Log):
        return recorded
    if isinstance(recorded, Mutator):
        return recorded.log
    if isinstance(recorded, Path):
        return read_log(recorded)
    trace = getattr(recorded, "trace", None)
    if trace is not None and not trace:
        raise ValueError("there is no trace: run the program with trace=True")
    return log_of_trace(cast("Iterable[Event]", recorded if trace is None else trace))


def replay(recorded: Recorded, plan: str = "marksweep", heap: int | None = None, allocator: str = "", **options: Any) -> Replay:
    """One plan over a recorded run.

    `heap`: bytes that the plan may use. By default ownership and the null collector are not limited, and the others have three
    times the most that is reachable. `allocator`: a name of `ALLOCATORS`, for plans that do not move objects. `options`: what
    the plan takes besides (`nursery` in bytes, `rate` in objects). Raises ValueError for names that there are not.
    """
    return run_plan(log_of(recorded), plan, heap, allocator, options)


def compare(recorded: Recorded, plans: Iterable[str] = tuple(PLANS), heap: int | None = None, allocator: str = "") -> Comparison:
    """Several plans over a recorded run; `heap` for the bounded plans, `allocator` for those that can take it."""
    log = log_of(recorded)
    found = []
    for name in plans:
        kind = plan_named(name)
        limit = heap if kind.bounded else None
        found.append(run_plan(log, name, limit, allocator if kind.any_allocator else "", {}))
    return Comparison(found)


def plan_named(name: str) -> type[Plan]:
    plan = PLANS.get(name)
    if plan is None:
        raise ValueError(f"no plan is called {name}: there are {', '.join(PLANS)}")
    return plan


def make_plan(log: Log, name: str, heap: int | None, allocator: str, options: dict[str, Any]) -> Plan:
    """A plan that is ready to run."""
    kind = plan_named(name)
    if allocator and allocator not in ALLOCATORS:
        raise ValueError(f"no allocator is called {allocator}: there are {', '.join(ALLOCATORS)}")
    if allocator and not kind.any_allocator:
        raise ValueError(f"{kind.title} brings its own allocator")
    for option in options:
        if option not in kind.options:
            raise ValueError(
                f"{kind.title} has no option {option}" + (f": it has {', '.join(kind.options)}" * bool(kind.options))
            )
    for option, value in options.items():
        if value is not None and value < 1:
            raise ValueError(f"{option} must be at least 1, not {value}")
    if heap is not None and heap < 0:
        raise ValueError(f"a heap cannot have {heap} bytes")
    if heap is None and kind.bounded:
        heap = default_heap(log, allocator)
    return kind(log, heap, allocator, **options)


def default_heap(log: Log, allocator: str = "") -> int:
    """Three times what is reachable at most; over an allocator that rounds, three times what ownership makes it reserve."""
    if allocator:
        plan = Ownership(log, None, allocator)
        plan.run()
        return HEADROOM * plan.reserved()
    return HEADROOM * log.lifetimes.peak_live


def run_plan(log: Log, name: str, heap: int | None, allocator: str, options: dict[str, Any]) -> Replay:
    again = partial(make_plan, log, name, heap, allocator, options)
    plan = again()
    return Replay(plan, plan.replay(), again)
