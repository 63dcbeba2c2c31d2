"""Accepting what a block prints.

Two owners: rustc's words stand in the records, which only the pinned rustc writes; ours stand on the page.
An `output` fence is rewritten only if the block does what its header says and rustmem says what rustc says.
"""

from __future__ import annotations

from pathlib import Path

from rustmem.plugins.execute import BlockError, run_block
from rustmem.plugins.oracle import Record, Records, ask_rustc, find_rustc, key_of
from rustmem.plugins.page import Block, Page, read_page
from rustmem.plugins.verify import Fault, Verdict, compare_record, shown_text, verify


class Blessing:
    """The edits of one run, written together at its end."""

    def __init__(self, records: Records, root: Path, *, from_rustc: bool) -> None:
        self.records = records
        self.root = root
        self.from_rustc = from_rustc
        self.rustc = find_rustc()
        self.edits: dict[str, list[tuple[Block, str]]] = {}
        self.told: list[str] = []

    def block(self, page: Page, block: Block) -> list[Fault]:
        """Notes what to write for `block`; the faults that keep it from being accepted."""
        if block.problem is not None:
            return [Fault("broken", block.line, block.problem)]
        record = self._record(block) if block.lang == "rust" else None
        if self.from_rustc and record is not None:
            self._edit(page, block, record.output)
            return []
        verdict = Verdict()
        try:
            verdict.answer = run_block(page, block)
        except BlockError:
            return verify(page, block, None).faults
        if block.lang == "rust":
            compare_record(block, verdict.answer, record, verdict)
        if not verdict.faults:
            self._edit(page, block, verdict.answer.text)
        return verdict.faults

    def write(self) -> None:
        """Writes pages and records; records of programs that no page shows any more go."""
        for name, edits in self.edits.items():
            path = self.root / name
            path.write_text(rewrite(path.read_text("utf-8"), edits), "utf-8", newline="\n")
            self.told.append(f"blessed {len(edits)} blocks of {name}")
        shown = set()
        for path in sorted((self.root / "docs").rglob("*.md")):
            for b in read_page(path.name, path.read_text("utf-8")).blocks:
                if b.lang == "rust":
                    shown.add(key_of(b.source, b.options.get("edition", "2024"), b.filename))
        self.records.keep_only(shown)
        self.records.save()

    def _record(self, block: Block) -> Record | None:
        """The recorded answer, or rustc's own now."""
        edition = block.options.get("edition", "2024")
        record = self.records.find(block.source, edition, block.filename)
        if record is None and self.rustc is not None:
            record = ask_rustc(self.rustc, block.source, edition, block.filename)
            self.records.add(record)
        return record

    def _edit(self, page: Page, block: Block, text: str) -> None:
        if "live" not in block.options and shown_text(text) != (block.output.source if block.output else ""):
            self.edits.setdefault(page.name, []).append((block, shown_text(text)))


def rewrite(text: str, edits: list[tuple[Block, str]]) -> str:
    """The page with its output fences replaced, made or taken out."""
    lines = text.split("\n")
    for block, output in sorted(edits, key=lambda edit: -edit[0].line):  # from below, so that line numbers stay true
        body = [(block.indent + line).rstrip() if not line else block.indent + line for line in output.splitlines()]
        if block.output is None:
            lines[block.end : block.end] = ["", f"{block.indent}```output", *body, f"{block.indent}```"]
        elif output:
            lines[block.output.line : block.output.end - 1] = body
        else:
            del lines[block.end : block.output.end]
    return "\n".join(lines)
