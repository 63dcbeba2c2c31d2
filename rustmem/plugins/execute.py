"""Runs one block of a page. Shared by the site's formatters, the doc tests and bless.

Answers are kept for the process, never on disk: an unchanged block is run once, however often its page is rendered.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import shlex
import tempfile
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import rustmem
from rustmem.plugins.page import Block, Page, read_page
from rustmem.plugins.trace_counts import names_of

PUBLIC = (
    "check", "run", "replay", "compare", "heap_sizes", "smallest_heap", "mir", "draw", "elision", "explain", "loans", "log",
    "figures", "measured", "modelled",
)  # fmt: skip
"""The functions of which every block calls at least one."""


@dataclass
class Answer:
    """What a block printed, and how."""

    text: str
    """What its `output` fence holds."""
    colored: str = ""
    """The same with ANSI colours, where there are any."""
    call: str = ""
    """The call that a reader can repeat."""
    verdict: str = ""
    calls: int = 0
    """How many public functions of rustmem were called."""
    pictures: list[list[str]] = field(default_factory=list)
    """SVG of what `draw` returned; a second one for narrow screens, where there is one."""
    compiler: str | None = None
    """Of a Rust block: what the compiler printed, which is the beginning of `text`."""
    exit_code: int | None = None
    codes: frozenset[str] = frozenset()
    """Of a Rust block: the codes of its errors; `error` stands for those without one."""
    warnings: frozenset[str] = frozenset()
    """Of a Rust block: the lints that the compiler warns of."""
    scope: dict[str, Any] = field(default_factory=dict)
    """Of a Python block: its names after the run."""


class BlockError(Exception):
    """A block that does not do what it should. `line` counts from the block's first line, which is 1."""

    def __init__(self, message: str, line: int = 0, block: Block | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.block = block


class Calls:
    """Counts the calls of rustmem's public functions while it is entered, and keeps what `draw` returned."""

    def __init__(self) -> None:
        self.count = 0
        self.pictures: list[list[str]] = []
        self._saved: dict[str, Any] = {}

    def __enter__(self) -> Calls:
        for name in PUBLIC:
            function = getattr(rustmem, name, None)
            if function is not None:
                self._saved[name] = function
                setattr(rustmem, name, self._counting(name, function))
        return self

    def __exit__(self, *_: object) -> None:
        for name, function in self._saved.items():
            setattr(rustmem, name, function)

    def _counting(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def counted(*args: Any, **options: Any) -> Any:
            self.count += 1
            result = function(*args, **options)
            if name == "draw":
                svg = result if isinstance(result, str) else getattr(result, "to_svg", str)()
                if svg.lstrip().startswith("<svg"):
                    narrow = getattr(result, "to_narrow_svg", None)
                    self.pictures.append([svg] if narrow is None else [svg, narrow()])
            return result

        return counted


def run_block(page: Page, block: Block) -> Answer:
    """Runs `block` of `page`, or raises BlockError."""
    if block.problem is not None:
        raise BlockError(block.problem)
    match block.lang:
        case "rust":
            options = block.options
            key: tuple[Any, ...] = (
                "rust", block.source, options.get("edition", "2024"), block.filename,
                options.get("expect"), options.get("warn"), options.get("exit"),
            )  # fmt: skip
            return _remembered(key, lambda _: _run_rust(*key[1:]))
        case "python":
            chain = page.chain(block)
            asked = "claim" in block.options or "title" in block.options  # only their names are asked for later
            key = ("python", tuple(b.source for b in chain), page.files, asked)
            try:
                return _remembered(key, lambda calls: _run_python(key[1], page.files, calls, keep=asked))
            except BlockError as e:
                if e.block is None and e.line:  # the memo knows sources, not blocks: line // 100_000 is the place in the chain
                    place, line = divmod(e.line, _PLACE)
                    raise BlockError(str(e), line, chain[place]) from e
                raise
        case "console":
            key = ("console", block.source, page.files)
            return _remembered(key, lambda _: _run_console(block.source, page.files))
        case _:
            key = ("markdown", block.source, block.options.get("title", "page.md"))
            return _remembered(key, lambda _: _run_markdown(key[2], block.source))


_memo: dict[tuple[Any, ...], Answer | BlockError] = {}
_PLACE = 100_000


def forget() -> None:
    """Empties the memo, as a change of rustmem itself must."""
    _memo.clear()
    _runs.clear()


def _remembered(key: tuple[Any, ...], make: Callable[[Calls], Answer]) -> Answer:
    known = _memo.get(key)
    if known is None:
        try:
            with Calls() as calls:
                known = make(calls)
            known.calls += calls.count
            known.pictures += calls.pictures
            if not known.calls:
                known = BlockError("no public function of rustmem was called during this block's run")
        except BlockError as e:
            known = e
        _memo[key] = known
    if isinstance(known, BlockError):
        raise BlockError(str(known), known.line, known.block)
    return known


def traced(block: Block) -> dict[str, Any] | None:
    """What the run of a Rust block did, as names for expressions (`trace_counts`); None if it does not run to its end.

    The trace itself is not kept: those of a whole site fill a gigabyte.
    """
    key = ("trace", block.source, block.options.get("edition", "2024"), block.filename)
    if key not in _runs:
        execution = rustmem.run(key[1], edition=key[2], filename=key[3], trace=True)
        _runs[key] = names_of(execution) if execution.status == "finished" else None
    return _runs[key]


_runs: dict[tuple[str, ...], dict[str, Any] | None] = {}


def _run_rust(source: str, edition: str, filename: str, expect: str | None, warn: str | None, ends: str | None) -> Answer:
    """Checks the program, runs it if it should run, and holds it to its header."""
    rejects = expect is not None and expect != "panic"
    try:
        report = rustmem.check(source, edition=edition, filename=filename, emit="metadata" if rejects else "link")
        plain = report.render(color=False)
        if report.status == "unsupported":
            raise BlockError(plain or "not modelled")
        if not report.exact:
            raise BlockError(f"rustmem does not model all that rustc says here:\n{plain}")
        _hold_to_header(report, plain, expect, warn)
        answer = Answer(plain, report.render(color=True), compiler=plain)
        answer.codes, answer.warnings = codes(report, "error"), codes(report, "warning")
        if rejects and not answer.codes:
            answer.codes = frozenset(["error"])
        if rejects:
            answer.call = f'rustmem.check(Path("{filename}"))'
            answer.verdict = "rejected" if expect == "error" else str(expect).replace(" ", ", ")
            return answer
        execution = rustmem.run(source, edition=edition, filename=filename)
    except BlockError:
        raise
    except Exception as e:
        raise BlockError(f"rustmem failed: {type(e).__name__}: {e}") from e
    if execution.status != "finished":
        raise BlockError(f"the run ended as `{execution.status}`:\n{execution.stderr}")
    wanted = int(ends) if ends else 101 if expect == "panic" else 0
    if execution.exit_code != wanted:
        raise BlockError(f"the program exits with code {execution.exit_code}, not {wanted}:\n{execution.stderr}")
    answer.text += execution.output
    answer.colored += execution.output
    answer.exit_code = execution.exit_code
    answer.call = f'rustmem.run(Path("{filename}"))'
    answer.verdict = f"accepted, exit code {execution.exit_code}"
    return answer


def _hold_to_header(report: Any, plain: str, expect: str | None, warn: str | None) -> None:
    """Whether the report is what `expect` and `warn` say."""
    rejected = report.status == "rejected"
    if expect in (None, "panic"):
        if rejected:
            raise BlockError(f"rustc rejects this program, and the fence does not expect it:\n{plain}")
    elif not rejected:
        raise BlockError(f"the fence expects {expect}, but the program is accepted")
    else:
        found = codes(report, "error")
        wanted = set() if expect == "error" else set(str(expect).split())
        if found != wanted:
            said = ", ".join(sorted(found)) or "an error without a code"
            raise BlockError(f"the fence expects {expect}, and the program gives {said}:\n{plain}")
    warned, allowed = codes(report, "warning"), set((warn or "").split())
    if warned - allowed:
        raise BlockError(f'the program warns: write warn="{" ".join(sorted(warned))}" if it should:\n{plain}')
    if allowed - warned:
        raise BlockError(f"the fence says warn, but the program does not warn of {', '.join(sorted(allowed - warned))}")


def codes(report: Any, level: str) -> frozenset[str]:
    """The codes, or lint names, of a report's diagnostics of one level."""
    rows = [row for row in report.to_json() if row["level"].startswith(level)]
    return frozenset(row["code"]["code"] for row in rows if row.get("code"))


@contextlib.contextmanager
def folder_of(files: tuple[tuple[str, str], ...]) -> Iterator[io.StringIO]:
    """A folder that holds `files`, as the current one; what is printed meanwhile."""
    here = os.getcwd()
    printed = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        for name, text in files:
            Path(folder, name).write_text(text, "utf-8", newline="\n")
        os.chdir(folder)
        try:
            yield printed
        finally:
            os.chdir(here)


def _run_python(sources: tuple[str, ...], files: tuple[tuple[str, str], ...], calls: Calls, *, keep: bool) -> Answer:
    """Runs the blocks in one namespace; the last one's output and pictures count."""
    scope: dict[str, Any] = {"__name__": "__main__"}
    with folder_of(files) as printed:
        for place, source in enumerate(sources):
            printed.seek(0)
            printed.truncate()
            calls.pictures = []
            name = f"<block {place}>"
            try:
                exec(compile(source, name, "exec", dont_inherit=True), scope)
            except (Exception, SystemExit) as e:
                frames = [f.lineno for f in traceback.extract_tb(e.__traceback__) if f.filename == name]
                line = (frames[-1] if frames else getattr(e, "lineno", None)) or 1
                raise BlockError(f"{type(e).__name__}: {e}", place * _PLACE + line) from e
    return Answer(printed.getvalue(), scope=scope if keep else {})


def _run_console(source: str, files: tuple[tuple[str, str], ...]) -> Answer:
    """Runs each `$ rustmem …` in process, in a terminal of 80 columns."""
    from unittest.mock import patch

    from rustmem import cli

    with folder_of(files) as printed, patch.dict(os.environ, COLUMNS="80"):
        for number, line in enumerate(source.splitlines(), 1):
            if not line.startswith("$ rustmem "):
                raise BlockError("a console block holds lines that begin with `$ rustmem `", number)
            try:
                cli.main(shlex.split(line)[2:])
            except SystemExit as e:
                if e.code == cli.USAGE:
                    raise BlockError(f"the command is not understood: {printed.getvalue()}", number) from e
            except Exception as e:
                raise BlockError(f"{type(e).__name__}: {e}", number) from e
    return Answer(printed.getvalue(), calls=1)  # the command is a public function too


def _run_markdown(name: str, text: str) -> Answer:
    """Runs the blocks and questions of an inner page; prints what is wrong with it."""
    from rustmem.plugins.quiz import problems
    from rustmem.plugins.verify import verify

    inner = read_page(name, text)
    calls, lines = 0, []
    for block in inner.runnable():
        verdict = verify(inner, block, None)
        calls += verdict.answer.calls if verdict.answer else 0
        lines += [f"{name}:{fault.line}: {fault.message}\n" for fault in verdict.faults]
    lines += [f"{name}:{line}: {told}\n" for line, told in problems(inner)]
    return Answer("".join(lines), calls=calls)
