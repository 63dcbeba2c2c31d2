"""Writes `golden.json`: what the pinned rustc says of each witness. Run it with rustc 1.95.0 on the path.

python tests/ledger/record.py
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

HOME = Path(__file__).parent
GOLDEN = HOME / "golden.json"
VERSION = "1.95.0"


def edition_of(source: str) -> str:
    """The edition that a witness names in its first line, or the default."""
    first = source.partition("\n")[0]
    return first.removeprefix("//@ edition:").strip() if first.startswith("//@ edition:") else "2024"


def pinned_rustc() -> str:
    """The compiler itself, without the shim that chooses among versions."""
    root = subprocess.run(["rustc", "--print", "sysroot"], capture_output=True, text=True, check=True).stdout.strip()
    rustc = str(Path(root) / "bin" / "rustc")
    version = subprocess.run([rustc, "--version"], capture_output=True, text=True, check=True).stdout
    if VERSION not in version:
        raise SystemExit(f"rustc {VERSION} is needed, this is {version.strip()}")
    return rustc


def errors_of(rustc: str, source: str) -> list[list[str]]:
    """(code or lint, message) of each error, in rustc's order."""
    kept = {k: v for k, v in os.environ.items() if k not in ("RUST_BACKTRACE", "RUSTFLAGS", "RUST_LOG")}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "main.rs"
        path.write_text(source, encoding="utf-8")
        flags = ["--edition", edition_of(source), "--crate-type", "bin", "--emit", "metadata", "--error-format", "json"]
        done = subprocess.run([rustc, *flags, "main.rs"], cwd=folder, env=kept, capture_output=True, text=True, check=False)
    found = []
    for line in done.stderr.splitlines():
        diagnostic = json.loads(line)
        if diagnostic["level"].startswith("error") and not diagnostic["message"].startswith("aborting due"):
            found.append([(diagnostic["code"] or {}).get("code", ""), diagnostic["message"]])
    return found


def main() -> None:
    rustc = pinned_rustc()
    witnesses = sorted(HOME.glob("*.rs"))
    answers = {path.stem: errors_of(rustc, path.read_text(encoding="utf-8")) for path in witnesses}
    lines = [f" {json.dumps(name)}: {json.dumps(answers[name], ensure_ascii=False)}" for name in sorted(answers)]
    GOLDEN.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
