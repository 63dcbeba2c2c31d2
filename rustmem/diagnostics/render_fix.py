"""Patched source: what a suggestion would make of the code (`emit_suggestion_default` and what it calls)."""

from __future__ import annotations

from rustmem.diagnostics.canvas import ELLIPSIS, Canvas, normalize_whitespace
from rustmem.diagnostics.snippet import Fix
from rustmem.diagnostics.source_lines import (
    Highlight,
    LineInfo,
    SourceLines,
    Spliced,
    TrimmedPatch,
)
from rustmem.diagnostics.styled_buffer import StyledBuffer
from rustmem.source.row import NamedTuple
from rustmem.source.source_map import display_width


class Patched(NamedTuple):
    fix: Fix
    lines: SourceLines
    spliced: Spliced
    display: str


def _lines_of(text: str) -> list[str]:
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def emit_suggestion_default(canvas: Canvas, patched: Patched, primary_path: str | None, is_alternative: bool) -> None:
    """The patched lines of a suggestion; `is_alternative` where one precedes it under the same title."""
    fix, sm, spliced, display = patched
    buffer = canvas.buffer
    buffer_offset = buffer.num_lines()
    row = buffer_offset + (0 if is_alternative else 1)
    canvas.separator(row - 1)
    if fix.path != primary_path and not is_alternative:
        _suggestion_origin(canvas, fix, sm, spliced.patches[0], row)
        row += 1
    if display == "diff":
        row += 1

    patches = spliced.patches
    file_lines = sm.span_to_lines(min(p.start for p in patches), max(p.end for p in patches))
    if fix.fold:
        line_start, line_end = sm.span_to_locations(patches[0].original_start, patches[0].original_end)
    else:
        line_start, line_end = sm.span_to_locations(0, len(sm.source))
    lines = _lines_of(spliced.complete)
    if not lines:
        row = _removed_lines(canvas, sm, line_start.line, line_end.line, row)
    painter = _FixPainter(canvas, display, file_lines, len(lines) > 1, line_start.line, row)
    painter.draw(lines, spliced.highlights, fix.fold)
    row = painter.row
    if display in ("diff", "underline", "add"):
        min_row = buffer_offset + (0 if is_alternative else 1)
        _mark_parts(canvas, sm, patches, display, row, file_lines, min_row)
        row += 1
    if len(lines) > len(spliced.highlights) + 1:
        buffer.puts(row, max(canvas.width - len(ELLIPSIS), 0), ELLIPSIS, "line-number")
    else:
        canvas.separator(row if display == "none" else row - 1)


def _suggestion_origin(canvas: Canvas, fix: Fix, sm: SourceLines, first: TrimmedPatch, row: int) -> None:
    """Where the suggestion applies, if it is not the file of the diagnostic."""
    place = sm.span_to_locations(first.start, first.end)[0]
    buffer = canvas.buffer
    buffer.puts(row - 1, 0, "--> ", "line-number")
    message = f"{fix.path}:{place.line}:{place.char + 1}"
    buffer.puts(row - 1, max(canvas.width + 1, 4), message, "line-and-column")
    buffer.prepend(row - 1, " " * canvas.width, "none")
    canvas.separator(row)


def _removed_lines(canvas: Canvas, sm: SourceLines, first: int, last: int, row: int) -> int:
    """Nothing is left: shows the lines that go."""
    for number in range(first, last + 1):
        at = row - 1 + number - first
        canvas.line_number(at, number)
        canvas.buffer.puts(at, canvas.width + 1, "- ", "removal")
        canvas.buffer.puts(at, canvas.width + 3, normalize_whitespace(sm.get_line(number) or ""), "removal")
    return row + last - first


class _FixPainter:
    """Draws the patched lines of one suggestion, top down."""

    def __init__(
        self, canvas: Canvas, display: str, file_lines: list[LineInfo], is_multiline: bool, first: int, row: int
    ) -> None:
        self.canvas = canvas
        self.display = display
        self.file_lines = file_lines
        self.is_multiline = is_multiline
        self.first = first
        self.row = row

    def draw(self, lines: list[str], highlights: list[list[Highlight]], fold: bool) -> None:
        """All lines; runs of more than three unchanged ones are elided."""
        unchanged: list[tuple[int, str]] = []
        for at, (line, parts) in enumerate(zip(lines, highlights)):
            if not parts and fold:
                unchanged.append((at, line))
                continue
            if len(unchanged) <= 3:
                for pair in unchanged:
                    self._line([], *pair)
            else:
                self._line([], *unchanged[0])
                width = self.canvas.width
                self.canvas.buffer.puts(self.row, max(width - len(ELLIPSIS), 0), ELLIPSIS, "line-number")
                self.row += 1
                self._line([], *unchanged[-1])
            unchanged.clear()
            self._line(parts, at, line)

    def _line(self, parts: list[Highlight], at: int, text: str) -> None:
        """annotate-snippets' `draw_code_line`."""
        number, width, buffer = self.first + at, self.canvas.width, self.canvas.buffer
        if self.display == "diff":
            self._diff(number, text)
        elif self.is_multiline:
            self.canvas.line_number(self.row, number)
            if len(parts) == 1 and parts[0].start == 0 and parts[0].end == len(text.encode()):
                buffer.puts(self.row, width + 1, "+ ", "addition")
            elif not parts or (len(parts) == 1 and parts[0] == (0, 0)):
                self.canvas.separator(self.row)
            else:
                buffer.puts(self.row, width + 1, "~ ", "addition")
            buffer.puts(self.row, width + 3, normalize_whitespace(text), "none")
        else:
            self.canvas.line_number(self.row, number)
            sign, style = ("+ ", "addition") if self.display == "add" else ("| ", "line-number")
            buffer.puts(self.row, width + 1, sign, style)  # type: ignore[arg-type]
            buffer.append(self.row, normalize_whitespace(text), "none")
        for start, end in parts:
            if start != end:
                tabs = 3 * text[:start].count("\t")
                buffer.set_style_range(self.row, width + 3 + start + tabs, width + 3 + end + tabs, "addition")
        self.row += 1

    def _diff(self, number: int, text: str) -> None:
        """The old lines with `-`, then the new one with `+`."""
        *others, last = self.file_lines
        for index, info in enumerate(others):
            self._removed(number + index, info.text)
            self.row += 1
        if last.text == text:
            self.row -= 2
            return
        self._removed(number + len(self.file_lines) - 1, last.text)
        if not text.strip():  # only blanks remain: the line goes altogether
            self.row -= 1
            return
        self.canvas.line_number(self.row, number)
        self.canvas.buffer.puts(self.row, self.canvas.width + 1, "+ ", "addition")
        self.canvas.buffer.append(self.row, normalize_whitespace(text), "none")

    def _removed(self, number: int, text: str) -> None:
        self.canvas.line_number(self.row - 1, number)
        self.canvas.buffer.puts(self.row - 1, self.canvas.width + 1, "- ", "removal")
        self.canvas.buffer.puts(self.row - 1, self.canvas.width + 3, normalize_whitespace(text), "none")


def _mark_parts(
    canvas: Canvas,
    sm: SourceLines,
    patches: list[TrimmedPatch],
    display: str,
    row: int,
    file_lines: list[LineInfo],
    min_row: int,
) -> None:
    """Underlines what is new with `+` or `~`; in a diff, paints what goes."""
    offsets: list[tuple[int, int]] = []
    prev_lines: tuple[int, int] | None = None
    padding = canvas.width + 3
    for patch in patches:
        start_loc, end_loc = sm.span_to_locations(patch.start, patch.end)
        trimmed = patch.replacement.strip()
        lead = 0
        if trimmed:
            lead = len(patch.replacement.encode()) - len(patch.replacement.lstrip().encode())
        length = display_width(trimmed or patch.replacement)
        shift = sum(by for at, by in offsets if start_loc.display >= at)
        if display == "underline":
            sign = "+" if sm.is_addition(patch) else "~"
            start = max(padding + start_loc.display + lead + shift, 0)
            canvas.buffer.puts(row, start, sign * length, "addition")
        if display == "diff":
            snippet = _lines_of(sm.source[patch.start : patch.end])
            if snippet and row > len(snippet):
                offset = len(file_lines)
                if prev_lines is not None:
                    offset = max(offset - max(prev_lines[1] - prev_lines[0], 0), 0)
                _paint_removed(canvas.buffer, snippet, padding, start_loc.display, end_loc.display, row - 1 - offset, min_row)
            else:
                canvas.buffer.set_style_range(row - 2, padding + start_loc.display, padding + end_loc.display, "removal")
            prev_lines = (start_loc.line, end_loc.line)
        replaced = end_loc.display - start_loc.display
        offsets.append((end_loc.display, display_width(patch.replacement) - replaced))


def _paint_removed(buffer: StyledBuffer, snippet: list[str], padding: int, start: int, end: int, row: int, min_row: int) -> None:
    for index, line in enumerate(snippet):
        size = len(normalize_whitespace(line).encode())
        first = padding + (start if index == 0 else 0)
        if index == 0:
            last = padding + start + size
        elif index == len(snippet) - 1:
            last = padding + end
        else:
            last = padding + size
        buffer.set_style_range(max(row + index, min_row), first, last, "removal")
