"""The tables that simulators make: the three workloads under every memory manager. Exact, and made anew each time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from rustmem.memory.compare import Comparison, compare
from rustmem.memory.log import Log
from rustmem.memory.pauses import Timeline
from rustmem.memory.plan import PLANS
from rustmem.memory.vary import HeapSizes, heap_sizes
from rustmem.memory.weights import WORDS
from rustmem.memory.workloads import binary_trees, ring
from rustmem.memory.workloads import cache as cache_with_churn

FACTORS = (1.5, 2, 3, 5)


@cache
def logs() -> dict[str, Log]:
    """The workloads, small enough that their tables are made in a second or two."""
    return {"binary trees": binary_trees(7), "ring": ring(50, 1000), "cache": cache_with_churn(100, 2000)}


@cache
def runs(allocator: str = "") -> dict[str, Comparison]:
    """Every workload under every plan, in three times what is reachable at most."""
    return {name: compare(log, allocator=allocator) for name, log in logs().items()}


@cache
def sizes() -> HeapSizes:
    """Binary trees in heaps of several sizes."""
    return heap_sizes(logs()["binary trees"], tuple(PLANS), FACTORS)


def overhead() -> str:
    """What is reserved at the most, as a multiple of what is reachable at the most; and what the manager keeps beside."""
    rows = []
    for plan in PLANS:
        row = [_title(plan)]
        for comparison in runs().values():
            costs = comparison[plan].costs
            row += [_quotient(costs["peak_reserved"] + costs["metadata"], costs["peak_live"])]
        rows.append(row)
    head = ["memory manager", *(f"{name}: reserved ÷ reachable" for name in logs())]
    return _table(head, rows, [HEAP, "Marks, counts and tables beside the objects are part of what is reserved."])


def latency() -> str:
    """The longest stop, and what is left to the program in the worst window."""
    rows = []
    for plan in PLANS:
        row = [_title(plan)]
        for comparison in runs().values():
            row.append(_count(comparison[plan].costs["longest_stop"]))
        trees = runs()["binary trees"][plan]
        timeline = Timeline(trees.stops, len(logs()["binary trees"]))
        row += [_percent(timeline.mmu(window)) for window in (1000, 10_000)]
        rows.append(row)
    head = ["memory manager", *(f"{name}: longest stop, objects" for name in logs())]
    head += ["trees: least left to the program in 1000 units of work", "in 10,000"]
    return _table(head, rows, [HEAP, f"Units of work are {WORDS}."])


def cpu() -> str:
    """The part of all work that is the memory manager's."""
    rows = []
    for plan in PLANS:
        rows.append([_title(plan), *(_percent(1 - comparison[plan].utilisation()) for comparison in runs().values())])
    head = ["memory manager", *(f"{name}: its part of all work" for name in logs())]
    return _table(head, rows, [HEAP, f"Work is counted by {WORDS}."])


def throughput() -> str:
    """Operations of the program in 1000 units of all work, in heaps of several sizes."""
    found, operations = sizes(), len(logs()["binary trees"])
    rows = []
    for plan in PLANS:
        row = [_title(plan)]
        for number in range(len(FACTORS)):
            work = found.work(plan, number)
            row.append("too small" if work is None else _count(1000 * operations // (operations + work)))
        rows.append(row)
    head = ["memory manager", *(f"heap {factor:g} times" for factor in FACTORS)]
    told = f"Operations of the program in 1000 units of all work, counted by {WORDS}."
    return _table(head, rows, [told, "Binary trees, in heaps of so many times what is reachable at most."])


def resources() -> str:
    """How long memory stays with the dead, and what is lost to metadata and to the allocator's blocks."""
    rows = []
    for plan, kind in PLANS.items():
        plain = runs()["cache"][plan].costs
        blocks = runs("glibc")["cache"][plan].costs if kind.any_allocator else None
        row = [_title(plan), _count(plain["mean_drag"]), _count(plain["metadata"])]
        row += [_count(blocks[name]) if blocks else "–" for name in ("internal", "external")]
        rows.append([*row, _count(plain["left_bytes"])])
    head = ["memory manager", "bytes allocated while an average byte lay dead", "bytes of metadata"]
    head += ["lost inside blocks", "lost between blocks", "in use at exit"]
    told = "The cache; blocks are of glibc's sizes, and a dash stands where objects move and leave no holes."
    return _table(head, rows, [HEAP, told])


HEAP = "Collectors run in three times what is reachable at most; ownership and the null collector have no limit."


def _title(plan: str) -> str:
    return PLANS[plan].title


def _quotient(above: int, below: int) -> str:
    return f"{above / below:.2f}"


def _percent(part: float) -> str:
    return f"{100 * part:.0f} %"


def _count(number: int) -> str:
    return f"{number:,}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[str]) -> str:
    lines = ["| " + " | ".join(head) + " |", "| --- |" + " --: |" * (len(head) - 1)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    told = [*notes, "Simulated, and exact: the same program gives the same figures."]
    return "\n".join([*lines, "", *told, "{ .rustmem-caption }"]) + "\n"


SIMULATED: dict[str, Callable[[], str]] = {
    "overhead-simulated": overhead,
    "latency-simulated": latency,
    "cpu-simulated": cpu,
    "throughput-simulated": throughput,
    "resources-simulated": resources,
}
