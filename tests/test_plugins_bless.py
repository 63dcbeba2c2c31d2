"""`pytest --bless` and the doc tests as an author meets them: a project of one page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import run_pytest

from rustmem.plugins.oracle import Record, Records, find_rustc, key_of

SOURCE = 'fn main() {\n    println!("hi");\n}\n'
PAGE = f'# A page\n\n```rust title="a.rs"\n{SOURCE}```\n\nText.\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text(PAGE)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return tmp_path


def recorded(project: Path, printed: str) -> None:
    records = Records(project / "tests/oracle/docs.jsonl")
    records.add(Record(key_of(SOURCE, "2024", "a.rs"), "a.rs", "", 0, printed, 0))
    records.save()


def test_bless_writes_the_output_where_the_record_agrees(project: Path) -> None:
    recorded(project, "hi\n")
    done = run_pytest("docs", "--bless", cwd=project, RUSTC="no-such-rustc")
    again = run_pytest("docs", cwd=project, CI="1", RUSTC="no-such-rustc")

    assert done.returncode == 0, done.stdout
    assert (project / "docs/a.md").read_text() == PAGE.replace("```\n\nText", "```\n\n```output\nhi\n```\n\nText")
    assert again.returncode == 0, again.stdout
    assert "rustmem: 1 blocks of 1 pages executed" in again.stdout


def test_bless_writes_nothing_where_rustc_says_something_else(project: Path) -> None:
    recorded(project, "ho\n")
    done = run_pytest("docs", "--bless", cwd=project, RUSTC="no-such-rustc")

    assert done.returncode == 1
    assert "docs/a.md:3: rustmem differs from rustc 1.95.0: a defect of the library, not of the page" in done.stdout
    assert (project / "docs/a.md").read_text() == PAGE


def test_bless_writes_nothing_for_a_block_that_fails_its_header(project: Path) -> None:
    page = PAGE.replace('title="a.rs"', 'title="a.rs" expect="E0382"')
    (project / "docs/a.md").write_text(page)
    done = run_pytest("docs", "--bless", cwd=project, RUSTC="no-such-rustc")

    assert done.returncode == 1
    assert "docs/a.md:3: the fence expects E0382, but the program is accepted" in done.stdout
    assert (project / "docs/a.md").read_text() == page


def test_without_record_and_rustc_a_block_is_skipped_at_home_and_fails_in_ci(project: Path) -> None:
    (project / "docs/a.md").write_text(PAGE.replace("```\n\nText", "```\n\n```output\nhi\n```\n\nText"))
    home = run_pytest("docs", "-rs", cwd=project, CI="", RUSTC="no-such-rustc")
    ci = run_pytest("docs", cwd=project, CI="1", RUSTC="no-such-rustc")

    assert home.returncode == 0, home.stdout
    assert "1 skipped" in home.stdout and "1 unverified" in home.stdout
    assert ci.returncode == 1
    assert "docs/a.md:3: unverified: no record" in ci.stdout


@pytest.mark.skipif(find_rustc() is None, reason="rustc 1.95.0 is not installed")
def test_bless_asks_rustc_where_there_is_no_record_and_forgets_unused_ones(project: Path) -> None:
    records = Records(project / "tests/oracle/docs.jsonl")
    records.add(Record("unused", "b.rs", "", 0, "", 0))
    records.save()
    done = run_pytest("docs", "--bless", cwd=project)
    kept = Records(records.path).by_key

    assert done.returncode == 0, done.stdout
    assert [record.output for record in kept.values()] == ["hi\n"]
    assert "```output\nhi\n```" in (project / "docs/a.md").read_text()


def test_python_files_beside_the_pages_are_not_imported(project: Path) -> None:
    (project / "docs/hook.py").write_text("raise SystemExit('imported')\n")
    recorded(project, "hi\n")
    done = run_pytest("docs", "--bless", cwd=project, RUSTC="no-such-rustc")

    assert done.returncode == 0, done.stdout
