"""Whether a block does what its page says: the question that the site and the doc tests both ask."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import Literal

from rustmem.plugins.execute import Answer, BlockError, run_block
from rustmem.plugins.oracle import VERSION, Record, Records
from rustmem.plugins.page import Block, Page

Kind = Literal["broken", "failed", "stale", "differs", "unverified"]
"""Broken: the fence itself. Failed: the block's run. Stale: the output fence. Differs: rustmem and rustc.
Unverified: no record of rustc's answer."""


@dataclass
class Fault:
    """Something wrong, and the line of the page where it is."""

    kind: Kind
    line: int
    message: str
    diff: str = ""


@dataclass
class Verdict:
    """What came of a block."""

    answer: Answer | None = None
    faults: list[Fault] = field(default_factory=list)
    same_as_rustc: bool = False


def verify(page: Page, block: Block, records: Records | None) -> Verdict:
    """Runs `block` and compares it with its output fence, and with rustc's record where `records` are given."""
    verdict = Verdict()
    if block.problem is not None:
        verdict.faults.append(Fault("broken", block.line, block.problem))
        return verdict
    try:
        verdict.answer = answer = run_block(page, block)
    except BlockError as e:
        at = e.block or block
        message, _, rest = str(e).partition("\n")
        verdict.faults.append(Fault("failed", at.line + e.line, message.removesuffix(":"), rest))
        return verdict
    compare_output(block, answer, verdict)
    if block.lang == "rust" and records is not None:
        record = records.find(block.source, block.options.get("edition", "2024"), block.filename)
        compare_record(block, answer, record, verdict)
    return verdict


def compare_output(block: Block, answer: Answer, verdict: Verdict) -> None:
    """The output fence against what the block printed."""
    actual = shown_text(answer.text)
    if "live" in block.options:
        if not actual:
            verdict.faults.append(Fault("failed", block.line, "this live block prints nothing"))
        return
    shown = block.output.source if block.output else ""
    if shown == actual:
        if block.output is not None and not actual:
            verdict.faults.append(Fault("stale", block.output.line, "this block prints nothing: take its output fence out"))
        return
    line = block.output.line if block.output else block.line
    message = "output is stale" if block.output else "this block prints something, and no output fence shows it"
    verdict.faults.append(Fault("stale", line, message, diff_of(shown, actual, "on the page", "what ran")))


def compare_record(block: Block, answer: Answer, record: Record | None, verdict: Verdict) -> None:
    """rustmem's answer against rustc's."""
    if record is None:
        message = f"unverified: no record of what rustc {VERSION} says of this program"
        verdict.faults.append(Fault("unverified", block.line, message))
    elif record.output != answer.text or record.stderr != answer.compiler or record.exit_code != answer.exit_code:
        message = f"rustmem differs from rustc {VERSION}: a defect of the library, not of the page"
        verdict.faults.append(Fault("differs", block.line, message, diff_of(record.output, answer.text, "rustc", "rustmem")))
    else:
        verdict.same_as_rustc = True


def shown_text(text: str) -> str:
    """`text` as a fence can hold it: ending in one line end."""
    stripped = text.rstrip("\n")
    return stripped + "\n" if stripped else ""


def diff_of(before: str, after: str, name: str, other: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, other, lineterm="", n=2)
    return "\n".join(lines)
