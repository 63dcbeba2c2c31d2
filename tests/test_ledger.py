"""The ledger holds: every code and lint has a row, and every row is proven by a program that rustc judged."""

from __future__ import annotations

import importlib
import inspect
import json
from pathlib import Path
from typing import Any

import pytest

import rustmem
from rustmem.coverage import EMITTED
from rustmem.ledger import Row, rows
from rustmem.lint import gaps
from rustmem.lint.known import DEFAULTS
from rustmem.lint.watch import BUILT, NEVER, WATCHED
from rustmem.source import late

HOME = Path(__file__).parent / "ledger"
GOLDEN: dict[str, list[list[str]]] = json.loads((HOME / "golden.json").read_text(encoding="utf-8"))
LEDGER = rows()
PROVEN = [row for row in LEDGER.values() if row.state in ("checked by", "gap", "cannot arise")]


def edition_of(source: str) -> str:
    first = source.partition("\n")[0]
    return first.removeprefix("//@ edition:").strip() if first.startswith("//@ edition:") else "2024"


def answer(name: str) -> Any:
    source = (HOME / f"{name}.rs").read_text(encoding="utf-8")
    return rustmem.check(source, edition=edition_of(source), filename="main.rs")


def errors(report: Any) -> list[str]:
    found = []
    for diagnostic in report.to_json():
        if diagnostic["level"] == "error":
            found.append((diagnostic["code"] or {}).get("code", ""))
    return sorted(found)


def resolve(path: str) -> Any:
    """The function, class or table of that path in the package."""
    parts = path.split(".")
    for at in range(len(parts), 0, -1):
        try:
            found: Any = late.read(importlib.import_module(".".join(("rustmem", *parts[:at]))))
        except ModuleNotFoundError:
            continue
        for name in parts[at:]:
            found = getattr(found, name)
        return found
    raise AssertionError(f"there is no rustmem.{path}")


def text_of(thing: Any) -> str:
    try:
        return inspect.getsource(thing)
    except TypeError:
        return repr(thing)


def test_every_code_and_every_lint_that_rejects_has_a_row() -> None:
    wanted = {*EMITTED, *(lint for lint, level in DEFAULTS.items() if level in ("deny", "forbid"))}

    assert wanted - LEDGER.keys() == set()


def test_every_row_has_its_witness_and_every_witness_its_row() -> None:
    witnesses = {path.stem for path in HOME.glob("*.rs")}

    assert witnesses == {row.subject for row in PROVEN}
    assert GOLDEN.keys() == witnesses


@pytest.mark.parametrize("row", [r for r in LEDGER.values() if r.state == "checked by"], ids=lambda r: r.subject)
def test_the_function_of_a_row_exists_and_names_the_error(row: Row) -> None:
    path, _, words = row.what.partition(" | ")

    assert (words or row.subject) in text_of(resolve(path))


@pytest.mark.parametrize("row", PROVEN, ids=lambda r: r.subject)
def test_rustc_gives_the_error_for_its_witness(row: Row) -> None:
    codes = {code for code, _ in GOLDEN[row.subject]}

    if row.subject in EMITTED or row.subject in DEFAULTS:
        assert row.subject in codes
    else:
        assert codes == {""}


@pytest.mark.parametrize("row", PROVEN, ids=lambda r: r.subject)
def test_a_witness_is_rejected_with_just_rustcs_errors_or_called_not_modelled(row: Row) -> None:
    report = answer(row.subject)

    if row.state == "checked by":
        assert (report.status, errors(report)) == ("rejected", sorted(code for code, _ in GOLDEN[row.subject]))
    else:
        assert report.status == "unsupported"
        assert any(line.startswith(f"not modelled: {row.what}") for line in report.render().splitlines())


def test_an_error_given_under_another_name_has_that_row() -> None:
    given = [row for row in LEDGER.values() if row.state == "given as"]

    assert all(LEDGER[row.what].state == "checked by" or LEDGER[row.what].state == "gap" for row in given)


def test_every_lint_is_built_or_watched_for_or_cannot_speak() -> None:
    assert gaps.check_crate is not None  # importing it registers the watchers
    known = {lint for lint, level in DEFAULTS.items() if level != "allow"}

    assert known - BUILT - WATCHED.keys() - NEVER.keys() == set()
    assert BUILT & WATCHED.keys() == set()


@pytest.mark.parametrize("lint", sorted(lint for lint, level in DEFAULTS.items() if level == "allow"))
def test_a_lint_that_is_not_built_may_not_be_denied_unseen(lint: str) -> None:
    """`#![deny(…)]` of a lint that nobody looks for is no ground for accepting a program."""
    if lint in BUILT or lint in NEVER or lint in WATCHED:
        return
    report = rustmem.check(f"#![deny({lint})]\nfn main() {{}}\n")

    assert report.status == "unsupported"
