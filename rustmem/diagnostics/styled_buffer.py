"""A grid of styled characters that grows as it is written."""

from __future__ import annotations

from typing import Literal

Style = Literal[
    "none",
    "main-header",
    "header",
    "line-and-column",
    "line-number",
    "quotation",
    "underline-primary",
    "underline-secondary",
    "label-primary",
    "label-secondary",
    "addition",
    "removal",
    "level-error",
    "level-warning",
    "level-note",
    "level-help",
]
"""What a character is part of (annotate-snippets' `ElementStyle`)."""

RESET = "\x1b[0m"
BOLD = "\x1b[1m"
BRIGHT_BLUE = BOLD + "\x1b[94m"
LEVEL_COLOURS: dict[str, str] = {
    "error": BOLD + "\x1b[91m",
    "warning": BOLD + "\x1b[33m",
    "note": BOLD + "\x1b[92m",
    "help": BOLD + "\x1b[96m",
}
HIGHLIGHT = BOLD + "\x1b[35m"
"""The parts of a message that matter, such as where two types differ."""
COLOURS: dict[str, str] = {
    "main-header": BOLD,
    "line-number": BRIGHT_BLUE,
    "underline-secondary": BRIGHT_BLUE,
    "label-secondary": BRIGHT_BLUE,
    "addition": "\x1b[92m",
    "removal": "\x1b[91m",
    "level-error": LEVEL_COLOURS["error"],
    "level-warning": LEVEL_COLOURS["warning"],
    "level-note": LEVEL_COLOURS["note"],
    "level-help": LEVEL_COLOURS["help"],
}


class StyledBuffer:
    """Lines of characters, each with its style. Writing beyond an end fills up with blanks."""

    __slots__ = ("chars", "styles")

    def __init__(self) -> None:
        self.chars: list[list[str]] = []
        self.styles: list[list[Style]] = []

    def num_lines(self) -> int:
        return len(self.chars)

    def ensure_lines(self, line: int) -> None:
        while line >= len(self.chars):
            self.chars.append([])
            self.styles.append([])

    def puts(self, line: int, col: int, text: str, style: Style) -> None:
        """Overwrites from `col` on; an empty text adds no line."""
        if not text:
            return
        if line >= len(self.chars):
            self.ensure_lines(line)
        chars, styles = self.chars[line], self.styles[line]
        missing = col - len(chars)
        if missing > 0:
            chars.extend(" " * missing)
            styles.extend(["none"] * missing)
        end = col + len(text)
        chars[col:end] = text
        styles[col:end] = [style] * len(text)

    def append(self, line: int, text: str, style: Style) -> None:
        self.puts(line, len(self.chars[line]) if line < len(self.chars) else 0, text, style)

    def prepend(self, line: int, text: str, style: Style) -> None:
        self.ensure_lines(line)
        if self.chars[line]:
            self.chars[line][:0] = text
            self.styles[line][:0] = [style] * len(text)
        else:
            self.puts(line, 0, text, style)

    def replace(self, line: int, start: int, end: int, text: str) -> None:
        """Puts `text` in place of columns `start` to `end`, if the line reaches that far."""
        width = len(self.chars[line])
        if start == end or start > width or end > width:
            return
        self.chars[line][start:end] = text
        self.styles[line][start:end] = ["line-number"] * len(text)

    def set_style_range(self, line: int, start: int, end: int, style: Style) -> None:
        """Restyles what is there of columns `start` to `end`."""
        if not 0 <= line < len(self.styles):
            return
        styles = self.styles[line]
        start, end = max(start, 0), min(end, len(styles))
        if start < end:
            styles[start:end] = [style] * (end - start)

    def render(self, level: str, color: bool) -> str:
        """The text; with ANSI escapes where `color`. `level` colours the primary marks."""
        if not color:
            return "\n".join(["".join(line) for line in self.chars])
        return "\n".join([_paint(chars, styles, level) for chars, styles in zip(self.chars, self.styles)])


def _paint(chars: list[str], styles: list[Style], level: str) -> str:
    parts: list[str] = []
    current = ""
    for char, style in zip(chars, styles):
        colour = LEVEL_COLOURS[level] if style in ("underline-primary", "label-primary") else COLOURS.get(style, "")
        if colour != current:
            if current:
                parts.append(RESET)
            parts.append(colour)
            current = colour
        parts.append(char)
    if current:
        parts.append(RESET)
    return "".join(parts)
