"""The simulators and rustmem's traces, held against what massif and heaptrack see of the same Rust program.

The standard library allocates before `main` and after it. What it does there is taken from the log of a program whose `main`
is empty, compiled the same way; between the two the events must be equal, one by one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import rustmem
from rustmem.measure.build import Builder
from rustmem.measure.harness import EXPERIMENTS, measure
from rustmem.measure.recorded import recorded_data, recorded_figures
from rustmem.measure.toolchains import find_tools
from rustmem.measure.tools import record_heaptrack
from rustmem.memory.compare import log_of, replay
from rustmem.memory.log import ALLOC, FREE, Log
from rustmem.memory.workloads import binary_trees, cache, ring

TOOLS = find_tools()
DEBUG = ("-C", "opt-level=0")
PROGRAM = """use std::rc::Rc;

struct Tree {
    left: Option<Box<Tree>>,
    right: Option<Box<Tree>>,
}

fn build(depth: u32) -> Box<Tree> {
    if depth == 0 {
        return Box::new(Tree { left: None, right: None });
    }
    Box::new(Tree { left: Some(build(depth - 1)), right: Some(build(depth - 1)) })
}

fn count(tree: &Tree) -> u64 {
    1 + tree.left.as_deref().map_or(0, count) + tree.right.as_deref().map_or(0, count)
}

fn main() {
    let long = build(6);
    for depth in 2..5 {
        assert_eq!(count(&build(depth)), (2 << depth) - 1);
    }
    let mut list = Vec::new();
    for i in 0..100u64 {
        list.push(i);
    }
    let text = String::from("hello");
    let shared = Rc::new(text.clone());
    let other = Rc::clone(&shared);
    drop(text);
    assert_eq!(count(&long) + list.len() as u64 + other.len() as u64, 232);
}
"""


def need(*names: str) -> None:
    for name in names:
        if name not in TOOLS and shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    need("rustc", "cc")
    return Builder(TOOLS, tmp_path_factory.mktemp("built"))


def compiled(builder: Builder, name: str, source: str) -> Path:
    file = builder.folder / f"{name}.rs"
    file.write_text(source, "utf-8")
    command = [TOOLS["rustc"].path, "--edition", "2024", *DEBUG, "-o", str(builder.folder / name), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return builder.folder / name


def heaptrack_log(builder: Builder, program: Path, *arguments: str) -> Log:
    """heaptrack's log of a run, read by rustmem."""
    need("heaptrack", "zstdcat")
    packed = record_heaptrack(TOOLS["heaptrack"].path, program, builder.folder, arguments)
    text = subprocess.run(["zstdcat", str(packed)], capture_output=True, check=True, timeout=120).stdout
    packed.unlink()
    file = builder.folder / f"{program.name}.heaptrack"
    file.write_bytes(text)
    return log_of(file)


def events(log: Log) -> list[tuple[str, int]]:
    """Allocations and frees in order, with their sizes."""
    return [("+" if op == ALLOC else "-", log.sizes[a]) for op, a, _, _ in log if op in (ALLOC, FREE)]


def traced(trace: list[object]) -> Iterator[tuple[str, int]]:
    """The same of a rustmem trace; what grows is given back, and asked for anew."""
    size: dict[int, int] = {}
    for event in trace:
        match type(event).__name__:
            case "Allocate":
                size[event.alloc] = event.size
                yield "+", event.size
            case "Free":
                yield "-", size[event.alloc]
            case "Grow":
                size[event.new] = event.size
                yield "-", size[event.old]
                yield "+", event.size


def massif_peak(builder: Builder, program: Path) -> int:
    need("valgrind")
    out = builder.folder / "massif.out"
    options = ["--tool=massif", "--peak-inaccuracy=0.0", "--time-unit=B", f"--massif-out-file={out}"]
    subprocess.run([TOOLS["valgrind"].path, *options, str(program)], check=True, capture_output=True, timeout=120)
    return max(map(int, re.findall(r"^mem_heap_B=(\d+)$", out.read_text("utf-8"), re.MULTILINE)))


def common(ours: list[tuple[str, int]], theirs: list[tuple[str, int]]) -> int:
    """How many events the two begin with in common."""
    return next((k for k, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))


def test_a_rustmem_trace_has_the_events_that_heaptrack_sees(builder: Builder) -> None:
    execution = rustmem.run(PROGRAM, trace=True)
    assert execution.status == "finished"
    ours = list(traced(list(execution.trace)))
    real = events(heaptrack_log(builder, compiled(builder, "program", PROGRAM)))
    empty = events(heaptrack_log(builder, compiled(builder, "empty", "fn main() {}\n")))
    start = common(real, empty)

    assert len(real) - len(empty) == len(ours)
    assert real[start : start + len(ours)] == ours
    assert real[start + len(ours) :] == empty[start:]


def test_the_replay_of_a_heaptrack_log_counts_as_heaptrack_does(builder: Builder) -> None:
    need("heaptrack_print")
    program = compiled(builder, "program", PROGRAM)
    costs = replay(heaptrack_log(builder, program), "ownership").costs
    packed = record_heaptrack(TOOLS["heaptrack"].path, program, builder.folder)
    command = [TOOLS["heaptrack_print"].path, "-f", str(packed)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    packed.unlink()
    calls = re.search(r"calls to allocation functions: (\d+)", told)
    peak = re.search(r"peak heap memory consumption: ([\d.]+)K", told)

    assert calls is not None and peak is not None
    assert costs["allocations"] == int(calls[1])
    assert f"{costs['peak'] / 1000:.2f}" == peak[1]


def test_massifs_peak_is_the_peak_of_the_replay_and_what_the_library_holds_meanwhile(builder: Builder) -> None:
    """A vector that grows in place is one block to massif, and two for a moment to the replay: this one does not grow.

    What the library holds is 548 bytes with rustc 1.95.0 and glibc 2.36.
    """
    source = PROGRAM.replace("Vec::new()", "Vec::with_capacity(100)")
    program = compiled(builder, "fixed", source)
    real = events(heaptrack_log(builder, program))
    empty = events(heaptrack_log(builder, compiled(builder, "empty", "fn main() {}\n")))
    before_main = real[1 : common(real, empty)]  # the first is heaptrack's own, for its C++ library
    held = sum(size if sign == "+" else -size for sign, size in before_main)
    peak = rustmem.replay(rustmem.run(source, trace=True).trace, plan="ownership").costs["peak"]

    assert massif_peak(builder, program) == held + peak


@pytest.mark.parametrize(
    ("source", "arguments", "log", "size"),
    [
        ("trees/box.rs", ("6",), binary_trees(6), 16),
        ("ring/box.rs", ("20", "300"), ring(20, 300), 1024),
        ("cache/box.rs", ("50", "700"), cache(50, 700), 56),
    ],
)
def test_the_simulated_workloads_allocate_what_the_real_ones_do(
    builder: Builder, source: str, arguments: tuple[str, ...], log: Log, size: int
) -> None:
    real = events(heaptrack_log(builder, builder.rust(source, DEBUG), *arguments))
    empty = events(heaptrack_log(builder, compiled(builder, "empty", "fn main() {}\n")))
    simulated = [(op, s) for op, s in events(log) if s == size]
    seen = [(op, s) for op, s in real if s == size]
    for event in [(op, s) for op, s in empty if s == size]:
        seen.remove(event)
    buffers = [("+", 1024), ("-", 1024)] if size == 1024 else []  # of standard output, taken when the first line is printed
    assert seen.count(("+", size)) == simulated.count(("+", size)) + len(buffers) // 2
    assert seen.count(("-", size)) == simulated.count(("-", size)) + len(buffers) // 2


def test_recorded_counts_are_what_the_programs_print_today(builder: Builder) -> None:
    program = builder.rust("facts/counts.rs", ("-O",))
    told = subprocess.run([str(program)], capture_output=True, text=True, check=True, timeout=60).stdout
    recorded = {run.subject: run.values for run in recorded_data().runs if run.experiment == "practices"}

    for line in told.splitlines():
        name, allocations, reallocations, frees, asked = line.split()
        assert recorded[name]["allocations"] == int(allocations)
        assert recorded[name]["reallocations"] == int(reallocations)
        assert (recorded[name]["frees"], recorded[name]["bytes"]) == (int(frees), int(asked))


def test_recorded_hashes_are_of_the_programs_that_come_with_the_package() -> None:
    builder = Builder({}, Path())
    newest = {run.experiment: run.session for run in recorded_data().runs}
    stale = {
        name
        for run in recorded_data().runs
        if run.session == newest[run.experiment]
        for name, told in run.sources.items()
        if builder.sources(name)[name] != told
    }

    assert stale == set()
    assert {figure.split(".")[0] for figure in recorded_figures()} == set(EXPERIMENTS)


def test_a_program_that_prints_something_else_is_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("rustc", "cc")
    from rustmem.measure import build, configurations

    programs = tmp_path / "programs"
    shutil.copytree(build.PROGRAMS, programs)
    python = programs / "trees" / "trees.py"
    python.write_text(python.read_text("utf-8").replace('"nodes"', '"nodez"'), "utf-8")
    for module in (build, configurations):
        monkeypatch.setattr(module, "PROGRAMS", programs)
    output = tmp_path / "runs.jsonl"

    outcome = measure(["sizes", "trees-small"], output, quick=True)

    assert "python (trees/trees.py) prints `stretch 10 nodez 2047` where rust-box prints" in outcome.failures["trees-small"]
    assert {line.split('"experiment":"')[1].split('"')[0] for line in output.read_text("utf-8").splitlines()[1:]} == {"sizes"}


def test_a_compiler_that_fails_is_named_with_the_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("rustc", "cc")
    from rustmem.measure import build

    programs = tmp_path / "programs"
    shutil.copytree(build.PROGRAMS, programs)
    (programs / "facts" / "sizes.rs").write_text("fn main() {", "utf-8")
    monkeypatch.setattr(build, "PROGRAMS", programs)

    outcome = measure(["sizes"], tmp_path / "runs.jsonl", quick=True)

    assert "programs/facts/sizes.rs: rustc exits with 1:" in outcome.failures["sizes"]
    assert not (tmp_path / "runs.jsonl").exists()


def test_tools_that_are_not_there_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need("rustc", "cc")
    from rustmem.measure import harness

    some = {name: tool for name, tool in TOOLS.items() if name not in ("valgrind", "go")}
    monkeypatch.setattr(harness, "find_tools", lambda: some)

    outcome = measure(["sizes", "memcheck"], tmp_path / "runs.jsonl", quick=True)

    assert outcome.session.missing["go"] == "Go was not found"
    assert outcome.skipped == {"memcheck": "valgrind not found"}
    assert outcome.failures == {}


def test_without_a_c_compiler_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    from rustmem.measure import harness

    monkeypatch.setattr(harness, "find_tools", dict)

    with pytest.raises(ValueError, match="nothing can be measured: cc not found"):
        measure(["sizes"], None)


def test_an_experiment_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="no experiment is called tres: there are practices"):
        measure(["tres"], None)
