"""Fences of each page, spoilt in each way: pytest fails with the fence's `page:line`, and so does a strict build.

Every fence of every page in every way takes many minutes, and CI does so in a job of its own (`SPOIL=all`). Otherwise
each page gives a few fences to each way, not the same ones to all.

A spoilt page keeps the lines of its page, so that a report can be held against the line; blocks that have nothing to do
with the spoilt one are blank.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from pages import RECORDS, pages, run_pytest, run_tool

from rustmem.plugins.page import Block, Page

LITERAL = re.compile(r'"[^"\n]*[A-Za-z][^"\n]*"|\b\d+\b|\b(?:true|false)\b|\w+$', re.MULTILINE)


@dataclass
class Spoilt:
    """A page with one fence changed."""

    name: str
    lines: list[str]
    first: int
    last: int
    """The fence, its output included: where a report may point."""
    in_build: bool
    """Whether it is a fault of the header or the output, which a strict build must find as well."""
    passes: bool = False


def change_a_literal(page: Page, block: Block, lines: list[str]) -> bool:
    found = LITERAL.search(block.source)
    if found is None:
        return False
    text = found[0]
    if text.startswith('"'):
        changed = text[:-1] + 'q"'
    else:
        changed = {"true": "false", "false": "true"}.get(text) or (str(int(text) + 1) if text.isdigit() else text + "q")
    source = block.source[: found.start()] + changed + block.source[found.end() :]
    lines[block.line : block.end - 1] = [block.indent + line if line else line for line in source.rstrip("\n").split("\n")]
    return True


def drop_the_last_output_line(page: Page, block: Block, lines: list[str]) -> bool:
    if block.output is None:
        return False
    del lines[block.output.end - 2]
    return True


def swap_the_code(page: Page, block: Block, lines: list[str]) -> bool:
    expect = block.options.get("expect")
    if expect is None:
        return False
    other = "E0499" if expect != "E0499" else "E0502"
    lines[block.line - 1] = lines[block.line - 1].replace(f'expect="{expect}"', f'expect="{other}"')
    return True


def delete_the_output(page: Page, block: Block, lines: list[str]) -> bool:
    if block.output is None:
        return False
    del lines[block.output.line - 1 : block.output.end]
    return True


def rename_the_title(page: Page, block: Block, lines: list[str]) -> bool:
    title = block.options.get("title")
    if title is None or block.lang != "rust":  # other names are asked for by nobody, or by the keys of questions alone
        return False
    lines[block.line - 1] = lines[block.line - 1].replace(f'title="{title}"', f'title="renamed_{title}"')
    return True


def write_rustdocs_header(page: Page, block: Block, lines: list[str]) -> bool:
    lines[block.line - 1] = f"{block.indent}```{block.lang},compile_fail"
    return True


def add_a_c_fence(page: Page, block: Block, lines: list[str]) -> bool:
    lines[block.line - 1 : block.line - 1] = [f"{block.indent}```c", f"{block.indent}int main(void);", f"{block.indent}```"]
    return True


def indent_it(page: Page, block: Block, lines: list[str]) -> bool:
    last = (block.output or block).end
    if block.indent or lines[block.line - 2].strip():
        return False
    lines[block.line - 2] = "!!! note"
    lines[block.line - 1 : last] = ["    " + line if line else line for line in lines[block.line - 1 : last]]
    lines[block.line - 1 : block.line - 1] = [""]
    return True


WAYS: dict[Callable[[Page, Block, list[str]], bool], bool] = {
    change_a_literal: False,
    drop_the_last_output_line: True,
    swap_the_code: True,
    delete_the_output: True,
    rename_the_title: False,
    write_rustdocs_header: True,
    add_a_c_fence: True,
    indent_it: False,
}


ONE_IN = 1 if os.environ.get("SPOIL") == "all" else 30
"""Of so many fences of a page, one is given to each way; the first that can be spoilt so is always taken."""


def spoil(page: Page) -> list[Spoilt]:
    """The spoilt versions of a page."""
    made: list[Spoilt] = []
    seen: Counter[Callable[[Page, Block, list[str]], bool]] = Counter()
    for block in page.runnable():
        for place, (way, in_build) in enumerate(WAYS.items()):
            lines = alone(page, block)
            if way(page, block, lines):
                seen[way] += 1
                if seen[way] > 1 and (seen[way] - place) % ONE_IN:
                    continue
                stem = Path(page.name).stem
                last = (block.output or block).end + (3 if way is add_a_c_fence else 0)
                name = f"{stem}_{block.line}_{way.__name__}.md"
                made.append(Spoilt(name, lines, block.line, last, in_build, passes=way is indent_it))
    return made


def alone(page: Page, block: Block) -> list[str]:
    """The page's lines with all but `block` blank; what a Python or console block reads stays."""
    chain = page.chain(block) if block.lang == "python" else [block]
    keep = {n for b in chain for n in range(b.line, (b.output or b).end + 1)}
    if block.lang in ("python", "console"):
        keep |= {
            n for b in page.blocks if b.lang == "rust" and "title" in b.options for n in range(b.line, (b.output or b).end + 1)
        }
    return [line if number in keep else "" for number, line in enumerate(page.text.split("\n"), 1)]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Spoilt]]:
    """A project whose pages are the spoilt ones."""
    root = tmp_path_factory.mktemp("spoilt")
    (root / "docs").mkdir()
    (root / "tests/oracle").mkdir(parents=True)
    (root / "theme").mkdir()
    (root / "theme/main.html").write_text("{{ page.content }}")
    shutil.copy(RECORDS, root / "tests/oracle/docs.jsonl")
    (root / "pytest.ini").write_text("[pytest]\n")
    every = [case for _, page in pages() for case in spoil(page)]
    for case in every:
        (root / "docs" / case.name).write_text("\n".join(case.lines), "utf-8")
    return root, every


def reported(text: str) -> dict[str, list[int]]:
    """The lines that a tool's output names, by page."""
    found: dict[str, list[int]] = {}
    for name, line in re.findall(r"docs/(\w[\w-]*\.md):(\d+): ", text):
        found.setdefault(name, []).append(int(line))
    return found


def test_every_spoilt_fence_fails_in_pytest(spoilt: tuple[Path, list[Spoilt]]) -> None:
    root, every = spoilt
    done = run_pytest("docs", "-q", "--tb=short", cwd=root, CI="1")
    found = reported(done.stdout)
    missed = [c.name for c in every if not c.passes and not any(c.first <= n <= c.last for n in found.get(c.name, ()))]
    failed = [c.name for c in every if c.passes and c.name in found]

    assert every
    assert missed == [], done.stdout[-2000:]
    assert failed == [], done.stdout[-2000:]


def test_faults_of_header_and_output_fail_in_a_strict_build(spoilt: tuple[Path, list[Spoilt]]) -> None:
    root, every = spoilt
    for case in every:
        if not case.in_build:
            (root / "docs" / case.name).unlink()
    (root / "mkdocs.yml").write_text(
        "site_name: spoilt\ntheme: {name: null, custom_dir: theme}\nplugins: []\n"
        "markdown_extensions: [admonition, pymdownx.highlight, pymdownx.superfences, rustmem.plugins.markdown]\n"
    )
    done = run_tool("mkdocs", "build", "--strict", "-d", str(root / "out"), cwd=root)
    found = reported(done.stderr)
    missed = [c.name for c in every if c.in_build and not any(c.first <= n <= c.last for n in found.get(c.name, ()))]

    assert done.returncode != 0
    assert missed == [], done.stderr[-2000:]
