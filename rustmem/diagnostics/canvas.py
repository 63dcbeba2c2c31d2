"""What the parts of a report are drawn on, and how text is made safe for a terminal."""

from __future__ import annotations

from rustmem.diagnostics.styled_buffer import StyledBuffer

_CONTROLS = {code: chr(0x2400 + code) for code in range(0x20)}
OUTPUT_REPLACEMENTS: dict[int, str] = {
    **_CONTROLS,
    0x09: "    ",
    0x0A: "\n",
    0x7F: "\u2421",
    0x200D: "",
    **dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "�"),
}
"""Characters that would upset a terminal, and what is printed for them."""


ELLIPSIS = "..."


class Canvas:
    """One group being drawn: the buffer and what is the same for the whole report."""

    __slots__ = ("buffer", "width", "term_width")

    def __init__(self, width: int, term_width: int) -> None:
        self.buffer = StyledBuffer()
        self.width = width
        """Digits of the largest line number."""
        self.term_width = term_width

    def num_lines(self) -> int:
        return self.buffer.num_lines()

    def separator(self, line: int) -> None:
        self.buffer.puts(line, self.width + 1, "|", "line-number")

    def line_number(self, line: int, number: int) -> None:
        self.buffer.puts(line, 0, str(number).rjust(self.width), "line-number")


def render_origin(canvas: Canvas, place: str, is_primary: bool, line: int) -> None:
    buffer = canvas.buffer
    buffer.prepend(line, "--> " if is_primary else "::: ", "line-number")
    buffer.append(line, place, "line-and-column")
    buffer.prepend(line, " " * canvas.width, "none")


def normalize_whitespace(text: str) -> str:
    return text if text.isprintable() else text.translate(OUTPUT_REPLACEMENTS)
