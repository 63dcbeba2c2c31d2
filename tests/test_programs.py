"""Programs of the chapters as they were first written, dense: rustmem says and does what rustc 1.95.0 and its program do.

`python tests/test_programs.py` has rustc write `tests/oracle/programs.jsonl` anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import rustmem
from rustmem.plugins.oracle import Records, ask_rustc, find_rustc

HERE = Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.rs"))
RECORDS = HERE / "oracle/programs.jsonl"
NAME = "src/main.rs"


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_is_answered_as_rustc_answers(path: Path) -> None:
    source = path.read_text("utf-8")
    record = Records(RECORDS).find(source, "2024", NAME)
    assert record is not None
    report = rustmem.check(source, filename=NAME, emit="link")

    assert report.exact
    assert report.render() == record.stderr
    assert report.status == ("rejected" if record.status else "accepted")
    if record.printed is not None:
        execution = rustmem.run(source, filename=NAME)

        assert (execution.status, execution.exit_code) == ("finished", record.exit_code)
        assert execution.output == record.printed


def write_records() -> None:
    rustc = find_rustc()
    if rustc is None:
        raise SystemExit("rustc 1.95.0 is not installed")
    records = Records(RECORDS)
    records.keep_only(set())
    for path in PROGRAMS:
        records.add(ask_rustc(rustc, path.read_text("utf-8"), "2024", NAME))
    records.save()


if __name__ == "__main__":
    write_records()
