"""Every recorded diagnostic of rustc is drawn to the byte."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from rustmem.diagnostics.emitter import emit, render
from rustmem.diagnostics.json import to_json
from rustmem.source.diag import Diag
from rustmem.source.source_map import SourceMap

FOLDER = Path(__file__).parent / "diagnostics"
sys.path.insert(0, str(FOLDER))

from record import read  # noqa: E402

Json = dict[str, Any]


def programs() -> list[Json]:
    with gzip.open(FOLDER / "recorded.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


PROGRAMS = programs()


def diagnostics(program: Json) -> tuple[SourceMap, list[Diag]]:
    source_map = SourceMap()
    source_map.add("src/main.rs", program["source"])
    return source_map, [read(record, source_map) for record in program["diagnostics"]]


def is_closing(record: Json) -> bool:
    if record["spans"] or record["children"]:
        return False
    message = record["message"]
    return record["level"] == "failure-note" or message.startswith("aborting due to") or message.endswith("emitted")


def test_many_programs_are_recorded() -> None:
    codes = {record["code"]["code"] for program in PROGRAMS for record in program["diagnostics"] if record["code"]}

    assert len(PROGRAMS) >= 150
    assert len(codes) >= 100


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_recorded_program_is_drawn_as_rustc_draws_it(number: int) -> None:
    program = PROGRAMS[number]
    source_map, diags = diagnostics(program)

    assert [render(diag, source_map) for diag in diags] == [record["rendered"] for record in program["diagnostics"]]


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_recorded_program_is_coloured_as_rustc_colours_it(number: int) -> None:
    program = PROGRAMS[number]
    source_map, diags = diagnostics(program)

    assert [render(diag, source_map, True) for diag in diags] == program["ansi"]


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_the_closing_lines_are_those_of_rustc(number: int) -> None:
    program = PROGRAMS[number]
    source_map, diags = diagnostics(program)
    records = program["diagnostics"]
    own = [diag for diag, record in zip(diags, records) if not is_closing(record)]

    assert emit(own, source_map) == "".join(record["rendered"] for record in records)


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_the_json_of_a_recorded_program_is_that_of_rustc(number: int) -> None:
    program = PROGRAMS[number]
    source_map, diags = diagnostics(program)
    added = {"shown", "home", "parts"}

    for diag, record in zip(diags, program["diagnostics"]):
        expected = {key: value for key, value in record.items() if key not in added}
        assert json.dumps(to_json(diag, source_map)) == json.dumps(expected)
