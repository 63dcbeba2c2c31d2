"""A warm `check` against `rustc --emit=metadata`, over tests/programs, in one run.

    python tests/bench/check.py

Each program is checked by both in turn, several rounds; the least time of each counts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import rustmem  # noqa: E402
from rustmem.plugins.oracle import find_rustc  # noqa: E402

ROUNDS = 7


def main() -> None:
    rustc = find_rustc()
    if rustc is None:
        raise SystemExit("rustc 1.95.0 is not installed")
    ratios, ours, theirs = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((ROOT / "tests/programs").glob("*.rs")):
            source = path.read_text("utf-8")
            (Path(folder) / "main.rs").write_text(source, "utf-8")
            command = [str(rustc), "--edition", "2024", "--emit=metadata", "-o", os.devnull, "main.rs"]
            rustmem.check(source)
            a = least(partial(rustmem.check, source))
            b = least(partial(subprocess.run, command, cwd=folder, capture_output=True))
            ours.append(a)
            theirs.append(b)
            ratios.append(a / b)
            print(f"{path.stem:40} rustmem {a * 1000:7.1f} ms   rustc {b * 1000:7.1f} ms   ratio {a / b:.2f}")
    print(
        f"median: rustmem {statistics.median(ours) * 1000:.1f} ms, rustc {statistics.median(theirs) * 1000:.1f} ms, ratio {statistics.median(ratios):.2f}"
    )


def least(call: Callable[[], object]) -> float:
    """The least of several times, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
