"""Programs with one thing changed: rustmem answers as rustc does, or says that it does not know.

A few mutants of the chapters' first programs at each run; `RUSTMEM_MUTANTS=2000` takes so many of all golden cases.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

import rustmem
from rustmem.plugins.oracle import CLEARED, find_rustc

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from mutations import mutants  # noqa: E402

WANTED = int(os.environ.get("RUSTMEM_MUTANTS", "0"))
FOLDERS = [HERE.parent / "programs", *sorted(p for p in (HERE.parent / "ui").iterdir() if p.name not in ("names", "parse"))]
PROGRAMS = [path for folder in (FOLDERS if WANTED else FOLDERS[:1]) for path in sorted(folder.glob("*.rs"))]
SHARE = 30
"""Of the mutants of a program, one in so many is tried at each run."""


def chosen() -> list[tuple[str, str]]:
    """(name, mutant): by their hash, so that a new program does not change which of the others are tried."""
    found = []
    for path in PROGRAMS:
        source = path.read_text(encoding="utf-8")
        if "//@ edition" in source:
            continue
        for what, mutant in mutants(source, "2024", random.Random(0)):
            if WANTED or zlib.crc32(mutant.encode()) % SHARE == 0:
                found.append((f"{path.stem}-{what}-{zlib.crc32(mutant.encode()):08x}", mutant))
    if WANTED:
        random.Random(WANTED).shuffle(found)
        return found[:WANTED]
    return found


def rustc_says(rustc: Path, source: str, folder: Path) -> tuple[bool, str]:
    """Whether rustc accepts a program, and its words."""
    (folder / "src").mkdir()
    (folder / "src/main.rs").write_text(source, encoding="utf-8", newline="\n")
    env = {k: v for k, v in os.environ.items() if k not in CLEARED}
    command = [str(rustc), "--edition", "2024", "--emit=metadata", "-o", "out", "src/main.rs"]
    told = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=60)
    return told.returncode == 0, told.stderr


@pytest.mark.parametrize("mutant", [program for _, program in chosen()], ids=[name for name, _ in chosen()])
def test_a_mutant_is_answered_as_rustc_answers(mutant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rustc = find_rustc()
    if rustc is None:
        pytest.skip("rustc 1.95.0 is not installed: there is nothing to compare with")
    monkeypatch.setenv("RUSTMEM_DEBUG", "1")
    accepted, words = rustc_says(rustc, mutant, tmp_path)

    report = rustmem.check(mutant)

    if report.status != "unsupported":
        assert (report.status == "accepted") == accepted
        assert not report.exact or report.render() == words
