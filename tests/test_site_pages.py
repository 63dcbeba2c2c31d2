"""What holds for every page: short formatted programs, one sentence a line, records that are used and true."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from pages import DOCS, RECORDS, ROOT, pages, rust_blocks

from rustmem.plugins.oracle import Records, ask_rustc, find_rustc, key_of

PROSE = re.compile(r"[a-z`)*\"][.!?] [A-Z]")


def test_every_record_is_of_a_program_on_a_page() -> None:
    shown = {key_of(b.source, b.options.get("edition", "2024"), b.filename) for _, b in rust_blocks()}

    assert set(Records(RECORDS).by_key) - shown == set()
    assert shown - set(Records(RECORDS).by_key) == set()


@pytest.mark.skipif(find_rustc() is None, reason="rustc 1.95.0 is not installed")
def test_every_record_is_what_rustc_says_today() -> None:
    rustc, records = find_rustc(), Records(RECORDS)
    assert rustc is not None
    for page, block in rust_blocks():
        edition = block.options.get("edition", "2024")

        assert ask_rustc(rustc, block.source, edition, block.filename) == records.find(block.source, edition, block.filename), (
            f"{page.name}:{block.line}"
        )


def test_programs_are_short() -> None:
    long = [f"{page.name}:{b.line}" for page, b in rust_blocks() if b.source.count("\n") > 25]

    assert long == []


@pytest.mark.skipif(shutil.which("rustfmt") is None, reason="rustfmt is not installed")
def test_programs_are_formatted() -> None:
    for page, block in rust_blocks():
        if block.options.get("expect") == "error":
            continue  # does not parse
        command = ["rustfmt", "--edition", "2024", "--config", "max_width=64", "--emit", "stdout"]
        done = subprocess.run(command, input=block.source, capture_output=True, text=True, timeout=60)

        assert done.stdout == block.source, f"{page.name}:{block.line}"


def test_prose_has_one_sentence_a_line() -> None:
    found = []
    for _, page in pages():
        inside = {n for b in page.blocks for n in range(b.line, b.end + 1)}
        for number, line in enumerate(page.text.split("\n"), 1):
            if (
                number not in inside
                and not line.lstrip().startswith(("|", ":", "-", "description:", "!!! quiz", "key:"))
                and PROSE.search(line)
            ):
                found.append(f"{page.name}:{number}: {line}")

    assert found == []


def test_no_page_names_another_machine_or_loads_from_elsewhere() -> None:
    for path in [*DOCS.rglob("*.md"), *DOCS.rglob("*.css"), ROOT / "mkdocs.yml"]:
        text = path.read_text("utf-8")

        assert "/home/" not in text and "/root/" not in text
        assert not re.search(r"@import|url\(\s*['\"]?https?:|<script[^>]+src=['\"]https?:|<img[^>]+src=['\"]https?:", text)
