"""Raw runs as lines of JSON: what was executed, by what, on which machine, and what came of it.

A session is one call of `rustmem measure`; its line stands before the lines of its runs. Lines are only ever appended.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Value = int | str


class DataError(Exception):
    """A data file that cannot be read; the message begins with `file:line`."""


@dataclass(frozen=True)
class Session:
    """Where and with what a number of runs were made."""

    session: str
    """When it began, in UTC; its name."""
    quick: bool
    """Small sizes, to see that everything works; no figure is taken from it."""
    machine: dict[str, str]
    versions: dict[str, str]
    """Of each tool, its name and version as a page shows them."""
    missing: dict[str, str]
    """Of each tool that was not found, what was not run without it."""


@dataclass(frozen=True)
class Run:
    """One execution of one program."""

    session: str
    experiment: str
    subject: str
    """What was measured: a program and what it ran under."""
    argv: list[str]
    """As executed; files by their names, not by where they lay."""
    sources: dict[str, str]
    """Of each source, the first 16 hexadecimal digits of the SHA-256 of its bytes."""
    tools: list[str]
    values: dict[str, Value] = field(default_factory=dict)
    """What was measured, by quantity."""


@dataclass(frozen=True)
class Data:
    """The lines of one file."""

    sessions: dict[str, Session]
    runs: list[Run]


def to_line(row: Session | Run) -> str:
    """`row` as a line, its end included."""
    kind = "session" if isinstance(row, Session) else "run"
    return json.dumps({"row": kind, **asdict(row)}, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_lines(lines: Iterable[str], name: str) -> Data:
    """The rows of a file called `name`. Raises DataError where a line is no row, or a run names no session."""
    data = Data({}, [])
    for number, line in enumerate(lines, 1):
        try:
            row = _read_line(line)
        except (ValueError, TypeError) as e:
            raise DataError(f"{name}:{number}: {e}") from e
        if isinstance(row, Session):
            data.sessions[row.session] = row
        elif row.session not in data.sessions:
            raise DataError(f"{name}:{number}: no line before it describes session {row.session}")
        else:
            data.runs.append(row)
    return data


def _read_line(line: str) -> Session | Run:
    told: Any = json.loads(line)
    if not isinstance(told, dict):
        raise ValueError("not a JSON object")
    match told.pop("row", None):
        case "session":
            return Session(**told)
        case "run":
            run = Run(**told)
            if not isinstance(run.values, dict) or not all(isinstance(v, (int, str)) for v in run.values.values()):
                raise ValueError("`values` holds numbers and words")
            return run
        case other:
            raise ValueError(f"a row is a session or a run, not {other!r}")


def read_file(path: Path) -> Data:
    """The rows of a file; none where there is no such file."""
    if not path.exists():
        return Data({}, [])
    return read_lines(path.read_text("utf-8").splitlines(), str(path))


def append(path: Path, session: Session, runs: Iterable[Run]) -> None:
    """Appends the runs of one experiment in one write, so that an interrupted session leaves whole experiments only."""
    known = read_file(path).sessions
    text = "" if session.session in known else to_line(session)
    text += "".join(to_line(run) for run in runs)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)
