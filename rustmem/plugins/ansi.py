"""Terminal colours to HTML."""

from __future__ import annotations

import html
import re

SEQUENCE = re.compile(r"\x1b\[([\d;]*)m")
NAMES = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")


def to_html(text: str) -> str:
    """`text` escaped, its colour sequences as spans with classes such as `ansi-red` and `ansi-bold`."""
    out: list[str] = []
    bold, color, at = False, "", 0
    for found in SEQUENCE.finditer(text):
        out.append(_span(text[at : found.start()], bold, color))
        bold, color = _apply(found[1], bold, color)
        at = found.end()
    out.append(_span(text[at:], bold, color))
    return "".join(out)


def strip(text: str) -> str:
    """`text` without its colours."""
    return SEQUENCE.sub("", text)


def _span(text: str, bold: bool, color: str) -> str:
    classes = " ".join(c for c in ("ansi-bold" if bold else "", color and f"ansi-{color}") if c)
    escaped = html.escape(text, quote=False)
    return f'<span class="{classes}">{escaped}</span>' if classes and text else escaped


def _apply(parameters: str, bold: bool, color: str) -> tuple[bool, str]:
    """The state after one sequence; sequences that we do not draw change nothing."""
    numbers = [int(n or 0) for n in parameters.split(";")]
    if numbers[:2] == [38, 5] and len(numbers) == 3:
        return bold, NAMES[numbers[2] % 8] if numbers[2] < 16 else color
    for number in numbers:
        if number == 0:
            bold, color = False, ""
        elif number == 1:
            bold = True
        elif number == 22:
            bold = False
        elif number == 39:
            color = ""
        elif 30 <= number <= 37 or 90 <= number <= 97:
            color = NAMES[number % 10]
    return bold, color
