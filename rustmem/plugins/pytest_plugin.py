"""Doc tests: every fence of a page is a test, and `--bless` accepts what it prints.

A `pytest11` entry point beside pytest-markdown-docs: that one collects Markdown files, ours reads them and runs them.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rustmem.plugins.bless import Blessing
from rustmem.plugins.oracle import VERSION, Records
from rustmem.plugins.page import Page, read_page
from rustmem.plugins.tables import Mark, NoTable, find_marks, mark_faults, rewrite_file
from rustmem.plugins.verify import Fault, verify

RUNNER = "RustmemRunner"
SESSION = pytest.StashKey["Session"]()


class Session:
    """The pages of one run of pytest, and what came of their blocks."""

    def __init__(self, config: pytest.Config) -> None:
        self.root = config.rootpath
        self.records = Records(self.root / config.getini("rustmem_records"))
        self.bless: Blessing | None = None
        if _writes(config):
            self.bless = Blessing(self.records, self.root, from_rustc=config.getoption("--record"))
        self.in_ci = bool(os.environ.get("CI"))
        self.pages: dict[Path, Page] = {}
        self.stale: set[Path] = set()
        """Pages whose tables `--bless` is to write."""
        self.done = Counter[str]()
        """How many pages were read, blocks executed, and blocks unverified."""

    def page(self, path: Path) -> Page:
        """A page as read from disk, once."""
        if path not in self.pages:
            inside = path.is_relative_to(self.root)
            name = path.relative_to(self.root).as_posix() if inside else str(path)
            self.pages[path] = read_page(name, path.read_text("utf-8"))
            self.done["pages"] += 1
        return self.pages[path]

    def test(self, path: Path, line: int) -> None:
        """Runs the block at `line`; a fault fails the test, `unverified` skips it outside CI."""
        page = self.page(path)
        mark = next((m for m in find_marks(page) if m.line == line), None)
        if mark is not None:
            self.test_mark(path, page, mark)
            return
        block = page.block_at(line)
        faults = self.bless.block(page, block) if self.bless else verify(page, block, self.records).faults
        serious = [f for f in faults if f.kind != "unverified" or self.in_ci]
        if serious:
            raise PageFault(page, serious)
        self.done["executed"] += 1
        if faults:
            self.done["unverified"] += 1
            pytest.skip(f"{page.name}:{faults[0].line}: {faults[0].message}")

    def test_mark(self, path: Path, page: Page, mark: Mark) -> None:
        """Compares a table or figure with what is recorded; `--bless` writes it at the end of the session."""
        faults = [f for m in find_marks(page) if m.line == mark.line for f in mark_faults(page, m)]
        if self.bless is not None:
            self.stale |= {path} if any(f.kind == "stale" for f in faults) else set()
            faults = [f for f in faults if f.kind != "stale"]
        if faults:
            raise PageFault(page, faults)

    def write(self) -> None:
        """Writes what `--bless` accepted: output fences, records, tables."""
        assert self.bless is not None
        self.bless.write()
        for path in sorted(self.stale):
            name = self.pages[path].name
            try:
                rewrite_file(path, name)
                self.bless.told.append(f"blessed the tables of {name}")
            except NoTable as e:
                self.bless.told.append(f"tables not written: {e}")


class PageFault(Exception):
    """What a doc test reports: each fault with `page:line` first."""

    def __init__(self, page: Page, faults: list[Fault]) -> None:
        told = []
        for fault in faults:
            hint = f"accept with: pytest --bless {page.name}" if fault.kind == "stale" else ""
            told.append("\n".join(part for part in (f"{page.name}:{fault.line}: {fault.message}", fault.diff, hint) if part))
        super().__init__("\n\n".join(told))


class Reader:
    """Looks to pytest-markdown-docs like its parser, and gives every fence that runs as one of `RustmemRunner`."""

    def parse(self, text: str) -> list[SimpleNamespace]:
        page = read_page("", text)
        info = f"python runner:{RUNNER}"
        spans = {b.line: (b.end, b.source) for b in page.runnable()}
        spans |= {m.line: (m.end, m.name) for m in find_marks(page)}  # a table or figure is a test as well
        return [
            SimpleNamespace(type="fence", map=[line - 1, end], content=text, info=info)
            for line, (end, text) in sorted(spans.items())
        ]


def register(session: Session) -> None:
    """Makes the runner known to pytest-markdown-docs."""
    from pytest_markdown_docs._runners import register_runner

    def runtest(self: Any, test: Any, args: dict[str, Any], *, asyncio_runner: Any = None) -> None:
        try:
            session.test(Path(test.source_path), test.start_line)
        except TypeError as e:  # pytest-markdown-docs takes one for a runner without asyncio_runner, and runs it again
            raise AssertionError(f"TypeError: {e}") from e

    def repr_failure(self: Any, test: Any, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        if isinstance(excinfo.value, PageFault):
            return str(excinfo.value)
        return f"{test.source_path}:{test.start_line}: {excinfo.getrepr(style='short')}"

    register_runner()(type(RUNNER, (), {"runtest": runtest, "repr_failure": repr_failure}))


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("rustmem", "the pages' blocks")
    group.addoption("--bless", action="store_true", help="rewrite the pages' output fences where rustmem and rustc agree")
    group.addoption(
        "--record",
        action="store_true",
        help=f"ask rustc {VERSION} about every Rust block: write its words into the records and the pages, "
        "whether or not rustmem agrees yet",
    )
    parser.addini("rustmem_records", "the file of rustc's recorded answers", default="tests/oracle/docs.jsonl")


def pytest_configure(config: pytest.Config) -> None:
    if _writes(config) and getattr(config.option, "numprocesses", None):
        raise pytest.UsageError("--bless writes pages: it does not work with -n")
    try:
        config.stash[SESSION] = session = Session(config)
        register(session)
    except ImportError:  # pytest without pytest-markdown-docs: no page is collected either
        del config.stash[SESSION]


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_markdown_docs_markdown_it() -> Reader:
    return Reader()


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path, parent: Any) -> Any:
    """Drops what pytest-markdown-docs makes of `.py` files: it would import every module in search of docstrings."""
    found = yield
    return [item for item in found if type(item).__name__ != "MarkdownDocstringCodeModule"]


@pytest.hookimpl(tryfirst=True, optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """`-n auto`: a process for each core where all tests are to run, and this one alone for named tests or to write pages."""
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    return 0 if named or _writes(config) else None


def _writes(config: pytest.Config) -> bool:
    return bool(config.getoption("--bless") or config.getoption("--record"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    ours = session.config.stash.get(SESSION, None)
    if ours is None:
        return
    if ours.bless is not None:
        ours.write()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["rustmem"] = dict(ours.done)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """One of xdist's processes has ended: what it did counts."""
    ours = node.config.stash.get(SESSION, None)
    if ours is not None:
        ours.done.update(getattr(node, "workeroutput", {}).get("rustmem", {}))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    ours = config.stash.get(SESSION, None)
    if ours is None or not ours.done:
        return
    unverified = f", {ours.done['unverified']} unverified" if ours.done["unverified"] else ""
    told = f"rustmem: {ours.done['executed']} blocks of {ours.done['pages']} pages executed{unverified}"
    terminalreporter.write_line(told)
    if ours.bless is not None:
        for line in ours.bless.told:
            terminalreporter.write_line(line)
