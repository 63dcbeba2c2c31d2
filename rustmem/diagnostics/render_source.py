"""Annotated source: lines of code with marks and labels below them (`render_snippet_annotations` and what it calls)."""

from __future__ import annotations

from rustmem.diagnostics.canvas import ELLIPSIS, Canvas, normalize_whitespace, render_origin
from rustmem.diagnostics.margin import Margin
from rustmem.diagnostics.snippet import Cause
from rustmem.diagnostics.source_lines import (
    AnnotatedLine,
    LineAnnotation,
    SourceLines,
    num_overlap,
)
from rustmem.diagnostics.styled_buffer import Style, StyledBuffer
from rustmem.source.row import NamedTuple
from rustmem.source.source_map import char_width, display_width


class Marked(NamedTuple):
    cause: Cause
    lines: SourceLines
    annotated: list[AnnotatedLine]


def primary_place(path: str, annotated: list[AnnotatedLine]) -> str:
    line = next((each for each in annotated if any(a.is_primary for a in each.annotations)), None)
    if line is None:
        if not annotated:
            return path
        line = annotated[0]
    first = min(line.annotations, key=lambda a: (not a.is_primary, a.start.char))
    return f"{path}:{line.number}:{first.start.char + 1}"


def render_snippet_annotations(canvas: Canvas, marked: Marked, is_primary: bool, depth: int, is_cont: bool) -> None:
    annotated, path = marked.annotated, marked.cause.path
    if is_primary:
        place = primary_place(path, annotated)
    else:
        canvas.separator(canvas.num_lines())
        place = path
        if annotated:
            place = f"{path}:{annotated[0].number}:{annotated[0].annotations[0].start.char + 1}"
    line = canvas.num_lines()
    render_origin(canvas, place, is_primary, line)
    canvas.separator(line + 1)

    width_offset = 3 + canvas.width
    code_offset = width_offset if depth == 0 else width_offset + depth + 1
    margin = _margin(annotated, max(canvas.term_width - code_offset, 0))
    multilines: dict[int, Style] = {}
    """Annotations over several lines that are open, by depth."""
    for index, this in enumerate(annotated):
        before = canvas.num_lines()
        close_window = not is_cont and index + 1 == len(annotated)
        opened: dict[int, Style] = {}
        for at_depth, style in _render_source_line(canvas, this, width_offset, code_offset, margin, close_window):
            if at_depth in multilines:
                del multilines[at_depth]
            else:
                opened[at_depth] = style
        for row in range(before, canvas.num_lines()):
            _draw_multilines(canvas, row, multilines)
        if index + 1 < len(annotated):
            _bridge(canvas, marked.lines, this, annotated[index + 1], code_offset, margin, multilines)
        multilines.update(opened)


def _draw_multilines(canvas: Canvas, row: int, multilines: dict[int, Style]) -> None:
    for depth, style in multilines.items():
        canvas.buffer.puts(row, canvas.width + 2 + depth, "|", style)


def _bridge(
    canvas: Canvas,
    lines: SourceLines,
    this: AnnotatedLine,
    following: AnnotatedLine,
    code_offset: int,
    margin: Margin,
    multilines: dict[int, Style],
) -> None:
    """What stands between two annotated lines: `...`, or the one line between them."""
    between = following.number - this.number
    if between < 2:
        return
    row = canvas.num_lines()
    if between > 2:
        canvas.buffer.puts(row, 0, ELLIPSIS, "line-number")
    else:
        text = normalize_whitespace(lines.get_line(this.number + 1) or "")
        _draw_line(canvas, text, following.number - 1, row, code_offset, margin)
    _draw_multilines(canvas, row, multilines)
    for annotation in this.annotations:
        if annotation.kind == "start":
            canvas.buffer.puts(row, canvas.width + 2 + annotation.depth, "|", _underline_style(annotation))


def _margin(annotated: list[AnnotatedLine], column_width: int) -> Margin:
    whitespace, span_left = None, None
    span_right = label_right = max_line_len = 0
    for line in annotated:
        bare = line.text.lstrip()
        if bare:
            lead = line.text[: len(line.text) - len(bare)]
            space = len(lead) + 3 * lead.count("\t")
            whitespace = space if whitespace is None else min(whitespace, space)
        max_line_len = max(max_line_len, display_width(line.text))
        for annotation in line.annotations:
            start, end = annotation.start.display, annotation.end.display
            span_left = min(start, end) if span_left is None else min(span_left, start, end)
            span_right = max(span_right, start, end)
            label = 0 if annotation.label is None else display_width(annotation.label) + 1
            label_right = max(label_right, end + label)
    return Margin(whitespace or 0, span_left or 0, span_right, label_right, column_width, max_line_len)


def _underline_style(annotation: LineAnnotation) -> Style:
    return "underline-primary" if annotation.is_primary else "underline-secondary"


def _label_style(annotation: LineAnnotation) -> Style:
    return "label-primary" if annotation.is_primary else "label-secondary"


def _overlaps(a: LineAnnotation, b: LineAnnotation, padding: int) -> bool:
    return num_overlap(a.start.display, a.end.display + padding, b.start.display, b.end.display, False)


class _Placed(NamedTuple):
    """An annotation and how many lines below the underline its label stands."""

    pos: int
    annotation: LineAnnotation


def _render_source_line(
    canvas: Canvas,
    line: AnnotatedLine,
    width_offset: int,
    code_offset: int,
    margin: Margin,
    close_window: bool,
) -> list[tuple[int, Style]]:
    """One line of code, its underlines and labels; returns the depths it opens or closes."""
    source = normalize_whitespace(line.text)
    row = canvas.num_lines()
    left = _draw_line(canvas, source, line.number, row, code_offset, margin)
    if not line.annotations:
        if close_window:
            canvas.separator(row + 1)
        return []
    short = _short_start(canvas, line, source, row, width_offset)
    if short is not None:
        return short

    annotations = sorted(line.annotations, key=lambda a: (-a.start.display, -a.start.char))
    placed, line_len, overlap = _place_labels(annotations)
    if all(a.kind == "line" for a in annotations):
        return []
    if all(a.kind == "start" for a in annotations):
        # Starts only: reversing the order keeps their lines from crossing.
        highest = max(each.pos for each in placed)
        placed = [_Placed(highest - pos, annotation) for pos, annotation in placed]
        line_len = max(line_len - 1, 0)

    for pos in range(line_len + 1):
        canvas.separator(row + pos + 1)
    if close_window:
        canvas.separator(row + line_len + 1)
    pen = _Pen(canvas, row, width_offset, code_offset, left)
    for each in placed:
        pen.horizontal(each)
    for each in placed:
        pen.vertical(each, line_len)
    for each in placed:
        pen.label(each)
    placed.sort(key=lambda each: (-each.annotation.length(), each.annotation.is_primary))
    for each in placed:
        pen.underline(each)
    _cut_long_spans(canvas.buffer, row, placed, overlap, margin)
    return [(a.depth, _label_style(a)) for _, a in placed if a.takes_space()]


def _short_start(canvas: Canvas, line: AnnotatedLine, source: str, row: int, width_offset: int) -> list[tuple[int, Style]] | None:
    """A `/` before the code, where annotations over several lines start and only blanks precede them."""
    starts: list[tuple[int, Style]] = []
    for annotation in line.annotations:
        if annotation.kind == "start" and not source[: annotation.start.display].strip():
            starts.append((annotation.depth, _underline_style(annotation)))
        elif annotation.kind != "line":
            return None
    for depth, style in starts:
        canvas.buffer.puts(row, width_offset + depth - 1, "/", style)
    return starts


def _place_labels(annotations: list[LineAnnotation]) -> tuple[list[_Placed], int, list[bool]]:
    """Gives each label, from right to left, the highest line where it overlaps nothing."""
    overlap = [False] * len(annotations)
    placed: list[_Placed] = []
    line_len = p = 0
    for i, annotation in enumerate(annotations):
        for j, other in enumerate(annotations):
            overlapping = _overlaps(other, annotation, 0)
            if overlapping and j > 1:
                overlap[i] = overlap[j] = True
            if overlapping and annotation.has_label() and j > i and p == 0:
                if _same_place(other, annotation) and not other.has_label():
                    continue
                p += 1
                break
        placed.append(_Placed(p, annotation))
        if any(_needs_new_line(annotation, other, p) for other in annotations[i + 1 :]):
            p += 1
        line_len = max(line_len, p)
    return placed, line_len + 1 if line_len else 0, overlap


def _same_place(a: LineAnnotation, b: LineAnnotation) -> bool:
    return a.start[1:3] == b.start[1:3] and a.end[1:3] == b.end[1:3]


def _needs_new_line(annotation: LineAnnotation, other: LineAnnotation, p: int) -> bool:
    """Whether `other`, to the left, cannot stand on the same line as `annotation`."""
    has_label, other_label = annotation.has_label(), other.has_label()
    takes_space, other_takes_space = annotation.takes_space(), other.takes_space()
    if (takes_space and (other_label or other_takes_space)) or (has_label and other_takes_space):
        return True
    if not other_label:
        return False
    padding = len(other.label.encode()) + 2 if other.label is not None else 0
    if not _overlaps(other, annotation, padding):
        return False
    ends_before = (other.end.display, other.end.char) <= (annotation.end.display, annotation.end.char)
    return has_label or (ends_before and p == 0)


class _Pen:
    """Draws the marks of one line of code."""

    __slots__ = ("buffer", "row", "width_offset", "code_offset", "left")

    def __init__(self, canvas: Canvas, row: int, width_offset: int, code_offset: int, left: int) -> None:
        self.buffer = canvas.buffer
        self.row = row
        self.width_offset = width_offset
        self.code_offset = code_offset
        self.left = left

    def column(self, display: int) -> int:
        return max(self.code_offset + display - self.left, 0)

    def horizontal(self, placed: _Placed) -> None:
        """From the bar at the left to where an annotation over several lines starts or ends."""
        pos, annotation = placed
        if annotation.takes_space():
            start = self.width_offset + annotation.depth
            length = self.column(annotation.start.display) - start
            self.buffer.puts(self.row + pos + 1, start, "_" * length, _underline_style(annotation))

    def vertical(self, placed: _Placed, line_len: int) -> None:
        """From an underline down to its label, and the bars at the left."""
        pos, annotation = placed
        pos += 1
        style = _underline_style(annotation)
        if pos > 1 and (annotation.has_label() or annotation.takes_space()):
            column = self.column(annotation.start.display)
            for row in range(self.row + 1, self.row + pos + 1):
                self.buffer.puts(row, column, "|", style)
        bar = self.width_offset + annotation.depth - 1
        if annotation.kind == "start":
            self.buffer.puts(self.row + pos, bar, " ", style)
            for row in range(self.row + pos + 1, self.row + line_len + 2):
                self.buffer.puts(row, bar, "|", style)
        elif annotation.kind == "end":
            for row in range(self.row, self.row + pos + 1):
                self.buffer.puts(row, bar, "|", style)

    def label(self, placed: _Placed) -> None:
        pos, annotation = placed
        if annotation.label is None:
            return
        if pos == 0:
            end = annotation.end.display
            pos, display = 1, end + 2 if end == 0 else end + 1
        else:
            pos, display = pos + 2, annotation.start.display
        column = self.code_offset + max(display - self.left, 0)
        self.buffer.puts(self.row + pos, column, annotation.label, _label_style(annotation))

    def underline(self, placed: _Placed) -> None:
        pos, annotation = placed
        style = _underline_style(annotation)
        mark = "^" if annotation.is_primary else "-"
        for display in range(annotation.start.display, annotation.end.display):
            self.buffer.puts(self.row + 1, self.column(display), mark, style)
        if annotation.takes_space() or (pos != 0 and annotation.has_label()):
            self.buffer.puts(self.row + 1, self.column(annotation.start.display), mark, style)


def _cut_long_spans(buffer: StyledBuffer, row: int, placed: list[_Placed], overlap: list[bool], margin: Margin) -> None:
    """Takes the middle out of spans much wider than the terminal."""
    for (_, annotation), overlapping in zip(placed, overlap):
        if overlapping or annotation.kind != "single":
            continue
        start, end = annotation.start.display, annotation.end.display
        if end - start > margin.term_width * 2 and end - start > 10:
            pad = max(margin.term_width // 3, 5)
            buffer.replace(row, start + pad, end - pad, ELLIPSIS)
            buffer.replace(row + 1, start + pad, end - pad, ELLIPSIS)


def _draw_line(canvas: Canvas, source: str, number: int, row: int, code_offset: int, margin: Margin) -> int:
    """A line of code within the margin; returns how many columns were cut at its left."""
    buffer = canvas.buffer
    line_len = display_width(source)
    left, right = margin.left(line_len), margin.right(line_len)
    code = source
    if left > 0 or right < line_len:
        code, left = _cut(source, left, right)
    taken = 0
    if margin.was_cut_left():
        width = 0
        for char in code:
            width += char_width(char)
            taken += 1
            if width >= len(ELLIPSIS):
                break
        buffer.puts(row, code_offset, ELLIPSIS, "line-number")
        buffer.puts(row, code_offset + width, code[taken:], "quotation")
        code_offset += width
    else:
        buffer.puts(row, code_offset, code, "quotation")
    if line_len > right:
        width = cut = 0
        for char in reversed(code):
            width += char_width(char)
            cut += 1
            if width >= len(ELLIPSIS):
                break
        buffer.puts(row, max(code_offset + len(code) - taken - cut, 0), ELLIPSIS, "line-number")
    canvas.line_number(row, number)
    canvas.separator(row)
    return left


def _cut(source: str, left: int, right: int) -> tuple[str, int]:
    """The characters of columns `left` to `right`, and the column they start at."""
    skipped = start = 0
    while start < len(source) and skipped < left:
        skipped += char_width(source[start])
        start += 1
    taken, end = 0, start
    while end < len(source):
        taken += char_width(source[end])
        if taken > right - left:
            break
        end += 1
    return source[start:end], max(left, skipped)
