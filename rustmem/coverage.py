"""What is modelled: the ledger as tables, and the constructs and notes that the source of this package names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from rustmem.ledger import Row, rows

CONSTRUCT = re.compile(
    r'(?:\bunsupported|\bUnsupported|\bNotModelled|\bnot_built)\(\s*f?"([^"\\]+)"|\bnot_modelled\(\s*f?"([^"\\]+)"\s*,'
)
INEXACT = re.compile(r'\.not_modelled\(\s*f?"([^"\\]+)"\s*\)')
SKIP = ("plugins", "measure", "coverage.py", "ledger.py", "explanations.py", "cli.py")

FLOORS: dict[str, str] = {
    "syntax": "reading the text",
    "resolve": "resolving names",
    "traits": "traits",
    "items": "definitions",
    "typeck": "types",
    "mir": "the control-flow graph",
    "borrowck": "the borrow checker",
    "lint": "lints",
    "interp": "running",
    "pipeline.py": "the whole",
    "pipeline_run.py": "running",
}
"""The parts of the package, in the order of the way of the data, and their words on the page."""


def modelled(what: str = "codes") -> str:
    """A Markdown table. `codes`: rustc's error codes and what becomes of each. `lints`: the same of the lints that reject, and of errors without a code.
    `constructs`: what the library calls "not modelled". `notes`: what it leaves out of a report, which it then calls not exact. `counts`: how many of each."""
    tables = {"codes": _codes, "lints": _lints, "constructs": _constructs, "notes": _notes, "counts": _counts}
    if what not in tables:
        raise ValueError(f"there is no table of {what}: there are {', '.join(tables)}")
    return tables[what]()


def constructs() -> dict[str, str]:
    """What is called not modelled, and the floor that says so."""
    return _phrases(CONSTRUCT)


def notes() -> dict[str, str]:
    """Notes and suggestions of rustc that are known to be missing."""
    return _phrases(INEXACT)


def _phrases(pattern: re.Pattern[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for file, text in _sources():
        for match in pattern.finditer(text):
            phrase = re.sub(r"\{[^}]*\}", "…", next(g for g in match.groups() if g))
            found.setdefault(phrase, file.split("/")[0])
    return found


def _is_code(subject: str) -> bool:
    return re.fullmatch(r"E\d{4}", subject) is not None


def _codes() -> str:
    return _table("code", [row for row in rows().values() if _is_code(row.subject)])


def _lints() -> str:
    return _table("lint or error", [row for row in rows().values() if not _is_code(row.subject)])


def _table(heading: str, found: list[Row]) -> str:
    lines = [f"| {row.subject.replace('_', ' ') if row.subject.islower() else row.subject} | {_state(row)} |" for row in found]
    return "\n".join([f"| {heading} | what becomes of it |", "| --- | --- |", *lines]) + "\n"


def _state(row: Row) -> str:
    path, _, _ = row.what.partition(" | ")
    shown = row.what.replace("|", "/")
    match row.state:
        case "checked by":
            return f"given by `{path}`"
        case "given as":
            return f"given as {row.what}"
        case "gap":
            return f"not modelled: {shown}"
        case "cannot arise":
            return f"cannot arise: {shown}, which is not modelled"
        case _:
            return f"not from one file of stable Rust: {shown}"


def _constructs() -> str:
    return _by_floor(constructs(), "not modelled")


def _notes() -> str:
    return _by_floor(notes(), "left out")


def _by_floor(found: dict[str, str], heading: str) -> str:
    order = list(FLOORS)
    rows = sorted(found.items(), key=lambda item: (order.index(item[1]) if item[1] in order else 99, item[0].lower()))
    told = [f"| {phrase.replace('|', '/').replace('`', '')} | {FLOORS.get(floor, floor)} |" for phrase, floor in rows]
    return "\n".join([f"| {heading} | where |", "| --- | --- |", *told]) + "\n"


def _counts() -> str:
    found = list(rows().values())
    codes = sum(_is_code(row.subject) for row in found)
    of = {
        state: sum(row.state == state for row in found)
        for state in ("checked by", "given as", "gap", "cannot arise", "unreachable")
    }
    lines = [
        f"| error codes of rustc 1.95.0 | {codes} |",
        f"| lints that reject, and errors without a code | {len(found) - codes} |",
        f"| of all these, given by the library | {of['checked by'] + of['given as']} |",
        f"| called not modelled, for want of the check | {of['gap']} |",
        f"| called not modelled, for want of the construct | {of['cannot arise']} |",
        f"| not from one file of stable Rust | {of['unreachable']} |",
        f"| constructs that it calls not modelled | {len(constructs())} |",
        f"| notes that it knows to be left out | {len(notes())} |",
    ]
    return "\n".join(["| what | how many |", "| --- | --: |", *lines]) + "\n"


@cache
def _sources() -> list[tuple[str, str]]:
    """The package's files, by their path within it."""
    home = Path(__file__).parent
    paths = sorted(p.relative_to(home).as_posix() for p in home.rglob("*.py"))
    return [(p, (home / p).read_text("utf-8")) for p in paths if not p.startswith(SKIP)]
