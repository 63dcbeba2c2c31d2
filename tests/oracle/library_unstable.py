"""Writes `rustmem/std/unstable_names.txt`: the public names of the library that rustc 1.95.0 calls unstable, by module.

rustc imports every name of `modules.txt` in one program and complains of those that are not stable.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rustmem.plugins.oracle import find_rustc
from rustmem.std.modules import modules

HOME = Path(__file__).parents[2] / "rustmem/std"


def complaints(rustc: Path, lines: list[str]) -> set[int]:
    """The lines (from 1) that use what is not stable."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "main.rs"
        source.write_text("\n".join(lines) + "\nfn main() {}\n", encoding="utf-8")
        command = [str(rustc), "--edition=2024", "--emit=metadata", "--error-format=json", "-o", f"{folder}/out", str(source)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [json.loads(line) for line in told.stderr.splitlines() if line.startswith("{")]
    return {d["spans"][0]["line_start"] for d in found if (d["code"] or {}).get("code") == "E0658" and d["spans"]}


def main() -> None:
    rustc = find_rustc()
    if rustc is None:
        sys.exit("rustc 1.95.0 is needed")
    places = [(m, n) for m, names in sorted(modules().items()) for n, kinds in sorted(names.items()) if kinds != {"primitive"}]
    lines = [f"use std::{'::'.join(p for p in (m, n) if p)} as _a{i};" for i, (m, n) in enumerate(places)]
    bad = complaints(rustc, lines)
    by_module: dict[str, list[str]] = {}
    for line in sorted(bad):
        module, name = places[line - 1]
        by_module.setdefault(module, []).append(name)
    text = "".join(f"{module}: {' '.join(names)}\n" for module, names in by_module.items())
    (HOME / "unstable_names.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
