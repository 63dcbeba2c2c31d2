"""Names, definitions and what lints say of them: whole reports against rustc's, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

import rustmem

CASES = sorted((Path(__file__).parent / "ui" / "names").glob("*.rs"))
GAPS = {"E0220_assoc", "E0423_kinds"}
"""Cases whose words are not complete yet: verdict and codes are compared, and the report must not call itself exact."""


@pytest.mark.parametrize("case", CASES, ids=[c.stem for c in CASES])
def test_a_report_is_what_rustc_prints(case: Path) -> None:
    wanted = case.with_suffix(".stderr").read_text(encoding="utf-8")

    report = rustmem.check(case.read_text(encoding="utf-8"))

    if case.stem in GAPS:
        assert report.status == "rejected"
        assert not report.exact
        assert report.render() != wanted, "the gap has closed: take the case out of GAPS"
    else:
        assert report.render() == wanted
