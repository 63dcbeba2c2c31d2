"""Writes `rustmem/std/places.txt`: where the items of the real library stand, from the sources in rust-docs.

    python tests/oracle/library_places.py

The documentation that rustup installs shows each source file. Kept of it are names and positions: of the items that
the stubs have, their receivers and bounds. Run it again when the stubs get new items.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from rustmem.std.places import scan

STUBS = Path(__file__).resolve().parents[2] / "rustmem" / "std"
TARGET = STUBS / "places.txt"
LEFT_OUT = re.compile(
    r"^(std/src/(sys|os|backtrace|f\d)|core/src/(unicode|num/(imp|flt2dec|dec2flt|diy|bignum)|intrinsics/simd)|.*tests?/)"
)


def sources() -> dict[str, str]:
    """The library's files by path: `core/src/option.rs`."""
    root = Path(subprocess.run(["rustc", "--print", "sysroot"], check=True, capture_output=True, text=True).stdout.strip())
    folder = root / "share/doc/rust/html/src"
    found = {}
    for crate in ("core", "alloc", "std"):
        for page in sorted((folder / crate).rglob("*.rs.html")):
            name = f"{crate}/src/{page.relative_to(folder / crate).as_posix().removesuffix('.html')}"
            found[name] = source_text(page.read_text(encoding="utf-8"))
    return found


def source_text(page: str) -> str:
    code = page.split('<pre class="rust"><code>', 1)[1].split("</code></pre>", 1)[0]
    code = re.sub(r"<a href=#\d+ id=\d+ data-nosnippet>\d+</a>", "", code)
    return html.unescape(re.sub(r"<[^>]*>", "", code))


def stub_items() -> set[str]:
    """The names of everything in the stubs."""
    files = [path for crate in ("core", "alloc", "std") for path in (STUBS / crate).rglob("*.rs")]
    return {entry.key for path in files for entry in scan(path.read_text(encoding="utf-8"), 0)}


def main() -> int:
    lines: list[str] = []
    wanted = stub_items()
    for name, text in sources().items():
        if LEFT_OUT.match(name):
            continue
        data = text.encode("utf-8")
        entries = [entry for entry in scan(text, 0) if entry.key in wanted]
        if not entries:
            continue
        lines.append("@" + name)
        for entry in entries:
            marks = []
            for part, at in entry.parts.items():
                line = data.count(b"\n", 0, at) + 1
                column = len(data[data.rfind(b"\n", 0, at) + 1 : at].decode("utf-8"))
                marks.append(f"{part}@{line}:{column}")
            lines.append("\t".join((entry.key, *marks)))
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} lines, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
