"""`rustmem measure` and `rustmem figures` on the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pages import run_tool

from rustmem.measure.harness import EXPERIMENTS
from rustmem.measure.runs import read_file

built = pytest.mark.skipif(not (shutil.which("rustc") and shutil.which("gcc")), reason="rustc and gcc are not installed")


@built
def test_quick_prints_figures_and_writes_rows(tmp_path: Path) -> None:
    done = run_tool("rustmem", "measure", "--quick", "sizes", "stack-box", "-o", "runs.jsonl", cwd=tmp_path)
    data = read_file(tmp_path / "runs.jsonl")

    assert done.returncode == 0, done.stderr
    assert "sizes.refcell-u64.size: 16 bytes (exact; rustc " in done.stdout
    assert "stack-box.stack.cpu_ratio: 1 times the CPU time of stack (loose;" in done.stdout
    assert "stack-box: 2 runs of 2 subjects" in done.stderr
    assert [session.quick for session in data.sessions.values()] == [True]
    assert {run.experiment for run in data.runs} == {"sizes", "stack-box"}
    assert all(run.sources and not any(part.startswith("/") for part in run.argv) for run in data.runs)


def test_the_list_names_every_experiment(tmp_path: Path) -> None:
    done = run_tool("rustmem", "measure", "--list", cwd=tmp_path)

    assert done.stdout.split() == list(EXPERIMENTS)


@built
def test_an_unknown_experiment_is_a_mistake_of_use(tmp_path: Path) -> None:
    done = run_tool("rustmem", "measure", "tres", cwd=tmp_path)

    assert done.returncode == 2
    assert "rustmem: no experiment is called tres" in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "runs.jsonl:1: Expecting property name"),
        ('{"row":"run","session":"a"}\n', "runs.jsonl:1: "),
        ("", "no figure's key begins with "),
    ],
)
def test_a_data_file_that_cannot_be_read_is_named_with_the_line(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "runs.jsonl").write_text(content, "utf-8")

    done = run_tool("rustmem", "figures", "--data", "runs.jsonl", cwd=tmp_path)

    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_figures_prints_what_begins_with_a_prefix(tmp_path: Path) -> None:
    done = run_tool("rustmem", "figures", "sizes.rwlock", cwd=tmp_path)

    assert done.stdout.splitlines()[0] == "sizes.rwlock-u64.size: 24 bytes (exact; rustc 1.95.0)"
