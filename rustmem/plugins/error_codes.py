"""The page of error codes, written from the explanations: `python -m rustmem.plugins.error_codes`.

Each code's two programs become blocks like any other, whose answers `pytest --bless docs/error-codes.md` fills in.
"""

from __future__ import annotations

import re
from pathlib import Path

import rustmem
from rustmem.explanations import Explanation, explanations
from rustmem.plugins.execute import codes

PAGE = Path("docs/error-codes.md")
HEAD = """---
title: Error codes
description: What rustc's error codes about ownership, borrowing and types mean, in our own words, with a program that has each and one that mends it.
search:
  boost: 1.5
---

# Error codes

Each code has a program that is rejected with it, and the same program mended.
The words are ours, and the compiler's own are under each program.
`rustmem explain E0382` prints the same in a shell.
[What is modelled](modelled.md) lists every code that the library gives.
The last part is about [lints](#lints): their programs are accepted, with a warning.
"""
LINTS = """
## Lints { #lints }
"""


def page_text() -> str:
    """The page without the outputs of its blocks. A program whose words the library does not know exactly is left out."""
    entries = {code: entry for code, entry in explanations().items() if rustmem.check(entry["wrong"]).exact}
    errors = [code for code in entries if code[0] == "E"]
    parts = [HEAD, *(_section(code, entries[code], "##") for code in errors), LINTS]
    parts += [_section(code, entries[code], "###") for code in entries if code not in errors]
    return "".join(parts)


def _section(code: str, entry: Explanation, level: str) -> str:
    text = entry["text"].strip()
    name = code.lower()
    wrong, right = entry["wrong"].strip() + "\n", entry["right"].strip() + "\n"
    return (
        f"\n{level} {code}: {entry['title']} {{ #{code} }}\n\n{_sentences(text)}\n\n"
        f'```rust title="{name}.rs" {_header(wrong)}\n{wrong}```\n\n<!-- shown {code} -->\n\n'
        f'Mended:\n\n```rust title="{name}_mended.rs"\n{right}```\n'
    )


def _sentences(text: str) -> str:
    """One sentence a line."""
    return re.sub(r"(?<=[a-z`)])([.!?]) (?=[A-Z`])", r"\1\n", text)


def _header(program: str) -> str:
    """What the fence says of the codes that the program gives."""
    report = rustmem.check(program)
    found = {"expect": sorted(codes(report, "error")), "warn": sorted(codes(report, "warning"))}
    return " ".join(f'{key}="{" ".join(names)}"' for key, names in found.items() if names)


def without_outputs(text: str) -> str:
    """A page's text without its `output` fences."""
    return re.sub(r"\n```output\n.*?\n```\n", "", text, flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(page_text(), "utf-8", newline="\n")
    print(f"wrote {PAGE}: now pytest --bless {PAGE}")
