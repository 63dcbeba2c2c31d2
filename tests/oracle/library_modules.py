"""Writes `rustmem/std/modules.txt`: the public names of each module of the real library, from rustdoc.

    python tests/oracle/library_modules.py

One line for each module: its path in `std`, then `kind.name` of what it holds.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from library_surface import document

TARGET = Path(__file__).resolve().parents[2] / "rustmem" / "std" / "modules.txt"
ROOT_ONLY = "arch assert_matches f16 f128 intrinsics os pat prelude primitive simd i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize".split()
PAGE = re.compile(r"(\w+)\.([A-Za-z_0-9]+)\.html$")
REEXPORT = re.compile(r'id="reexport\.([A-Za-z_0-9]+)"')


def names_in(folder: Path) -> set[str]:
    names: set[str] = set()
    for file in folder.iterdir():
        page = PAGE.match(file.name)
        if file.is_dir():
            names.add(f"mod.{file.name}")
        elif page is not None:
            names.add(f"{page[1]}.{page[2]}")
    index = folder / "index.html"
    if index.exists():
        names |= {f"use.{name}" for name in REEXPORT.findall(index.read_text())}
    return names


def main() -> int:
    lines = []
    with tempfile.TemporaryDirectory() as name:
        root = document(Path(name))
        for folder in [root, *sorted(p for p in root.rglob("*") if p.is_dir())]:
            path = "::".join(folder.relative_to(root).parts)
            names = names_in(folder)
            if not path:
                names |= {f"mod.{m}" for m in ROOT_ONLY}
            lines.append(f"{path}: {' '.join(sorted(names))}")
    TARGET.write_text("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
