"""Writes `tests/oracle/scores.json`, which the page "How it is verified" shows, from what the scorer printed.

    SCORER CORPUS... | python tests/oracle/scores.py COMMIT

Each line of the scorer is a corpus, a phase (`all` is taken), and pairs of a figure's name and its value.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

SCORES = Path(__file__).with_name("scores.json")
ABOUT = {
    "site": "the programs that the chapters were planned with",
    "book": "the programs of The Rust Programming Language",
    "error_codes": "the examples of rustc's error index",
    "std_examples": "the examples of the standard library's documentation",
}
KEPT = ("n", "supported", "verdict", "codes", "bytes", "exact", "over-claimed", "false-accept", "crash", "stdout")


def main(commit: str, lines: list[str]) -> None:
    rows = []
    for line in lines:
        found = re.match(r"(\S+) +all +(.*)", line)
        if found is not None and found[1] in ABOUT:
            figures = dict(re.findall(r"(\S+) ([\d.]+)", found[2]))
            rows.append({"corpus": found[1], "about": ABOUT[found[1]]} | {k: figures[k] for k in KEPT if k in figures})
    SCORES.write_text(json.dumps({"commit": commit, "rows": rows}, indent=1) + "\n", "utf-8")
    print(f"{len(rows)} corpora")


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.read().splitlines())
