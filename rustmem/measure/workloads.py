"""The three workloads under every configuration: processor time, memory, heaps, and how long requests wait."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rustmem.measure.bench import Bench, Experiment, Subject, agree, costs, interleaved
from rustmem.measure.build import require
from rustmem.measure.configurations import (
    COLLECTORS,
    MULTIPLE,
    WORKLOADS,
    Workload,
    expected_output,
    go_subject,
    heaps_of,
    java_subject,
    node_subject,
    python_subject,
    rust_subjects,
    subjects,
)
from rustmem.measure.process import Failed
from rustmem.measure.runs import Run, Value

ROUNDS = 10


def workload(name: str) -> Experiment:
    """The experiment that runs one workload under every configuration."""

    def experiment(bench: Bench) -> Iterator[Run]:
        require(bench.tools, "rustc")
        work = WORKLOADS[name]
        return interleaved(bench, name, list(subjects(bench, work)), 1 if bench.quick else ROUNDS)

    return experiment


def trees_small(bench: Bench) -> Iterator[Run]:
    """Binary trees of a size that CPython does in seconds, beside Rust."""
    require(bench.tools, "rustc")
    work = Workload("trees", ("14",), ("9",))
    ours = [next(rust_subjects(bench, work)), python_subject(bench, work)]
    return interleaved(bench, "trees-small", ours, 1 if bench.quick else ROUNDS)


MULTIPLES = (2, 3, 5)
GO_PERCENT = {2: 100, 3: 200, 5: 400}
"""Go is told how much the heap may grow beyond what is alive: 100 per cent is twice as much."""
NODE_MIB = {2: 1, 3: 16, 5: 64}
"""Node.js is told the size of a semispace; these are three sizes, small to large, and no multiples."""


def heaps(bench: Bench) -> Iterator[Run]:
    """Binary trees in heaps of two, three and five times the smallest."""
    require(bench.tools, "rustc")
    work = WORKLOADS["trees"]
    ours = list(rust_subjects(bench, work))[:1]
    for multiple in MULTIPLES[1:2] if bench.quick else MULTIPLES:
        if bench.has("java", "javac"):
            size = multiple * heaps_of(bench, work)[0]
            ours += [java_subject(bench, work, c, size, f"java-{c}.{multiple}x") for c in COLLECTORS]
        if bench.has("go"):
            ours.append(go_subject(bench, work, GO_PERCENT[multiple], f"go.{multiple}x"))
        if bench.has("node"):
            semispace = NODE_MIB[multiple]
            ours.append(node_subject(bench, work, f"node.{multiple}x", f"--max-semi-space-size={semispace}"))
    return interleaved(bench, "heaps", ours, 1 if bench.quick else ROUNDS)


def smallest(bench: Bench) -> Iterator[Run]:
    """The smallest heaps in which Java does each workload, and all that each allocates."""
    require(bench.tools, "java", "javac")
    for name, work in WORKLOADS.items():
        for collector, size in zip(("serial", "epsilon"), heaps_of(bench, work)):
            subject = java_subject(bench, work, collector, size, f"{name}-{collector}")
            yield bench.row("smallest", subject, {"smallest_heap_mib": size})


OVER = re.compile(r"over 100us (\d+) 1ms (\d+) 10ms (\d+) 100ms (\d+)")
LIMITS = ("over_100us", "over_1ms", "over_10ms", "over_100ms")


def latency(bench: Bench) -> Iterator[Run]:
    """Requests to the cache that took longer than a limit, by the program's own clock; and the machine's own hiccups.

    The floor does nothing but look at the clock for as long as Rust's run takes: what it sees, the machine did. All run before
    ordinary processes where the system permits it, each for less than a second, so that it need not step in.
    """
    require(bench.tools, "rustc")
    work = Workload("cache", ("100000", "400000"), WORKLOADS["cache"].quick)
    timed = Workload("cache", (*work.arguments, "latency"), (*work.quick, "latency"))
    floor = Subject("floor", [str(bench.builder.c("c/hiccup.c")), "50" if bench.quick else "300"], "c/hiccup.c", ("cc",))
    ours = list(subjects(bench, timed))
    expected = expected_output(bench, work)
    rounds = 1 if bench.quick else ROUNDS
    for turn in range(rounds):
        for subject in [floor, *ours, floor]:
            bench.tell(f"latency: round {turn + 1} of {rounds}, {subject.name}")
            usage = bench.run(subject, before_others=True)
            if subject is not floor:
                agree(subject, usage, expected)
            found = OVER.search(usage.stderr)
            if found is None:
                raise Failed(f"{subject.name} ({subject.source}) prints no latencies")
            values: dict[str, Value] = dict(zip(LIMITS, map(int, found.groups())))
            yield bench.row("latency", subject, {**costs(usage), **values})


def start(bench: Bench) -> Iterator[Run]:
    """A program that prints a line, in each language: what a runtime costs before it does anything."""
    require(bench.tools, "rustc")
    source = "hello/hello.rs"
    ours = [Subject("rust-box", [str(bench.builder.rust(source))], source, ("rustc", "glibc"))]
    for allocator in ("jemalloc", "mimalloc", "tcmalloc"):
        if bench.has(allocator):
            env = {"LD_PRELOAD": bench.tools[allocator].path}
            ours.append(Subject(f"rust-{allocator}", ours[0].command, source, ("rustc", allocator), env))
    work = Workload("hello", (), ())
    if bench.has("java", "javac"):
        for subject in [java_subject(bench, work, collector, 64) for collector in (*COLLECTORS, "epsilon")]:
            subject.command = [part for part in subject.command if not part.startswith(("-Xms", "-XX:+AlwaysPreTouch"))]
            ours.append(subject)  # a heap that is touched before it is used would be all that is seen
    if bench.has("go"):
        ours.append(go_subject(bench, work))
    if bench.has("node"):
        ours.append(node_subject(bench, work))
    ours.append(python_subject(bench, work))
    return interleaved(bench, "start", ours, 1 if bench.quick else ROUNDS)


PAUSE = re.compile(r"Pause .*?(\d+\.\d+)ms$", re.MULTILINE)
FULL = re.compile(r"Pause Full")
STALL = re.compile(r"Allocation Stall \(")


def pauses(bench: Bench) -> Iterator[Run]:
    """What Java's own log says: collections, stops of the program, their part of its processor time, and waits."""
    require(bench.tools, "java", "javac", "rustc")
    rounds = 1 if bench.quick else 8
    for name in ("trees",) if bench.quick else ("trees", "cache"):
        work = WORKLOADS[name]
        expected = expected_output(bench, work)
        for turn in range(rounds):
            for collector in COLLECTORS:
                bench.tell(f"pauses: {name}, round {turn + 1} of {rounds}, {collector}")
                log = bench.folder / "gc.log"
                option = f"-Xlog:gc,gc+phases,gc+cpu:file={log}"
                size = MULTIPLE * heaps_of(bench, work)[0]
                subject = java_subject(bench, work, collector, size, f"{name}-java-{collector}", option)
                usage = bench.run(subject, before_others=True)
                agree(subject, usage, expected)
                yield bench.row("pauses", subject, {**read_log(log.read_text("utf-8"), usage.cpu_us), "cpu_us": usage.cpu_us})


CPU = re.compile(r"\[gc,cpu\s*\] GC\(\d+\) User=(\d+\.\d+)s Sys=(\d+\.\d+)s")


def read_log(text: str, cpu_us: int) -> dict[str, Value]:
    """Counts of a log of the Java virtual machine.

    The part of processor time that was spent in stops is in hundredths of a per cent of `cpu_us`; ZGC does not log it. The log
    counts in ticks of ten milliseconds, so that it is true of many stops only.
    """
    stops = sorted(float(ms) for ms in PAUSE.findall(text))
    found: dict[str, Value] = {
        "collections": len(set(re.findall(r"GC\((\d+)\)", text))),
        "full_collections": len(FULL.findall(text)),
        "pauses": len(stops),
        "stalls": len(STALL.findall(text)),
    }
    if stops:
        found["middle_us"] = round(stops[len(stops) // 2] * 1000)
    ticks = [float(user) + float(system) for user, system in CPU.findall(text)]
    if ticks:
        found["pause_share"] = round(sum(ticks) * 1_000_000 / max(1, cpu_us) * 10_000)
    return found
