"""What CPython frees by counting, and what by its collector."""

from __future__ import annotations

from collections.abc import Iterator

from rustmem.measure.bench import Bench, Subject
from rustmem.measure.process import Failed
from rustmem.measure.runs import Run, Value


def facts(bench: Bench) -> Iterator[Run]:
    """Finalizers, weak references and files with the collector switched off, before and after a collection."""
    source = "cpython/counting.py"
    command = [bench.tools["python"].path, str(bench.builder.source(source))]
    for line in bench.run(Subject("counting", command, source, ("python",))).stdout.splitlines():
        name, seen = line.split()
        value: dict[str, Value] = {"value": int(seen)} if seen.isdigit() else {"outcome": seen}
        yield bench.row("cpython", Subject(name, command, source, ("python",)), value)


def generations(bench: Bench) -> Iterator[Run]:
    """Collections of each generation while binary trees of a depth are built."""
    source = "cpython/generations.py"
    for depth in (10, 12) if bench.quick else (10, 12, 13):
        command = [bench.tools["python"].path, str(bench.builder.source(source)), str(depth)]
        told = bench.run(Subject(f"trees-{depth}", command, source, ("python",))).stdout
        counts, _, _ = told.partition(" thresholds ")
        if len(counts.split()) != 3:
            raise Failed(f"programs/{source} prints `{told.strip()}`")
        for generation, count in enumerate(counts.split()):
            subject = Subject(f"trees-{depth}.generation-{generation}", command, source, ("python",))
            yield bench.row("generations", subject, {"collections": int(count)})
