"""The page reader: which fences it finds, where, and what it says of those that superfences would pass over."""

from __future__ import annotations

import pytest

from rustmem.plugins.page import Block, read_page


def blocks(text: str) -> list[Block]:
    return read_page("page.md", text).blocks


def test_a_block_has_its_line_its_options_and_its_output() -> None:
    text = 'Text.\n\n```rust title="a.rs" expect="E0382"\nfn main() {}\n```\n\n```output\nerror\n```\n'
    block, output = blocks(text)

    assert (block.line, block.end, block.lang) == (3, 5, "rust")
    assert block.options == {"title": "a.rs", "expect": "E0382"}
    assert block.source == "fn main() {}\n"
    assert block.output is output
    assert output.source == "error\n"
    assert block.problem is None and output.problem is None


def test_fences_in_admonitions_and_tabs_are_dedented() -> None:
    text = '!!! note "A"\n\n    ```rust\n    fn main() {\n        f();\n    }\n    ```\n\n=== "B"\n\n    ```rust title="b.rs"\n    fn f() {}\n    ```\n'
    first, second = blocks(text)

    assert (first.line, first.source) == (3, "fn main() {\n    f();\n}\n")
    assert (second.line, second.source) == (11, "fn f() {}\n")


def test_a_longer_fence_holds_shorter_ones() -> None:
    (outer,) = blocks("````markdown\n```rust\nfn main() {}\n```\n````\n")

    assert outer.lang == "markdown"
    assert read_page("inner.md", outer.source).blocks[0].lang == "rust"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("```rust,compile_fail\n```\n", "cannot read the fence header"),
        ("```rust {.x}\n```\n", "cannot read the fence header"),
        ("```rust expect=E0382\n```\n", "cannot read the fence header"),
        ("```\n```\n", "cannot read the fence header"),
        ("```c\n```\n", "no runner for `c` fences"),
        ('```rust expects="E0382"\n```\n', "no option `expects`"),
        ('```rust expect="E382"\n```\n', "is not understood"),
        ('```rust title="../a.rs"\n```\n', "is not understood"),
        ("```output\n```\n", "belongs to no block"),
        ("```rust\n```\n\nText.\n\n```output\nx\n```\n", "nothing may stand between"),
        ("```rust\nfn main() {}\n", "never closed"),
        ("> ```rust\n> fn main() {}\n> ```\n", "quotation"),
        ("~~~rust\nfn main() {}\n~~~\n", "backticks"),
        ("    ```rust\n  x\n    ```\n", "indented less"),
        ("```python continuation\n```\n", "no Python block to continue"),
        ('```rust title="a.rs"\n```\n\n```rust title="a.rs"\n```\n', "is the title of the block at line 1 already"),
    ],
)  # fmt: skip
def test_a_fence_that_would_not_run_is_a_problem(text: str, says: str) -> None:
    assert says in str([block.problem for block in blocks(text)])


def test_a_continuation_knows_what_it_continues() -> None:
    page = read_page(
        "page.md", "```python\na\n```\n\n```python continuation\nb\n```\n\n```rust\n```\n\n```python continuation\nc\n```\n"
    )

    assert [b.source for b in page.chain(page.blocks[3])] == ["a\n", "b\n", "c\n"]


def test_an_open_fence_does_not_hide_the_blocks_below_it() -> None:
    found = blocks("```rust\nfn main() {}\n\nText.\n\n    ```rust\n    fn f() {}\n    ```\n")

    assert [(b.line, b.problem is None) for b in found] == [(1, False), (6, True)]
