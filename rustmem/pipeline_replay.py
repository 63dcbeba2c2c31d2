"""A recorded run under memory managers, with pictures: the public face of `memory`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rustmem.memory import compare as _compare
from rustmem.memory import vary as _vary
from rustmem.memory.compare import Recorded
from rustmem.memory.plan import PLANS
from rustmem.memory.weights import WORDS, Weights
from rustmem.views import memory_charts
from rustmem.views.chart import Chart

CHARTS = ("heap", "stops", "mmu")


class Replay(_compare.Replay):
    """One plan's run. `chart`: `heap` (bytes over time), `stops` or `mmu` (minimum mutator utilisation)."""

    def to_svg(self, chart: str = "heap") -> str:
        """The chart as a picture."""
        return draw_replays([self], chart).to_svg()


class Comparison(_compare.Comparison):
    """Several plans' runs. `chart` as in `Replay.to_svg`."""

    def to_svg(self, chart: str = "heap") -> str:
        """The chart as a picture."""
        return draw_replays(self.replays, chart).to_svg()


class HeapSizes(_vary.HeapSizes):
    """Runs in heaps of several sizes."""

    def to_svg(self) -> str:
        """Work against the size of the heap, as a picture."""
        return memory_charts.work_chart(self).to_svg()


def draw_replays(replays: Sequence[_compare.Replay], chart: str = "heap") -> Chart | memory_charts.StopChart:
    """A chart of some replays, and the table that says the same. Raises ValueError for a chart that there is not."""
    match chart:
        case "heap":
            return memory_charts.heap_chart(replays)
        case "stops":
            return memory_charts.StopChart(replays)
        case "mmu":
            return memory_charts.mmu_chart(replays)
        case _:
            raise ValueError(f"no chart is called {chart}: there are {', '.join(CHARTS)}")


def replay(recorded: Recorded, plan: str = "marksweep", heap: int | None = None, allocator: str = "", **options: Any) -> Replay:
    """One plan over a recorded run: a trace, an `Execution`, a `Mutator`, or the path of an allocation log.

    `heap`: bytes that the plan may use; by default ownership and the null collector are not limited, and the others have three
    times the most that is reachable at one time. `allocator`: `best-fit`, `first-fit`, `buddy`, `slab`, `glibc`, `jemalloc` or
    `mimalloc`, for plans that do not move objects. `options`: what a plan takes besides (`nursery` in bytes, `rate` in objects
    at each allocation). Raises ValueError for names that there are not, and for a log that cannot have happened.
    """
    made = _compare.replay(recorded, plan, heap, allocator, **options)
    return Replay(made.plan, made.stats, made.again)


def compare(recorded: Recorded, plans: Iterable[str] = tuple(PLANS), heap: int | None = None, allocator: str = "") -> Comparison:
    """Several plans over a recorded run; `heap` for those that live within one, `allocator` for those that can take it."""
    made = _compare.compare(recorded, plans, heap, allocator)
    return Comparison([Replay(run.plan, run.stats, run.again) for run in made.replays])


def heap_sizes(
    recorded: Recorded,
    plans: Iterable[str] = _vary.BOUNDED,
    factors: Sequence[float] = _vary.FACTORS,
    weights: Weights = WORDS,
) -> HeapSizes:
    """The run in heaps of several sizes, as multiples of the most that is reachable: the work of each plan."""
    made = _vary.heap_sizes(recorded, plans, factors, weights)
    return HeapSizes(made.live, made.factors, made.runs, made.weights)


def smallest_heap(recorded: Recorded, plan: str = "marksweep", allocator: str = "") -> int:
    """The fewest bytes in which the run completes under a plan."""
    return _vary.smallest_heap(recorded, plan, allocator)
