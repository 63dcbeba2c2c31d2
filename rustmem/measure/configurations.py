"""The runtime configurations that a workload is run under: a language, a memory manager, a heap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rustmem.measure.bench import Bench, Subject, agree
from rustmem.measure.build import PROGRAMS
from rustmem.measure.process import Failed

RUST = ("box", "rc", "arena")
ALLOCATORS = ("jemalloc", "mimalloc", "tcmalloc")
COLLECTORS = {
    "serial": ("-XX:+UseSerialGC",),
    "parallel": ("-XX:+UseParallelGC",),
    "g1": ("-XX:+UseG1GC",),
    "zgc": ("-XX:+UseZGC",),
}
EPSILON = ("-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC")


@dataclass(frozen=True)
class Workload:
    """One folder of `programs/`, and the arguments that its programs get."""

    name: str
    arguments: tuple[str, ...]
    quick: tuple[str, ...]
    python: bool = True
    """Whether CPython does the whole of it, or only a smaller one."""

    def of(self, bench: Bench) -> list[str]:
        return list(self.quick if bench.quick else self.arguments)


WORKLOADS = {
    "trees": Workload("trees", ("17",), ("10",), python=False),
    "ring": Workload("ring", ("20000", "1500000"), ("1000", "20000")),
    "cache": Workload("cache", ("100000", "1000000"), ("2000", "20000")),
}
MULTIPLE = 3
"""How many times the smallest heap that Serial needs each collector is given."""


def rust_subjects(bench: Bench, workload: Workload) -> Iterator[Subject]:
    """Rust with each kind of pointer, and with boxes under other allocators."""
    arguments = workload.of(bench)
    for kind in RUST:
        source = f"{workload.name}/{kind}.rs"
        if (PROGRAMS / source).exists():
            yield Subject(f"rust-{kind}", [str(bench.builder.rust(source)), *arguments], source, ("rustc", "glibc"))
    source = f"{workload.name}/box.rs"
    for allocator in ALLOCATORS:
        if bench.has(allocator):
            env = {"LD_PRELOAD": bench.tools[allocator].path}
            command = [str(bench.builder.rust(source)), *arguments]
            yield Subject(f"rust-{allocator}", command, source, ("rustc", allocator), env)


def java_subject(bench: Bench, workload: Workload, collector: str, heap: int, name: str = "", *more: str) -> Subject:
    """Java under a collector, its heap fixed and touched before it starts."""
    source = java_source(workload.name)
    options = EPSILON if collector == "epsilon" else COLLECTORS[collector]
    command = [
        bench.tools["java"].path, "-Xlog:disable", *options, f"-Xms{heap}m", f"-Xmx{heap}m", "-XX:+AlwaysPreTouch", *more,
        *bench.builder.java(source), *workload.of(bench),
    ]  # fmt: skip
    return Subject(name or f"java-{collector}", command, source, ("java",), {}, {"heap_mib": heap})


def java_source(workload: str) -> str:
    return f"{workload}/{workload.capitalize()}.java"


def go_subject(bench: Bench, workload: Workload, percent: int = 100, name: str = "go") -> Subject:
    """Go, its heap growing to so many per cent more than what is alive."""
    source = f"{workload.name}/{workload.name}.go"
    env = {"GOGC": str(percent)}
    return Subject(name, [str(bench.builder.go(source)), *workload.of(bench)], source, ("go",), env)


def node_subject(bench: Bench, workload: Workload, name: str = "node", *options: str) -> Subject:
    """JavaScript under Node.js."""
    source = f"{workload.name}/{workload.name}.js"
    command = [bench.tools["node"].path, *options, str(bench.builder.source(source)), *workload.of(bench)]
    return Subject(name, command, source, ("node",))


def python_subject(bench: Bench, workload: Workload) -> Subject:
    """CPython."""
    source = f"{workload.name}/{workload.name}.py"
    command = [bench.tools["python"].path, str(bench.builder.source(source)), *workload.of(bench)]
    return Subject("python", command, source, ("python",))


def subjects(bench: Bench, workload: Workload) -> Iterator[Subject]:
    """Every configuration of a workload that this machine can run."""
    yield from rust_subjects(bench, workload)
    if bench.has("java", "javac"):
        smallest, everything = heaps_of(bench, workload)
        for collector in COLLECTORS:
            yield java_subject(bench, workload, collector, MULTIPLE * smallest)
        yield java_subject(bench, workload, "epsilon", everything + everything // SLACK)
    if bench.has("go"):
        yield go_subject(bench, workload)
    if bench.has("node"):
        yield node_subject(bench, workload)
    if workload.python:
        yield python_subject(bench, workload)


SLACK = 8
"""Of what a run allocates, the part that a heap without a collector has beside: threads leave some of their buffers unused, at
one run more than at another."""

QUICK_HEAPS = (32, 128)
"""What quick sessions take in place of the smallest heaps, whose search takes a minute."""


def heaps_of(bench: Bench, workload: Workload) -> tuple[int, int]:
    """The smallest heap for Serial, and for the collector that never collects: all that is ever allocated. In MiB."""
    if bench.quick:
        return QUICK_HEAPS
    if workload.name not in bench.heaps:
        found = smallest_heap(bench, workload, "serial"), smallest_heap(bench, workload, "epsilon", most=8192)
        bench.heaps[workload.name] = found
    return bench.heaps[workload.name]


PATIENCE = 60.0
"""Seconds after which a heap counts as too small: the program does nothing but collect."""


def smallest_heap(bench: Bench, workload: Workload, collector: str, most: int = 2048) -> int:
    """The smallest heap in MiB, to four per cent, in which a collector gets through. Raises Failed if none is found."""
    low, high = 1, most
    while high - low > max(1, high // 25):
        # by powers while the bounds lie far apart: every try that succeeds is a whole run
        middle = round((low * high) ** 0.5) if high > 2 * low else (low + high) // 2
        bench.tell(f"{workload.name}: the smallest heap of {collector}, {low} to {high} MiB")
        if finishes(bench, java_subject(bench, workload, collector, middle)):
            high = middle
        else:
            low = middle
    if high == most:
        raise Failed(f"{workload.name}: {collector} does not get through with {most} MiB")
    return high


def finishes(bench: Bench, subject: Subject) -> bool:
    """Whether a program ends well, and in time."""
    try:
        command = [part for part in subject.command if part != "-XX:+AlwaysPreTouch"]
        return bench.launcher.run(command, env=subject.env, timeout=PATIENCE).exit_code == 0
    except Failed:
        return False


def expected_output(bench: Bench, workload: Workload) -> tuple[str, str]:
    """What every configuration must print: what Rust with boxes prints."""
    subject = next(rust_subjects(bench, workload))
    return agree(subject, bench.run(subject), None)
