"""Running blocks and comparing them, with doubles in the place of the checker and the interpreter."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import rustmem
from rustmem.plugins import ansi, execute
from rustmem.plugins.bless import rewrite
from rustmem.plugins.oracle import Record, Records, key_of, number_threads
from rustmem.plugins.page import Page, read_page
from rustmem.plugins.verify import Verdict, verify

SAID = "error[E0382]: use of moved value: `a`\n"


class Report:
    def __init__(self, source: str) -> None:
        self.exact = "inexact" not in source
        self.status = "unsupported" if "async" in source else "rejected" if "bad" in source else "accepted"

    def render(self, color: bool = False) -> str:
        if self.status == "unsupported":
            return "not modelled: async blocks at src/main.rs:1:1\n"
        return (SAID.replace("error", "\x1b[91merror\x1b[0m") if color else SAID) if self.status == "rejected" else ""

    def to_json(self) -> list[dict[str, Any]]:
        return [{"level": "error", "code": {"code": "E0382"}}] if self.status == "rejected" else []


@pytest.fixture(autouse=True)
def doubles(monkeypatch: pytest.MonkeyPatch) -> None:
    execute.forget()

    def run(source: str, **_: Any) -> SimpleNamespace:
        code = 101 if "panic" in source else 0
        return SimpleNamespace(status="finished", output="hi\n", stderr="", exit_code=code)

    monkeypatch.setattr(rustmem, "check", lambda source, **_: Report(str(source)), raising=False)
    monkeypatch.setattr(rustmem, "run", run, raising=False)


def faults(text: str, records: Records | None = None) -> list[tuple[str, int]]:
    page = read_page("page.md", text)
    return [(f.kind, f.line) for block in page.runnable() for f in verify(page, block, records).faults]


def first(text: str) -> tuple[Page, Verdict]:
    page = read_page("page.md", text)
    return page, verify(page, page.blocks[0], None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```rust\ngood\n```\n\n```output\nhi\n```\n", []),
        ("```rust\ngood\n```\n\n```output\nho\n```\n", [("stale", 5)]),
        ("```rust\ngood\n```\n", [("stale", 1)]),
        ("```rust\nbad\n```\n", [("failed", 1)]),
        (f'```rust expect="E0382"\nbad\n```\n\n```output\n{SAID}```\n', []),
        (f'```rust expect="E0499"\nbad\n```\n\n```output\n{SAID}```\n', [("failed", 1)]),
        ('```rust expect="E0382"\ngood\n```\n', [("failed", 1)]),
        ("```rust\npanic\n```\n", [("failed", 1)]),
        ('```rust expect="panic"\npanic\n```\n\n```output\nhi\n```\n', []),
        ("```rust\nasync\n```\n", [("failed", 1)]),
        ('```rust expect="E0382"\nbad inexact\n```\n', [("failed", 1)]),
        ("Text.\n\n```python\nprint(1)\n```\n\n```output\n1\n```\n", [("failed", 3)]),
        ("```python\nimport rustmem\nprint(rustmem.check('bad').status)\n```\n\n```output\nrejected\n```\n", []),
        ("```python\nfrom rustmem import check\nprint(check('bad').status)\n```\n\n```output\nrejected\n```\n", []),
        ("```python\nimport rustmem\nrustmem.check('')\n1 / 0\n```\n", [("failed", 4)]),
        ("```python\nif:\n```\n", [("failed", 2)]),
    ],
)
def test_a_block_is_held_to_its_header_and_its_output(text: str, found: list[tuple[str, int]]) -> None:
    assert faults(text) == found


def test_a_continuation_prints_only_its_own_output() -> None:
    text = (
        "```python\nimport rustmem\nx = rustmem.check('').status\nprint('first')\n```\n\n```output\nfirst\n```\n\n"
        "```python continuation\nprint(x)\n```\n\n```output\naccepted\n```\n"
    )

    assert faults(text) == []


def test_a_failure_in_the_block_that_is_continued_is_reported_at_its_line() -> None:
    text = "```python\nimport rustmem\n1 / 0\n```\n\n```python continuation\nprint(1)\n```\n"

    assert faults(text) == [("failed", 3), ("failed", 3)]


def test_a_python_block_finds_the_titled_blocks_as_files() -> None:
    text = (
        '```rust title="a.rs"\ngood\n```\n\n```output\nhi\n```\n\n'
        "```python\nfrom pathlib import Path\nimport rustmem\nprint(rustmem.check(Path('a.rs').read_text()).status)\n```\n\n"
        "```output\naccepted\n```\n"
    )

    assert faults(text) == []


def test_the_record_decides_whether_rustc_agrees(tmp_path: Path) -> None:
    text = "```rust\ngood\n```\n\n```output\nhi\n```\n"
    records = Records(tmp_path / "docs.jsonl")
    key = key_of("good\n", "2024", "src/main.rs")

    assert faults(text, records) == [("unverified", 1)]

    records.add(Record(key, "src/main.rs", "", 0, "hi\n", 0))
    records.save()

    assert faults(text, Records(records.path)) == []

    records.add(Record(key, "src/main.rs", "", 0, "ho\n", 0))

    assert faults(text, records) == [("differs", 1)]


def test_a_markdown_fence_prints_what_is_wrong_with_the_inner_page() -> None:
    text = '````markdown title="inner.md"\n```rust\ngood\n```\n````\n'
    _, verdict = first(text)

    assert verdict.answer is not None
    assert verdict.answer.text == "inner.md:1: this block prints something, and no output fence shows it\n"


def test_bless_replaces_adds_and_takes_out_outputs() -> None:
    text = "```rust\na\n```\n\n!!! note\n\n    ```rust\n    b\n    ```\n\n    ```output\n    old\n    ```\n\nEnd.\n"
    page = read_page("page.md", text)
    a, b, _ = page.blocks
    made = rewrite(text, [(a, "one\n\ntwo\n"), (b, "new\n")])

    assert made == (
        "```rust\na\n```\n\n```output\none\n\ntwo\n```\n\n!!! note\n\n    ```rust\n    b\n    ```\n\n    ```output\n    new\n    ```\n\nEnd.\n"
    )
    assert rewrite(text, [(b, "")]) == "```rust\na\n```\n\n!!! note\n\n    ```rust\n    b\n    ```\n\nEnd.\n"


def test_colours_become_spans_and_everything_is_escaped() -> None:
    text = "\x1b[1m\x1b[91merror\x1b[0m: <b> & \x1b[38;5;12mx\x1b[0m"

    assert ansi.strip(text) == "error: <b> & x"
    assert ansi.to_html(text) == (
        '<span class="ansi-bold ansi-red">error</span>: &lt;b&gt; &amp; <span class="ansi-blue">x</span>'
    )


def test_thread_numbers_are_counted_from_one() -> None:
    assert number_threads("thread 'main' (4711) panicked at a.rs:1:1:\n") == "thread 'main' (1) panicked at a.rs:1:1:\n"
    assert number_threads("thread '<unnamed>' (4712) panicked at a.rs:1:1:\n").startswith("thread '<unnamed>' (2) ")
