"""The one reader of a page's fences: the site, the doc tests and bless all use it.

It accepts the fences that pymdownx.superfences accepts, at any indentation, and says what is wrong with the others:
superfences passes over a header that it cannot read and prints it as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

OPEN = re.compile(r"^(?P<indent>[> \t]*)(?P<fence>`{3,}|~{3,})(?P<info>[^`\n]*)$")
HEADER = re.compile(r'(?P<lang>[a-z]+)(?P<options>(?: +[a-z_]+(?:="[^"]*")?)*) *')
OPTION = re.compile(r'([a-z_]+)(?:="([^"]*)")?')
HL_LINES = re.compile(r"\d+(?:-\d+)?(?: \d+(?:-\d+)?)*")
CODE = r"(?:E\d{4}|[a-z]+_[a-z_]+)"
"""An error's code, or the name of a lint that is an error by default."""
CLAIM = re.compile(r"[a-z0-9-]+(?: [a-z0-9-]+)*")

VALUES: dict[str, dict[str, re.Pattern[str]]] = {
    "rust": {
        "title": re.compile(r"[a-z0-9_]+\.rs"),
        "expect": re.compile(rf"panic|error|{CODE}(?: {CODE})*"),
        "exit": re.compile(r"\d{1,3}"),
        "warn": re.compile(r"[a-z_]+(?: [a-z_]+)*"),
        "edition": re.compile(r"2021|2024"),
        "hl_lines": HL_LINES,
        "claim": CLAIM,
    },
    "python": {
        "title": re.compile(r"[a-z0-9_]+\.py"),
        "continuation": re.compile(r"continuation"),
        "live": re.compile(r"live"),
        "hl_lines": HL_LINES,
        "claim": CLAIM,
    },
    "console": {"live": re.compile(r"live"), "claim": CLAIM},
    "markdown": {"title": re.compile(r"[a-z0-9_-]+\.md")},
    "output": {},
}
"""The languages that a page may hold, their options, and what an option may say."""


@dataclass
class Block:
    """A fence: its header read, its text without the indentation."""

    line: int
    """Of the opening fence, from 1."""
    end: int
    """Of the closing fence."""
    indent: str
    info: str
    source: str
    lang: str = ""
    options: dict[str, str] = field(default_factory=dict)
    output: Block | None = None
    """The `output` fence that belongs to it: the next fence, with nothing but blank lines between."""
    problem: str | None = None
    """What is wrong with the fence itself."""

    @property
    def filename(self) -> str:
        """The name that rustmem is given for a `rust` block."""
        return self.options.get("title", "src/main.rs")

    @property
    def claims(self) -> list[str]:
        """The ids of the claims that it shows."""
        return self.options.get("claim", "").split()


@dataclass
class Page:
    """A page's name as messages give it, its text, and its blocks in order."""

    name: str
    text: str
    blocks: list[Block]

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """The titled blocks: the files that a Python or console block finds in its folder."""
        return tuple((b.options["title"], b.source) for b in self.blocks if b.problem is None and "title" in b.options)

    def runnable(self) -> Iterator[Block]:
        """The blocks that are run: all but the outputs, which belong to the block before."""
        return (b for b in self.blocks if b.lang != "output" or b.problem is not None)

    def titled(self, title: str) -> Block | None:
        """The block of that title."""
        return next((b for b in self.blocks if b.problem is None and b.options.get("title") == title), None)

    def anchor(self, block: Block) -> str:
        """Where a link finds `block` in the page's HTML: by its title, else by its place among the blocks."""
        title = block.options.get("title")
        return "block-" + (title.rpartition(".")[0] if title else str(self.blocks.index(block) + 1))

    def prose(self) -> Iterator[tuple[int, str]]:
        """The lines outside of fences, with their numbers."""
        inside = {n for b in self.blocks for n in range(b.line, b.end + 1)}
        return ((n, line) for n, line in enumerate(self.text.split("\n"), 1) if n not in inside)

    def block_at(self, line: int) -> Block:
        return next(b for b in self.blocks if b.line == line)

    def chain(self, block: Block) -> list[Block]:
        """`block`, and before it the Python blocks that it continues."""
        if "continuation" not in block.options:
            return [block]
        found = [block]
        for earlier in reversed(self.blocks[: self.blocks.index(block)]):
            if earlier.lang == "python" and earlier.problem is None:
                found.insert(0, earlier)
                if "continuation" not in earlier.options:
                    break
        return found


def read_page(name: str | PurePosixPath, text: str) -> Page:
    """Reads every fence of a page."""
    page = Page(str(name), text, _fences(text))
    taken: dict[str, int] = {}
    before: Block | None = None
    for block in page.blocks:
        block.problem = block.problem or _read_header(block)
        if block.lang == "output" and block.problem is None:
            block.problem = _adopt(block, before, text)
        title = block.options.get("title")
        if title is not None and block.problem is None:
            first = taken.setdefault(title, block.line)
            if first != block.line:
                block.problem = f"{title} is the title of the block at line {first} already"
        if "continuation" in block.options and len(page.chain(block)) == 1:
            block.problem = block.problem or "there is no Python block to continue"
        before = block
    return page


def _fences(text: str) -> list[Block]:
    lines = text.split("\n")
    blocks, at = [], 0
    while at < len(lines):
        opened = OPEN.match(lines[at].rstrip("\r"))
        if opened is None:
            at += 1
            continue
        indent, fence = opened["indent"], opened["fence"]
        closing = re.compile(rf"{re.escape(indent)}{fence}[ \t]*\r?")
        end = at + 1
        while end < len(lines) and not closing.fullmatch(lines[end]):
            end += 1
        body = [line.rstrip("\r") for line in lines[at + 1 : end]]
        block = Block(at + 1, min(end + 1, len(lines)), indent, opened["info"].strip(), "")
        block.source = "".join(line[len(indent) :] + "\n" for line in body)
        if end == len(lines):
            block.problem = "this fence is never closed"
            end = at  # read on below it: one open fence does not hide the others
        elif ">" in indent:
            block.problem = "a fence in a quotation is not run: take it out of the quotation"
        elif fence[0] == "~":
            block.problem = "write the fence with backticks"
        elif any(line.strip() and not line.startswith(indent) for line in body):
            block.problem = "a line of this fence is indented less than the fence"
        blocks.append(block)
        at = end + 1
    return blocks


def _read_header(block: Block) -> str | None:
    """Sets language and options; what is wrong with them."""
    header = HEADER.fullmatch(block.info)
    if header is None:
        return f'cannot read the fence header `{block.info}`: write a language, then key="value" or bare words'
    block.lang = header["lang"]
    known = VALUES.get(block.lang)
    if known is None:
        return f"no runner for `{block.lang}` fences: every block on the site runs"
    for key, value in OPTION.findall(header["options"]):
        if key not in known:
            return f"`{block.lang}` fences have no option `{key}`"
        value = value or key
        if not known[key].fullmatch(value):
            return f'`{key}="{value}"` is not understood'
        block.options[key] = value
    return None


def _adopt(output: Block, before: Block | None, text: str) -> str | None:
    """Gives the `output` fence to the block just before it."""
    if before is None or before.lang == "output" or before.problem is not None:
        return "this output belongs to no block: put it right after the block that prints it"
    between = text.split("\n")[before.end : output.line - 1]
    if "live" in before.options:
        return "the block before is live: its output is made when the page is built"
    if any(line.strip() for line in between):
        return "this output belongs to no block: nothing may stand between it and the block that prints it"
    before.output = output
    return None
