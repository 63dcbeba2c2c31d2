"""Draws a report as text: annotate-snippets' renderer, with its ASCII decorations.

The functions are those of annotate-snippets 0.12 (`src/renderer/render.rs`), so that the two can be
compared. Offsets are characters where upstream has bytes.
"""

from __future__ import annotations

from typing import NamedTuple

from rustmem.diagnostics.margin import Margin
from rustmem.diagnostics.snippet import Cause, Fix, Group, Origin, Padding, Title
from rustmem.diagnostics.source_lines import (
    AnnotatedLine,
    Highlight,
    LineAnnotation,
    LineInfo,
    SourceLines,
    Spliced,
    TrimmedPatch,
    num_overlap,
)
from rustmem.diagnostics.styled_buffer import Style, StyledBuffer
from rustmem.source.source_map import char_width, display_width

DEFAULT_TERM_WIDTH = 140
ELLIPSIS = "..."

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


class _Marked(NamedTuple):
    cause: Cause
    lines: SourceLines
    annotated: list[AnnotatedLine]


class _Patched(NamedTuple):
    fix: Fix
    lines: SourceLines
    spliced: Spliced
    display: str


class _Ready(NamedTuple):
    group: Group
    elements: list[Title | _Marked | _Patched | Origin | Padding]
    primary_path: str | None
    max_depth: int


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


def render(groups: list[Group], color: bool = False, term_width: int = DEFAULT_TERM_WIDTH) -> str:
    """The report without a final newline."""
    max_line_num, report_path, ready = pre_process(groups)
    width = len(str(max_line_num))
    parts = []
    for index, group in enumerate(ready):
        canvas = Canvas(width, term_width)
        _render_group(canvas, group, index, len(ready), report_path)
        parts.append(canvas.buffer.render(group.group.level, color))
    return "\n".join(parts)


def render_short_message(groups: list[Group], color: bool = False) -> str:
    """One line: place, title and primary labels (`--error-format=short`)."""
    group = groups[0]
    buffer = StyledBuffer()
    labels = ""
    cause = next((element for element in group.elements if isinstance(element, Cause)), None)
    if cause is not None:
        labels = ", ".join(a.label for a in cause.annotations if a.is_primary and a.label and a.label.strip())
        _, annotated = SourceLines(cause.source, cause.line_start).annotated_lines(cause.annotations)
        buffer.append(0, _primary_place(cause.path, annotated) + ": ", "line-and-column")
    assert group.title is not None
    _render_title(buffer, 0, group.title, "none", 0)
    if labels:
        buffer.append(0, ": " + labels, "none")
    return buffer.render(group.title.level, color)


def pre_process(groups: list[Group]) -> tuple[int, str | None, list[_Ready]]:
    """Lays out every snippet; gives the largest line number and the path of the first."""
    max_line_num, report_path = 0, None
    out: list[_Ready] = []
    for group in groups:
        elements: list[Title | _Marked | _Patched | Origin | Padding] = []
        primary_path, max_depth = None, 0
        for element in group.elements:
            match element:
                case Cause():
                    lines = SourceLines(element.source, element.line_start)
                    depth, annotated = lines.annotated_lines(element.annotations)
                    end = max((a.end for a in element.annotations), default=len(element.source))
                    max_line_num = max(max_line_num, element.line_start + element.source.count("\n", 0, end))
                    primary_path = primary_path or element.path
                    max_depth = max(depth, max_depth)
                    elements.append(_Marked(element, lines, annotated))
                case Fix():
                    lines = SourceLines(element.source, element.line_start)
                    spliced = lines.splice_lines(element.patches, element.fold)
                    if spliced is not None:
                        display = display_suggestion(spliced, lines)
                        max_line_num = max(max_line_num, _last_line(element, lines, spliced, display))
                        elements.append(_Patched(element, lines, spliced, display))
                case Origin():
                    primary_path = primary_path or element.path
                    elements.append(element)
                case _:
                    elements.append(element)
        out.append(_Ready(group, elements, primary_path, max_depth))
        report_path = report_path or primary_path
    return max_line_num, report_path, out


def _last_line(fix: Fix, lines: SourceLines, spliced: Spliced, display: str) -> int:
    newlines = spliced.complete.count("\n")
    if not fix.fold:
        return fix.line_start + newlines
    first = spliced.patches[0]
    start = lines.span_to_locations(first.original_start, first.original_end)[0].line
    match display:
        case "underline":
            return start
        case "diff":
            return lines.span_to_lines(first.start, first.end)[-1].number
        case _:
            return start + newlines


def display_suggestion(spliced: Spliced, lines: SourceLines) -> str:
    """How a suggestion is shown: `diff`, `add` (whole lines), `underline`, or `none` of these."""
    complete, patches = spliced.complete, spliced.patches
    has_deletion = any(lines.is_deletion(p) or lines.is_destructive_replacement(p) for p in patches)
    is_multiline = "\n" in complete
    if has_deletion and not is_multiline:
        return "diff"
    only = patches[0].replacement if len(patches) == 1 else None
    if only is not None and only.endswith("\n") and only.strip() == complete.strip():
        return "add"
    if (only is None or only.strip() != complete.strip()) and not is_multiline:
        return "underline"
    return "none"


def _render_group(canvas: Canvas, ready: _Ready, index: int, count: int, report_path: str | None) -> None:
    elements, title = ready.elements, ready.group.title
    if title is not None:
        style: Style = "header" if title.styled else "main-header"
        _render_title(canvas.buffer, 0, title, style, 0)
        after = canvas.num_lines()
        first = elements[0] if elements else None
        if isinstance(first, Title) or (first is None and not title.styled and index == 0 and count > 1):
            canvas.separator(after)
    seen_primary = False
    last_path: str | None = None
    for at, element in enumerate(elements):
        following = elements[at + 1] if at + 1 < len(elements) else None
        if isinstance(element, Title):
            _render_message(canvas, element)
        elif isinstance(element, _Marked):
            is_primary = ready.primary_path == element.cause.path and not seen_primary
            seen_primary = seen_primary or is_primary
            is_cont = following is not None or (index == 0 and count > 1)
            _render_snippet_annotations(canvas, element, is_primary, ready.max_depth, is_cont)
            if index == 0 and (isinstance(following, Title) or (following is None and count > 1)):
                canvas.separator(canvas.num_lines())
        elif isinstance(element, _Patched):
            path = element.fix.path
            _emit_suggestion_default(canvas, element, ready.primary_path or report_path, last_path == path)
            last_path = path if isinstance(following, _Patched) else None
        elif isinstance(element, Origin):
            is_primary = ready.primary_path == element.path and not seen_primary
            seen_primary = seen_primary or is_primary
            _render_origin(canvas, f"{element.path}:{element.line}:{element.column}", is_primary, canvas.num_lines())
            if index == 0 and following is None and count > 1:
                canvas.separator(canvas.num_lines())
        else:
            canvas.separator(canvas.num_lines())


def normalize_whitespace(text: str) -> str:
    return text if text.isprintable() else text.translate(OUTPUT_REPLACEMENTS)


# Titles and origins


def _render_title(buffer: StyledBuffer, line: int, title: Title, style: Style, indent: int, is_message: bool = False) -> None:
    """`error[E0382]: text`; further lines of the text stand below its first."""
    label_width = 0
    if title.named:
        level: Style = "main-header" if is_message else f"level-{title.level}"  # type: ignore[assignment]
        label = f"{title.level}[{title.id}]" if title.id is not None else title.level
        buffer.append(line, label, level)
        buffer.append(line, ": ", style)
        label_width = len(label) + 2
    text = title.text if title.styled else normalize_whitespace(title.text)
    text_style: Style = "none" if title.styled else style
    padding = " " * (indent + label_width)
    for index, part in enumerate(text.split("\n")):
        if index:
            buffer.append(line + index, padding, "none")
        buffer.append(line + index, part, text_style)


def _render_message(canvas: Canvas, title: Title) -> None:
    """`= note: text`."""
    line = canvas.num_lines()
    canvas.buffer.puts(line, 0, " " * canvas.width, "none")
    canvas.buffer.puts(line, canvas.width + 1, "= ", "line-number")
    _render_title(canvas.buffer, line, title, "none", canvas.width + 3, is_message=True)


def _render_origin(canvas: Canvas, place: str, is_primary: bool, line: int) -> None:
    buffer = canvas.buffer
    buffer.prepend(line, "--> " if is_primary else "::: ", "line-number")
    buffer.append(line, place, "line-and-column")
    buffer.prepend(line, " " * canvas.width, "none")


def _primary_place(path: str, annotated: list[AnnotatedLine]) -> str:
    line = next((each for each in annotated if any(a.is_primary for a in each.annotations)), None)
    if line is None:
        if not annotated:
            return path
        line = annotated[0]
    first = min(line.annotations, key=lambda a: (not a.is_primary, a.start.char))
    return f"{path}:{line.number}:{first.start.char + 1}"


# Annotated source


def _render_snippet_annotations(canvas: Canvas, marked: _Marked, is_primary: bool, depth: int, is_cont: bool) -> None:
    annotated, path = marked.annotated, marked.cause.path
    if is_primary:
        place = _primary_place(path, annotated)
    else:
        canvas.separator(canvas.num_lines())
        place = path
        if annotated:
            place = f"{path}:{annotated[0].number}:{annotated[0].annotations[0].start.char + 1}"
    line = canvas.num_lines()
    _render_origin(canvas, place, is_primary, line)
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


# Patched source


def _lines_of(text: str) -> list[str]:
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def _emit_suggestion_default(canvas: Canvas, patched: _Patched, primary_path: str | None, is_alternative: bool) -> None:
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
