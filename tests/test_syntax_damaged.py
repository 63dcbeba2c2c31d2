"""Small programs with one token missing, doubled or wrong: what rustc says, to the byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rustmem

LINES = (Path(__file__).parent / "syntax" / "damaged.jsonl").read_text(encoding="utf-8").splitlines()
PROGRAMS = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_damaged_program_is_described_as_rustc_describes_it(number: int) -> None:
    program = PROGRAMS[number]

    report = rustmem.check(program["source"], edition="2024", filename="src/main.rs")

    assert report.status == "rejected"
    assert report.render() == program["stderr"]
