"""Runs experiments one after the other and appends what they saw.

The runs of an experiment are written when all of them are there: one that fails is named, and leaves nothing behind.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rustmem.measure import cpython, jvm, rust, tools, workloads
from rustmem.measure.bench import Bench, Experiment
from rustmem.measure.figures import Figure, Unstable, figures_of_experiment
from rustmem.measure.process import Failed, Missing
from rustmem.measure.runs import Run, Session, append
from rustmem.measure.toolchains import WANTED, find_tools, this_machine

EXPERIMENTS: dict[str, Experiment] = {
    "practices": rust.practices,
    "sizes": rust.sizes,
    "hello": rust.hello,
    "symbols": rust.symbols,
    "ends": rust.ends,
    "c-ends": tools.outcomes,
    "memcheck": tools.memcheck,
    "massif": tools.massif,
    "dhat": tools.dhat,
    "heaptrack": tools.heaptrack,
    "null-collector": jvm.null_collector,
    "java-leak": jvm.java_leak,
    "cpython": cpython.facts,
    "generations": cpython.generations,
    "returned": rust.returned,
    "start": workloads.start,
    "smallest": workloads.smallest,
    "stack-box": rust.stack_box,
    "clones": rust.clones,
    "increments": rust.increments,
    "iterators": rust.iterators,
    "drop": rust.drop,
    "trees": workloads.workload("trees"),
    "trees-small": workloads.trees_small,
    "ring": workloads.workload("ring"),
    "cache": workloads.workload("cache"),
    "heaps": workloads.heaps,
    "pauses": workloads.pauses,
    "latency": workloads.latency,
}
"""What can be measured, in the order in which it is; those that read no clock first."""


@dataclass
class Outcome:
    """What came of a session."""

    session: Session
    figures: dict[str, Figure]
    failures: dict[str, str]
    """Of each experiment that failed, why."""
    skipped: dict[str, str]
    """Of each experiment that was not made, what is missing."""


def measure(
    names: Sequence[str] | None,
    output: Path | None,
    *,
    quick: bool = False,
    tell: Callable[[str], None] = lambda text: None,
    done: Callable[[str, str], None] = lambda name, said: None,
) -> Outcome:
    """Runs the experiments called `names`, or all, and appends their runs to `output`.

    `tell` hears of progress, `done` of each experiment that ended. Raises ValueError for a name that no experiment has, and
    where no program can be started because there is no C compiler.
    """
    asked = list(names or EXPERIMENTS)
    unknown = [name for name in asked if name not in EXPERIMENTS]
    if unknown:
        raise ValueError(f"no experiment is called {unknown[0]}: there are {', '.join(EXPERIMENTS)}")
    found = find_tools()
    versions = {name: tool.version for name, tool in found.items()}
    missing = {name: f"{wanted.title} was not found" for name, wanted in WANTED.items() if name not in found}
    began = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    outcome = Outcome(Session(began, quick, this_machine(), versions, missing), {}, {}, {})
    try:
        made = Bench(found, outcome.session, tell)
    except Failed as e:
        raise ValueError(f"nothing can be measured: {e}") from e
    with made as bench:
        for name in asked:
            try:
                runs = list(EXPERIMENTS[name](bench))
                figures = figures_of_experiment(name, runs, outcome.session)
            except Missing as e:
                outcome.skipped[name] = str(e)
                done(name, f"skipped: {e}")
                continue
            except (Failed, Unstable, OSError, ValueError) as e:
                outcome.failures[name] = str(e)
                done(name, f"failed: {e}")
                continue
            outcome.figures.update(figures)
            if output is not None:
                append(output, outcome.session, runs)
            done(name, _told(runs))
    return outcome


def _told(runs: Sequence[Run]) -> str:
    subjects = len({run.subject for run in runs})
    return f"{len(runs)} runs of {subjects} subjects; load {os.getloadavg()[0]:.1f}"
