"""The simulators against real runtimes: equal where a runtime is deterministic. A runtime that is not here is a visible skip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

import rustmem
from rustmem.measure.toolchains import find_tools
from rustmem.memory.alloc.size_class import USABLE_SIZE
from rustmem.memory.runtimes import CPythonGenerations, go_heap_goal, serial_young_collections

PROGRAMS = Path(__file__).parent / "reality"
ONLY_311 = pytest.mark.skipif(
    sys.implementation.name != "cpython" or sys.version_info[:2] != (3, 11),
    reason="the model is that of CPython 3.11's collector",
)


def tool(name: str) -> str:
    """The path of a toolchain."""
    found = find_tools().get(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found.path


def output(*command: str | Path, **environment: str) -> list[list[int]]:
    """What a program prints, as numbers."""
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=120, env=os.environ | environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return [[int(word) for word in line.split()] for line in done.stdout.splitlines()]


# CPython


class WithListener(CPythonGenerations):
    """With a callback: it is told by a dictionary, and that is a new object once a full collection has emptied the free lists."""

    def collect(self, number: int) -> None:
        super().collect(number)
        if number == 2:
            self.counts[0] += 1


def measured(*arguments: object) -> tuple[int, tuple[int, int, int], list[tuple[int, ...]]]:
    """Old objects, counts (the tuple that tells them is one more), and what the collector did."""
    first, *rows = output(sys.executable, "-I", "-S", PROGRAMS / "generations.py", *map(str, arguments))
    old, young, middle, oldest = first
    return old, (young + 1, middle, oldest), [tuple(row) for row in rows]


Tree = tuple[int, "Tree | None", "Tree | None"]


def build(model: CPythonGenerations, depth: int) -> Tree:
    """Children first, as CPython evaluates the call."""
    if not depth:
        return model.alloc(), None, None
    left, right = build(model, depth - 1), build(model, depth - 1)
    return model.alloc(), left, right


def drop(model: CPythonGenerations, tree: Tree) -> None:
    node, left, right = tree
    model.free(node)
    for child in (left, right):
        if child:
            drop(model, child)


@ONLY_311
@pytest.mark.parametrize("depth", [10, 12, 13])
def test_cpython_collects_each_generation_as_often_as_the_model(depth: int) -> None:
    old, counts, rows = measured("trees", depth)
    model = CPythonGenerations(old=old, counts=counts)
    drop(model, build(model, depth + 1))
    build(model, depth)
    for d in range(4, depth + 1, 2):
        for _ in range(1 << (depth - d + 4)):
            drop(model, build(model, d))

    assert tuple(model.collections) == rows[0]
    assert model.collections[0] > 0


@ONLY_311
@pytest.mark.parametrize(("count", "keep"), [(20_000, 10), (60_000, 7), (40_000, 3)])
def test_cpython_frees_garbage_cycles_as_the_model_does(count: int, keep: int) -> None:
    """The generation of every collection, and how many objects each one frees."""
    old, counts, rows = measured("rings", count, keep)
    model = WithListener(old=old, counts=counts)
    before: tuple[int, int] | None = None
    for i in range(count):
        pair = model.alloc(), model.alloc()
        if before:
            model.lose(before)
        before = None if i % keep == 0 else pair

    assert model.history == rows
    assert sum(freed for _, freed in rows) > count


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left: Node | None, right: Node | None) -> None:
        self.left, self.right = left, right


def nodes(depth: int) -> Node:
    return Node(nodes(depth - 1), nodes(depth - 1)) if depth else Node(None, None)


@pytest.mark.skipif(sys.implementation.name != "cpython", reason="tracemalloc is CPython's")
def test_the_simulated_peak_is_what_tracemalloc_counts() -> None:
    size = sys.getsizeof(Node(None, None))
    world = rustmem.Mutator()
    world.tree_of(11, size)
    tracing = tracemalloc.is_tracing()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tree = nodes(11)
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        if not tracing:
            tracemalloc.stop()

    assert tree.left is not None
    assert rustmem.replay(world, "ownership").stats.peak == 4095 * size
    assert abs(grown - 4095 * size) <= 64  # the number that `before` is an object too


# HotSpot


@pytest.fixture(scope="module")
def young(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the compiled program."""
    folder = tmp_path_factory.mktemp("young")
    subprocess.run([tool("javac"), "-d", str(folder), str(PROGRAMS / "Young.java")], check=True)
    return folder


@pytest.mark.parametrize("megabytes", [8, 16, 32, 64])
def test_serial_collects_the_young_once_an_eden(megabytes: int, young: Path) -> None:
    """Within one, as the measured bytes begin and end somewhere in an eden."""
    options = ["-XX:+UseSerialGC", f"-Xmn{megabytes}m", "-Xms256m", "-Xmx256m"]
    allocated, eden, collections = output(tool("java"), *options, "-cp", young, "Young")[0]

    assert abs(collections - serial_young_collections(allocated, eden)) <= 1
    assert collections > 10


# Go


def test_go_sets_the_goal_that_the_formula_gives(tmp_path: Path) -> None:
    go = tool("go")
    found = re.search(r"go(\d+)\.(\d+)", subprocess.run([go, "version"], capture_output=True, text=True, check=True).stdout)
    if found is None or (int(found[1]), int(found[2])) < (1, 21):
        pytest.skip("Go 1.21 or later is needed: earlier ones do not tell what the formula is made of")
    program = tmp_path / "goal.go"
    shutil.copy(PROGRAMS / "goal.go", program)
    rows = output(go, "run", program, GO111MODULE="off", GOTOOLCHAIN="local", GOGC="100")

    assert len(rows) == 12
    for live, stack, global_bytes, gogc, goal in rows:
        assert goal == go_heap_goal(live, stack, global_bytes, gogc)


# Allocators


@pytest.fixture(scope="module")
def usable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = tool("cc")
    program = tmp_path_factory.mktemp("usable") / "usable"
    subprocess.run([compiler, "-O1", "-o", str(program), str(PROGRAMS / "usable.c")], check=True)
    return program


@pytest.mark.parametrize("name", USABLE_SIZE)
def test_an_allocator_rounds_as_its_closed_form(name: str, usable: Path) -> None:
    """5,632 sizes up to 64 KiB."""
    library = tool(name)
    environment = {"LD_PRELOAD": library} if library else {}
    rows = output(usable, **environment)

    assert len(rows) == 5632
    assert [row for row in rows if row[1] != USABLE_SIZE[name](row[0])] == []
