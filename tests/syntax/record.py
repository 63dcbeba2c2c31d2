"""Writes what rustc says of the programs in `damaged.jsonl`; further programs are given as files.

python tests/syntax/record.py [FILE.rs ...]
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

RECORDED = Path(__file__).with_name("damaged.jsonl")


def main(files: list[str]) -> None:
    sources = (
        [json.loads(line)["source"] for line in RECORDED.read_text(encoding="utf-8").splitlines()] if RECORDED.exists() else []
    )
    sources += [Path(file).read_text(encoding="utf-8") for file in files]
    lines = []
    for source in dict.fromkeys(sources):
        lines.append(json.dumps({"source": source, "stderr": rustc(source)}, ensure_ascii=False))
    RECORDED.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def rustc(source: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "src" / "main.rs"
        place.parent.mkdir()
        place.write_text(source, encoding="utf-8")
        command = ["rustc", "--edition", "2024", "--emit=metadata", "-o", "out", "src/main.rs"]
        environment = {key: value for key, value in os.environ.items() if key != "RUST_BACKTRACE"}
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment).stderr


if __name__ == "__main__":
    main(sys.argv[1:])
