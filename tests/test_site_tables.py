"""Tables and figures between markers: made from recorded runs, compared byte by byte, written by one command."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest
from pages import pages, run_pytest, run_tool

from rustmem.measure.recorded import recorded_figures
from rustmem.plugins.page import read_page
from rustmem.plugins.tables import find_marks, rewritten, table, table_faults, tables

PAGE = """# A page

<!-- table: layout -->
<!-- /table -->

A program has <!-- figure: hello.debug.size -->1<!-- /figure --> bytes.

!!! note

    <!-- table: layout -->
    <!-- /table -->

```rust title="kept.rs"
// <!-- table: layout -->
fn main() {}
```
"""


def test_every_table_on_the_site_is_fresh() -> None:
    assert [f"{page.name}:{fault.line}: {fault.message}" for _, page in pages() for fault in table_faults(page)] == []


@pytest.mark.parametrize("name", sorted(tables()))
def test_every_table_can_be_made_and_names_its_tiers(name: str) -> None:
    text = table(name)

    assert text.startswith("| ")
    assert "\n{ .rustmem-caption }\n" in text
    assert any(tier in text for tier in ("exact", "tight", "loose", "order"))
    assert len({line.count("|") for line in text.replace("\\|", "").splitlines() if line.startswith("|")}) == 1


def test_writing_a_page_makes_it_fresh_and_is_idempotent() -> None:
    page = read_page("a.md", PAGE)

    stale = list(table_faults(page))
    once = rewritten(page)
    twice = rewritten(read_page("a.md", once))

    assert [(fault.kind, fault.line) for fault in stale] == [("stale", 3), ("stale", 6), ("stale", 10)]
    assert list(table_faults(read_page("a.md", once))) == []
    assert twice == once
    assert f"-->{recorded_figures()['hello.debug.size'].text}<!-- /figure -->" in once
    assert "\n    | struct of" in once
    assert "// <!-- table: layout -->\nfn main" in once


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("\n<!-- table: no-such -->\n<!-- /table -->\n", 2, "no table is called no-such"),
        ("<!-- figure: hello.debg.size -->1<!-- /figure -->\n", 1, "no figure is called hello.debg.size; there is hello.debug"),
        ("<!-- table: layout -->\n", 1, "no `<!-- /table -->` follows"),
        ("\n<!-- /table -->\n", 2, "no `<!-- table: NAME -->` stands before"),
        ("<!-- table: layout -->\n<!-- /figure -->\n", 1, "this table is closed by `<!-- /figure -->`"),
        ("<!-- table: layout -->\n<!-- table: hello -->\n<!-- /table -->\n", 1, "no `<!-- /table -->` follows"),
        ("<!-- table layout -->\n<!-- /table -->\n", 1, "write this marker as"),
        ("text <!-- table: layout -->\n<!-- /table -->\n", 1, "on lines of their own"),
        ("<!-- figure: hello.debug.size -->\n<!-- /figure -->\n", 1, "stand on one line"),
        ("<!-- table: layout\n", 1, "does not end in `-->`"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, line: int, message: str) -> None:
    faults = list(table_faults(read_page("a.md", text)))

    assert faults[0].line == line
    assert message in faults[0].message


def test_marks_in_fences_are_text() -> None:
    assert [mark.line for mark in find_marks(read_page("a.md", PAGE))] == [3, 6, 10]


def test_pytest_fails_with_file_and_line_and_blesses(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "a.md"
    page.parent.mkdir()
    page.write_text("# A\n\n<!-- table: layout -->\n<!-- /table -->\n", "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", "utf-8")

    before = run_pytest("docs", cwd=tmp_path)
    blessed = run_pytest("--bless", "docs", cwd=tmp_path)
    after = run_pytest("docs", cwd=tmp_path)

    assert before.returncode == 1
    assert "docs/a.md:3: the table layout is stale" in before.stdout
    assert blessed.returncode == 0, blessed.stdout
    assert after.returncode == 0, after.stdout
    assert "| struct of" in page.read_text("utf-8")


def test_the_command_checks_and_writes(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "a.md"
    page.parent.mkdir()
    page.write_text(PAGE, "utf-8")

    stale = run_tool("rustmem", "tables", "--check", cwd=tmp_path)
    written = run_tool("rustmem", "tables", cwd=tmp_path)
    fresh = run_tool("rustmem", "tables", "--check", cwd=tmp_path)

    assert stale.returncode == 1
    assert "docs/a.md:6: the figure hello.debug.size is stale" in stale.stderr
    assert written.returncode == 0
    assert fresh.returncode == 0, fresh.stderr


def test_a_mistake_keeps_the_page_as_it_is(tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    text = PAGE + "\n<!-- table: no-such -->\n<!-- /table -->\n"
    page.write_text(text, "utf-8")

    done = run_tool("rustmem", "tables", "a.md", cwd=tmp_path)

    assert done.returncode == 1
    assert "a.md:18: no table is called no-such" in done.stderr
    assert page.read_text("utf-8") == text


def test_the_site_warns_of_what_is_stale_and_shows_tables(caplog: pytest.LogCaptureFixture) -> None:
    extensions = ["admonition", "attr_list", "tables", "pymdownx.highlight", "pymdownx.superfences", "rustmem.plugins.markdown"]
    fresh = rewritten(read_page("<page>", PAGE.partition("```rust")[0]))

    html = markdown.markdown(fresh, extensions=extensions)
    before = list(caplog.records)
    markdown.markdown(PAGE.partition("```rust")[0], extensions=extensions)

    assert before == []
    assert html.count("<table>") == 2
    assert html.count('class="rustmem-caption"') == 2
    told = [record.getMessage() for record in caplog.records]
    assert "<page>:3: the table layout is stale; accept with: python -m rustmem tables <page>" in told
    assert any(message.startswith("<page>:6: the figure hello.debug.size is stale") for message in told)
