"""What Java does in heaps of given sizes: the collector that never collects, a list that is never emptied, cycles."""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.measure.bench import Bench, Subject
from rustmem.measure.build import require
from rustmem.measure.configurations import COLLECTORS, EPSILON
from rustmem.measure.process import Failed
from rustmem.measure.runs import Run


def null_collector(bench: Bench) -> Iterator[Run]:
    """300 MiB are allocated, 1 MiB is in use: which collectors get through in which heaps."""
    sizes = [("epsilon", 512), ("epsilon", 256), *((collector, 64) for collector in COLLECTORS)]
    for collector, heap in sizes:
        yield _in_heap(bench, "null-collector", f"{collector}-{heap}m", collector, heap, "Allocate", 300)
    if bench.quick:
        return
    low, high = 256, 512
    while high - low > 1:
        middle = (low + high) // 2
        run = _in_heap(bench, "null-collector", "epsilon-smallest", "epsilon", middle, "Allocate", 300)
        low, high = (low, middle) if run.values["outcome"] == "finishes" else (middle, high)
    run = _in_heap(bench, "null-collector", "epsilon-smallest", "epsilon", high, "Allocate", 300)
    yield Run(run.session, run.experiment, run.subject, run.argv, run.sources, run.tools, {"smallest_heap_mib": high})


def java_leak(bench: Bench) -> Iterator[Run]:
    """100 MiB in a static list, and 4000 MiB of forgotten cycles, each in a heap of 64 MiB."""
    for collector in COLLECTORS:
        yield _in_heap(bench, "java-leak", f"list-{collector}", collector, 64, "StaticList", 100)
        yield _in_heap(bench, "java-leak", f"cycles-{collector}", collector, 64, "Cycles", 4000)


def _in_heap(bench: Bench, experiment: str, name: str, collector: str, heap: int, program: str, argument: int) -> Run:
    """One program in one heap. Raises Failed if it ends otherwise than well or for want of memory."""
    require(bench.tools, "java", "javac")
    source = f"java/{program}.java"
    options = EPSILON if collector == "epsilon" else COLLECTORS[collector]
    times = argument // 4 if bench.quick and program == "Cycles" else argument
    command = [bench.tools["java"].path, *options, f"-Xmx{heap}m", *bench.builder.java(source), str(times)]
    subject = Subject(name, command, source, ("java",), {}, {"heap_mib": heap})
    bench.tell(f"{experiment}: {name}")
    usage = bench.run(subject, ends=None)
    if usage.exit_code == 0:
        return bench.row(experiment, subject, {"outcome": "finishes", "exit_code": 0})
    if "OutOfMemoryError" not in usage.stderr + usage.stdout:
        raise Failed(f"{name} ({source}) exits with {usage.exit_code}:\n{usage.stderr[-400:]}")
    return bench.row(experiment, subject, {"outcome": "OutOfMemoryError", "exit_code": usage.exit_code})
