"""What rustc says of the programs on the pages, recorded.

`tests/oracle/docs.jsonl` has one line for each program: a hash of its source, edition, file name and rustc's version,
then rustc's words and what the built program printed. Only the pinned rustc writes it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

VERSION = "1.95.0"
"""The rustc whose words the pages show."""
CLEARED = ("RUST_BACKTRACE", "RUST_LIB_BACKTRACE", "RUSTFLAGS", "RUST_LOG", "CARGO_TERM_COLOR", "RUSTC_COLOR", "COLUMNS")
THREAD = re.compile(r"(?m)^(thread '.*?') \((\d+)\) (panicked|has overflowed)")


@dataclass(frozen=True)
class Record:
    """One answer of rustc."""

    key: str
    filename: str
    stderr: str
    """What the compiler printed."""
    status: int
    """Of the compiler."""
    printed: str | None = None
    """What the program printed on both streams, in order; None if it was rejected."""
    exit_code: int | None = None

    @property
    def output(self) -> str:
        """What an `output` fence shows."""
        return self.stderr + (self.printed or "")


class Records:
    """The recorded answers of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.by_key: dict[str, Record] = {}
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                record = Record(**json.loads(line))
                self.by_key[record.key] = record

    def find(self, source: str, edition: str, filename: str) -> Record | None:
        return self.by_key.get(key_of(source, edition, filename))

    def add(self, record: Record) -> None:
        self.by_key[record.key] = record

    def keep_only(self, keys: set[str]) -> None:
        self.by_key = {key: record for key, record in self.by_key.items() if key in keys}

    def save(self) -> None:
        rows = sorted(self.by_key.values(), key=lambda r: (r.filename, r.key))
        text = "".join(json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in rows)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(text, "utf-8", newline="\n")


def key_of(source: str, edition: str, filename: str) -> str:
    """The hash by which a program's answer is found."""
    told = json.dumps([source, edition, filename, VERSION])
    return hashlib.sha256(told.encode()).hexdigest()[:20]


@cache
def find_rustc() -> Path | None:
    """The pinned rustc, or None where it is not installed."""
    asked = os.environ.get("RUSTC", "rustc")
    try:
        said = subprocess.run([asked, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout
        root = subprocess.run([asked, "--print", "sysroot"], capture_output=True, text=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return Path(root.strip(), "bin", "rustc") if said.startswith(f"rustc {VERSION} ") else None


def ask_rustc(rustc: Path, source: str, edition: str, filename: str) -> Record:
    """Compiles the program as a user would, and runs it if rustc accepts it."""
    clean = {k: v for k, v in os.environ.items() if k not in CLEARED}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, filename)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, "utf-8", newline="\n")
        command = [str(rustc), "--edition", edition, "--color", "never", "-o", "program", filename]
        told = subprocess.run(command, cwd=folder, env=clean, capture_output=True, text=True, timeout=60)
        printed = code = None
        if told.returncode == 0:
            ran = subprocess.run(
                [str(Path(folder, "program"))], cwd=folder, env=clean, timeout=20,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, encoding="utf-8",
            )  # fmt: skip
            printed = number_threads(ran.stdout)
            code = ran.returncode if ran.returncode >= 0 else 128 - ran.returncode
    return Record(key_of(source, edition, filename), filename, told.stderr, told.returncode, printed, code)


def number_threads(text: str) -> str:
    """Replaces the system's thread numbers: 1 for the main thread, and for the others 2, 3, … in order of appearance."""
    seen: dict[str, int] = {}

    def number(told: re.Match[str]) -> str:
        own = 1 if told[1] == "thread 'main'" else seen.setdefault(told[2], len(seen) + 2)
        return f"{told[1]} ({own}) {told[3]}"

    return THREAD.sub(number, text)
