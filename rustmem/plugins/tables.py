"""Tables and figures that stand on pages between markers, made from recorded runs and from the simulators.

    <!-- table: hello -->
    <!-- /table -->

    A program that prints a line has <!-- figure: hello.debug.size -->4,342,768<!-- /figure --> bytes.

What stands between the markers is made, never typed: `python -m rustmem tables` or `pytest --bless` writes it, the doc
tests and `mkdocs build --strict` compare it byte by byte.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rustmem.measure.recorded import measured
from rustmem.plugins.page import Page, read_page
from rustmem.plugins.verify import Fault, diff_of

MARKER = re.compile(r"<!-- *(?P<slash>/)?(?P<kind>table|figure)\b(?P<rest>[^>\n]*?)(?P<close>-->|$)", re.MULTILINE)
NAME = re.compile(r": *(?P<name>[a-z0-9_.-]+) *")


class NoTable(Exception):
    """There is no table or figure of that name; the message says what there is."""


@dataclass
class Mark:
    """A pair of markers, and what stands between them."""

    kind: Literal["table", "figure"]
    name: str
    line: int
    """Of the opening marker, from 1."""
    end: int
    """Of the closing marker."""
    start: int
    """Offset of the text after the opening marker."""
    stop: int
    """Offset of the closing marker."""
    indent: str
    problem: str | None = None


def find_marks(page: Page) -> list[Mark]:
    """The pairs of markers of a page, those within its fences apart."""
    fenced = {number for block in page.blocks for number in range(block.line, block.end + 1)}
    marks: list[Mark] = []
    opened: tuple[re.Match[str], int] | None = None
    for found in MARKER.finditer(page.text):
        line = page.text.count("\n", 0, found.start()) + 1
        if line in fenced:
            continue
        if not found["close"]:
            marks.append(_broken(page, found, line, "this marker does not end in `-->`"))
            continue
        if found["slash"]:
            marks.append(_pair(page, opened, found, line))
            opened = None
            continue
        if opened is not None:
            marks.append(_broken(page, *opened, f"no `<!-- /{opened[0]['kind']} -->` follows"))
        opened = found, line
    if opened is not None:
        marks.append(_broken(page, *opened, f"no `<!-- /{opened[0]['kind']} -->` follows"))
    return marks


def _pair(page: Page, opened: tuple[re.Match[str], int] | None, closed: re.Match[str], end: int) -> Mark:
    if opened is None:
        problem = f"no `<!-- {closed['kind']}: NAME -->` stands before this `<!-- /{closed['kind']} -->`"
        return Mark(_kind(closed), "", end, end, closed.start(), closed.start(), "", problem)
    start, line = opened
    name = NAME.fullmatch(start["rest"])
    mark = Mark(_kind(start), name["name"] if name else "", line, end, start.end(), closed.start(), _indent(page, start))
    if name is None:
        mark.problem = f"write this marker as `<!-- {start['kind']}: NAME -->`"
    elif start["kind"] != closed["kind"]:
        mark.problem = f"this {start['kind']} is closed by `<!-- /{closed['kind']} -->`"
    elif mark.kind == "table" and not _alone(page.text, start.start(), start.end(), closed.start(), closed.end()):
        mark.problem = "the markers of a table stand on lines of their own"
    elif mark.kind == "figure" and line != end:
        mark.problem = "the markers of a figure stand on one line"
    return mark


def _broken(page: Page, found: re.Match[str], line: int, problem: str) -> Mark:
    return Mark(_kind(found), "", line, line, found.end(), found.end(), _indent(page, found), problem)


def _kind(found: re.Match[str]) -> Literal["table", "figure"]:
    return "table" if found["kind"] == "table" else "figure"


def _indent(page: Page, found: re.Match[str]) -> str:
    before = page.text[: found.start()].rpartition("\n")[2]
    return before if not before.strip() else ""


def _alone(text: str, *offsets: int) -> bool:
    """Whether nothing but blanks stands beside the markers on their lines."""
    opening, after, closing, end = offsets
    before = text[:opening].rpartition("\n")[2]
    behind = text[end:].partition("\n")[0]
    return not (before + text[after:].partition("\n")[0] + text[:closing].rpartition("\n")[2] + behind).strip()


def made(mark: Mark) -> str:
    """What should stand between the markers. Raises NoTable."""
    if mark.kind == "figure":
        try:
            return measured(mark.name).text
        except ValueError as e:
            raise NoTable(str(e)) from e
    lines = table(mark.name).rstrip("\n").split("\n")
    return "\n" + "".join((mark.indent + line if line else "") + "\n" for line in ["", *lines, ""]) + mark.indent


def table(name: str) -> str:
    """The table of that name as Markdown. Raises NoTable."""
    known = tables()
    make = known.get(name)
    if make is None:
        near = difflib.get_close_matches(name, known, n=3) or sorted(known)
        raise NoTable(f"no table is called {name}: there is {', '.join(near)}")
    try:
        return make()
    except ValueError as e:
        raise NoTable(f"table {name}: {e}") from e


def tables() -> dict[str, Callable[[], str]]:
    """Every table, by name: the measured and the simulated ones."""
    from rustmem.plugins.compared_tables import COMPARED
    from rustmem.plugins.measured_tables import MEASURED
    from rustmem.plugins.simulated_tables import SIMULATED

    return {**MEASURED, **COMPARED, **SIMULATED}


def table_faults(page: Page) -> Iterator[Fault]:
    """What is wrong with the tables and figures of a page, each with its line."""
    for mark in find_marks(page):
        yield from mark_faults(page, mark)


def mark_faults(page: Page, mark: Mark) -> Iterator[Fault]:
    """What is wrong with one of them."""
    if mark.problem is not None:
        yield Fault("broken", mark.line, mark.problem)
        return
    try:
        wanted = made(mark)
    except NoTable as e:
        yield Fault("failed", mark.line, str(e))
        return
    shown = page.text[mark.start : mark.stop]
    if shown != wanted:
        message = f"the {mark.kind} {mark.name} is stale"
        yield Fault("stale", mark.line, message, diff_of(shown, wanted, "on the page", "what is recorded"))


def rewritten(page: Page) -> str:
    """The page's text with every table and figure made anew. Raises NoTable, with the line, and changes nothing then."""
    text = page.text
    for mark in reversed(find_marks(page)):
        try:
            if mark.problem is not None:
                raise NoTable(mark.problem)
            text = text[: mark.start] + made(mark) + text[mark.stop :]
        except NoTable as e:
            raise NoTable(f"{page.name}:{mark.line}: {e}") from e
    return text


def rewrite_file(path: Path, name: str) -> bool:
    """Rewrites a page's file; whether that changed it. Raises NoTable."""
    text = path.read_text("utf-8")
    new = rewritten(read_page(name, text))
    if new != text:
        path.write_text(new, "utf-8", newline="\n")
    return new != text
