"""What an error code or a lint means, in our own words, with a program that has it and one that mends it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypedDict


class Explanation(TypedDict):
    title: str
    text: str
    wrong: str
    """A program that is rejected with the code, or warned of."""
    right: str
    """The same program, mended."""


@cache
def explanations() -> dict[str, Explanation]:
    """By code, in the file's order."""
    import tomllib

    text = Path(__file__).with_name("explanations.toml").read_text("utf-8")
    found: dict[str, Explanation] = tomllib.loads(text)
    return found


def explain(code: str | None = None) -> str | None:
    """The explanation of `code`, or None; without a code, a list of those that have one."""
    if code is None:
        return "".join(f"{name}  {entry['title']}\n" for name, entry in explanations().items())
    entry = explanations().get(code) or explanations().get(code.upper())
    if entry is None:
        return None
    wrong, right = (_indented(entry[key]) for key in ("wrong", "right"))
    return f"{code}: {entry['title']}\n\n{entry['text'].strip()}\n\nAn example:\n\n{wrong}\n\nMended:\n\n{right}\n"


def _indented(program: str) -> str:
    return "\n".join("    " + line if line else "" for line in program.strip("\n").split("\n"))
