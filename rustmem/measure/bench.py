"""What an experiment works with: tools, built programs, the launcher, and the session that its runs belong to."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rustmem.measure.build import Builder, require
from rustmem.measure.process import Failed, Launcher, Usage
from rustmem.measure.runs import Run, Session, Value
from rustmem.measure.toolchains import Tool

Experiment = Callable[["Bench"], Iterator[Run]]


@dataclass
class Subject:
    """A program, and what it runs under."""

    name: str
    command: list[str]
    source: str
    """Under `programs/`."""
    tools: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    """What every run of it records besides its costs, such as the heap that it was given."""


class Bench:
    """One session's workplace. Use as a context manager: its folder goes away."""

    def __init__(self, tools: dict[str, Tool], session: Session, tell: Callable[[str], None] = lambda text: None) -> None:
        require(tools, "cc")
        self.tools = tools
        self.session = session
        self.quick = session.quick
        self.tell = tell
        self.heaps: dict[str, tuple[int, int]] = {}
        """Of each workload, the smallest heaps of Serial and of Epsilon in MiB, once they are known."""
        self._folder = tempfile.TemporaryDirectory(prefix="rustmem-measure-")
        self.folder = Path(self._folder.name)
        self.builder = Builder(tools, self.folder)
        self.launcher = Launcher(tools["cc"].path, self.folder)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def has(self, *names: str) -> bool:
        """Whether every one of these tools is here."""
        return all(name in self.tools for name in names)

    def row(self, experiment: str, subject: Subject, values: Mapping[str, Value]) -> Run:
        """A run of `subject` as a row."""
        sources = self.builder.sources(subject.source) if subject.source else {}
        argv = [self.plain(part) for part in subject.command]
        argv = [f"{name}={Path(value).name}" for name, value in subject.env.items()] + argv
        return Run(
            self.session.session, experiment, subject.name, argv, sources, list(subject.tools), {**subject.values, **values}
        )

    def plain(self, part: str) -> str:
        """A word of a command without this machine's folders."""
        if part == sys.executable:
            return "python"
        for tool in self.tools.values():
            if part == tool.path:
                return Path(part).name
        if part.startswith("-Xlog:"):
            return part.split(":file=")[0]
        return part.rsplit("/", 1)[-1] if part.startswith("/") else part

    def run(self, subject: Subject, *, ends: int | None = 0, before_others: bool = False) -> Usage:
        """Runs `subject`. Raises Failed if it ends otherwise than with exit code `ends`."""
        usage = self.launcher.steady(subject.command, env=subject.env, before_others=before_others)
        if ends is not None and usage.exit_code != ends:
            said = "\n".join(usage.stderr.strip().splitlines()[-4:])
            raise Failed(f"{subject.name} ({subject.source}) exits with {usage.exit_code}:\n{said}")
        return usage


def agree(subject: Subject, usage: Usage, expected: tuple[str, str] | None) -> tuple[str, str]:
    """Holds what `subject` printed to what the first subject printed; that one's name and text. Raises Failed."""
    if expected is None:
        return subject.name, usage.stdout
    name, text = expected
    if usage.stdout != text:
        lines = zip(usage.stdout.splitlines(), text.splitlines())
        ours, theirs = next(((a, b) for a, b in lines if a != b), (usage.stdout[-80:], text[-80:]))
        raise Failed(f"{subject.name} ({subject.source}) prints `{ours}` where {name} prints `{theirs}`")
    return expected


def costs(usage: Usage) -> dict[str, Value]:
    """What every timed run records."""
    return {"cpu_us": usage.cpu_us, "peak_rss_kib": usage.peak_rss_kib, "minor_faults": usage.minor_faults}


def interleaved(
    bench: Bench, experiment: str, subjects: Sequence[Subject], rounds: int, expected: tuple[str, str] | None = None
) -> Iterator[Run]:
    """Every subject once a round, so that what disturbs the machine disturbs all of them; their output must agree."""
    for turn in range(rounds):
        for place, subject in enumerate(subjects):
            bench.tell(f"{experiment}: round {turn + 1} of {rounds}, {subject.name} ({place + 1} of {len(subjects)})")
            usage = bench.run(subject)
            expected = agree(subject, usage, expected)
            yield bench.row(experiment, subject, costs(usage))
