"""How fast `check` and `run` answer, against the compiler that a user would otherwise wait for.

    pytest tests/bench/bench_check.py

Every figure is a ratio to rustc in the same run: least times of several rounds, taken in turn.
The stages are told by counting calls, which is the same on every machine; each stage has a budget of calls.
A time is never asserted.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import rustmem
from rustmem.plugins.oracle import find_rustc

ROOT = Path(__file__).parent.parent.parent
PROGRAMS = sorted((ROOT / "tests/programs").glob("*.rs"))
COLD = sorted((Path(__file__).parent / "cold").glob("*.rs"))
ROUNDS = 7

BUDGET = {
    "borrowck": 150_000, "diagnostics": 12_000, "items": 6_000, "lint": 54_000, "mir": 102_000, "resolve": 168_000, "source": 20_000, "syntax": 32_000, "traits": 137_000, "ty": 144_000, "typeck": 108_000,
}  # fmt: skip
"""The most calls that all programs may cost a stage: about a third more than they do today."""


@pytest.fixture(scope="session")
def rustc() -> Path:
    found = find_rustc()
    if found is None:
        pytest.skip("rustc 1.95.0 is not installed: there is nothing to compare with")
    return Path(found)


def least(call: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least of several times, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def compile_with(rustc: Path, folder: Path, source: str, *emit: str) -> Callable[[], object]:
    (folder / "main.rs").write_text(source, "utf-8")
    command = [str(rustc), "--edition", "2024", *emit, "main.rs"]
    environment = {k: v for k, v in os.environ.items() if k != "RUST_BACKTRACE"}
    return partial(subprocess.run, command, cwd=folder, capture_output=True, env=environment)


def report(benchmark: object, ours: list[float], theirs: list[float]) -> None:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    info = {
        "rustmem ms": round(statistics.median(ours) * 1000, 1),
        "rustc ms": round(statistics.median(theirs) * 1000, 1),
        "median ratio": round(statistics.median(ratios), 3),
        "worst ratio": round(max(ratios), 3),
    }
    benchmark.extra_info.update(info)  # type: ignore[attr-defined]
    print("\n" + ", ".join(f"{name} {value}" for name, value in info.items()))


def test_a_warm_check_against_metadata(benchmark: object, rustc: Path, tmp_path: Path) -> None:
    sources = [path.read_text("utf-8") for path in PROGRAMS]
    for source in sources:
        rustmem.check(source)
    ours = [least(partial(rustmem.check, source)) for source in sources]
    theirs = [least(compile_with(rustc, tmp_path, source, "--emit=metadata", "-o", os.devnull)) for source in sources]
    benchmark(lambda: [rustmem.check(source) for source in sources])  # type: ignore[operator]

    report(benchmark, ours, theirs)


def test_a_run_against_compile_link_and_run(benchmark: object, rustc: Path, tmp_path: Path) -> None:
    sources = [s for s in (p.read_text("utf-8") for p in PROGRAMS) if rustmem.run(s).status == "finished"]
    ours = [least(partial(rustmem.run, source)) for source in sources]
    theirs = []
    for source in sources:
        build = compile_with(rustc, tmp_path, source, "-o", "main")
        theirs.append(least(lambda: (build(), subprocess.run(["./main"], cwd=tmp_path, capture_output=True))))
    benchmark(lambda: [rustmem.run(source) for source in sources])  # type: ignore[operator]

    report(benchmark, ours, theirs)


def test_a_cold_command_against_rustc(benchmark: object, rustc: Path, tmp_path: Path) -> None:
    """Of ordinary programs of 30 lines, each in turn. Python's own start is told beside it."""
    command = [sys.executable, "-m", "rustmem", "check", "main.rs"]
    check = partial(subprocess.run, command, cwd=tmp_path, capture_output=True)
    ours, theirs = [], []
    for path in COLD:
        build = compile_with(rustc, tmp_path, path.read_text("utf-8"), "--emit=metadata", "-o", os.devnull)
        check()  # where an image is still to be made
        rounds = [(least(check, 1), least(build, 1)) for _ in range(2 * ROUNDS)]
        ours.append(min(pair[0] for pair in rounds))
        theirs.append(min(pair[1] for pair in rounds))
        print(f"\n{path.stem}: {ours[-1] * 1000:.1f} ms to {theirs[-1] * 1000:.1f} ms, {ours[-1] / theirs[-1]:.2f} times", end="")
    python = least(partial(subprocess.run, [sys.executable, "-c", "pass"]))
    print(f"\nPython alone {python * 1000:.1f} ms", end="")
    benchmark.pedantic(check, rounds=5)  # type: ignore[attr-defined]

    report(benchmark, ours, theirs)


def test_each_stage_keeps_its_budget_of_calls(benchmark: object) -> None:
    sources = [path.read_text("utf-8") for path in PROGRAMS]
    for source in sources:
        rustmem.check(source).render()
    profile = cProfile.Profile()
    profile.enable()
    for source in sources:
        rustmem.check(source).render()
    profile.disable()
    calls, seconds = by_stage(pstats.Stats(profile))
    benchmark(lambda: None)  # type: ignore[operator]

    whole = sum(seconds.values())
    print(f"\n{'stage':12} {'calls':>9} {'share of time':>14}")
    for stage, spent in seconds.most_common():
        print(f"{stage:12} {calls[stage]:9} {spent / whole:14.1%}")
    over = {stage: calls[stage] for stage, most in BUDGET.items() if calls[stage] > most}
    assert not over, f"more calls than budgeted: {over}"


def by_stage(stats: pstats.Stats) -> tuple[Counter[str], Counter[str]]:
    """Calls and own time of each package of rustmem; what Python's own functions take goes to those who call them."""
    calls: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for (file, _, _), (_, count, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]
        stage = stage_of(file)
        if stage is not None:
            calls[stage] += count
            seconds[stage] += own
            continue
        for (caller, _, _), (_, _, part, _) in callers.items():
            seconds[stage_of(caller) or "Python"] += part
    return calls, seconds


def stage_of(file: str) -> str | None:
    before, found, rest = file.replace(os.sep, "/").rpartition("/rustmem/")
    return rest.split("/")[0].removesuffix(".py") if found and before else None
