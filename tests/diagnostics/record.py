"""Records rustc's diagnostics for `recorded.jsonl.gz`.

    python tests/diagnostics/record.py PROGRAMS.jsonl

Each line of PROGRAMS.jsonl has `source` and `edition`. A record adds what rustc's JSON holds and, per
diagnostic, what it does not hold but its drawing shows: `shown` (per suggestion its style and the parts
of one alternative), `home` (the file that comes first), and `parts` (styled parts of children).
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rustmem.diagnostics.emitter import render
from rustmem.diagnostics.json import Reader, is_suggestion
from rustmem.source.diag import Diag, Subdiag
from rustmem.source.source_map import SourceMap

RECORDED = Path(__file__).parent / "recorded.jsonl.gz"
STYLES = ("show-code", "show-always", "hide-code-inline", "hide-code-always", "completely-hidden")
ESCAPE = r"(?:\x1b\[\d*m)*"
HIGHLIGHT = "\x1b[1m\x1b[35m"
RESET = "\x1b[0m"

Json = dict[str, Any]


def read(record: Json, source_map: SourceMap) -> Diag:
    """The diagnostic of a record."""
    shown = record["shown"]
    diag = Reader(source_map, record["home"]).diag(record, [style for style, _ in shown], [size for _, size in shown])
    for index, parts in record["parts"]:
        child = diag.children[index]
        diag.children[index] = Subdiag(child.level, tuple((text, style) for text, style in parts), child.span)
    return diag


def rustc(source: str, edition: str, *options: str) -> list[Json]:
    root = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout.strip()
    environment = {name: value for name, value in os.environ.items() if name != "RUST_BACKTRACE"}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "src").mkdir()
        (Path(folder) / "src/main.rs").write_text(source, newline="")
        command = [f"{root}/bin/rustc", "--edition", edition, "--error-format=json", "--emit=metadata", "-o", "out", *options]
        ran = subprocess.run([*command, "src/main.rs"], cwd=folder, env=environment, capture_output=True, text=True)
    return [json.loads(line) for line in ran.stderr.splitlines() if line.startswith("{")]


def solve(record: Json, ansi: str, source: str) -> bool:
    """Finds what the record lacks by drawing every possibility; False if none is what rustc drew."""
    record["parts"] = []
    for record["home"], shown in itertools.product(_homes(record), _shown(record)):
        record["shown"] = list(shown)
        if _draw(record, source, False) == record["rendered"]:
            break
    else:
        return False
    if _draw(record, source, True) != ansi:
        record["parts"] = list(_parts(record["children"], ansi))
    return _draw(record, source, True) == ansi


def _draw(record: Json, source: str, color: bool) -> str:
    source_map = SourceMap()
    source_map.add("src/main.rs", source)
    return render(read(record, source_map), source_map, color)


def _homes(record: Json) -> list[str | None]:
    spans = [span for child in record["children"] for span in child["spans"]]
    return [None, *sorted({span["file_name"] for span in spans} - {"src/main.rs"})]


def _shown(record: Json) -> Iterator[tuple[tuple[str, int], ...]]:
    choices = []
    for child in filter(is_suggestion, record["children"]):
        count = len(child["spans"])
        sizes = [count, *[size for size in range(1, count) if count % size == 0]]
        choices.append([(style, size) for size in sizes for style in STYLES])
    return itertools.product(*choices)


def _parts(children: list[Json], ansi: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """The children that have highlighted parts, found in the coloured drawing."""
    plain = [child for child in children if not is_suggestion(child)]
    for index, child in enumerate(plain):
        pattern = ESCAPE.join(ESCAPE + (r"\n +" if char == "\n" else re.escape(char)) for char in child["message"])
        found = re.search(pattern, ansi)
        if found is None or HIGHLIGHT not in found[0]:
            continue
        text = re.sub(r"\n +", "\n" + " " * _lead(child["message"]), found[0])
        parts = []
        for at, piece in enumerate(text.split(HIGHLIGHT)):
            inside, _, after = piece.partition(RESET) if at else ("", "", piece)
            parts += [(part, style) for part, style in ((inside, "highlight"), (after, "plain")) if part]
        yield index, parts


def _lead(message: str) -> int:
    line = message.partition("\n")[2]
    return len(line) - len(line.lstrip(" "))


def main() -> None:
    kept = []
    for line in Path(sys.argv[1]).read_text().splitlines():
        program = json.loads(line)
        source, edition = program["source"], program["edition"]
        records = rustc(source, edition)
        colours = [record["rendered"] for record in rustc(source, edition, "--json=diagnostic-rendered-ansi")]
        for record, ansi in zip(records, colours):
            if record["code"]:
                record["code"]["explanation"] = None
            if not solve(record, ansi, source):
                print("not drawn as rustc does:", record["rendered"], sep="\n")
        kept.append({"source": source, "edition": edition, "diagnostics": records, "ansi": colours})
    with gzip.GzipFile(RECORDED, "wb", mtime=0) as out:
        out.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept).encode())


if __name__ == "__main__":
    main()
