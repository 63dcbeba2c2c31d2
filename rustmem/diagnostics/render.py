"""Draws a report as text: annotate-snippets' renderer, with its ASCII decorations.

The functions are those of annotate-snippets 0.12 (`src/renderer/render.rs`), so that the two can be
compared; those for annotated and patched source stand in modules of their own. Offsets are characters where
upstream has bytes.
"""

from __future__ import annotations

from rustmem.diagnostics.canvas import Canvas, normalize_whitespace, render_origin
from rustmem.diagnostics.render_fix import Patched, emit_suggestion_default
from rustmem.diagnostics.render_source import Marked, primary_place, render_snippet_annotations
from rustmem.diagnostics.snippet import Cause, Fix, Group, Origin, Padding, Title
from rustmem.diagnostics.source_lines import (
    SourceLines,
    Spliced,
)
from rustmem.diagnostics.styled_buffer import Style, StyledBuffer
from rustmem.source.row import NamedTuple

DEFAULT_TERM_WIDTH = 140


class _Ready(NamedTuple):
    group: Group
    elements: list[Title | Marked | Patched | Origin | Padding]
    primary_path: str | None
    max_depth: int


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
        buffer.append(0, primary_place(cause.path, annotated) + ": ", "line-and-column")
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
        elements: list[Title | Marked | Patched | Origin | Padding] = []
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
                    elements.append(Marked(element, lines, annotated))
                case Fix():
                    lines = SourceLines(element.source, element.line_start)
                    spliced = lines.splice_lines(element.patches, element.fold)
                    if spliced is not None:
                        display = display_suggestion(spliced, lines)
                        max_line_num = max(max_line_num, _last_line(element, lines, spliced, display))
                        elements.append(Patched(element, lines, spliced, display))
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
        elif isinstance(element, Marked):
            is_primary = ready.primary_path == element.cause.path and not seen_primary
            seen_primary = seen_primary or is_primary
            is_cont = following is not None or (index == 0 and count > 1)
            render_snippet_annotations(canvas, element, is_primary, ready.max_depth, is_cont)
            if index == 0 and (isinstance(following, Title) or (following is None and count > 1)):
                canvas.separator(canvas.num_lines())
        elif isinstance(element, Patched):
            path = element.fix.path
            emit_suggestion_default(canvas, element, ready.primary_path or report_path, last_path == path)
            last_path = path if isinstance(following, Patched) else None
        elif isinstance(element, Origin):
            is_primary = ready.primary_path == element.path and not seen_primary
            seen_primary = seen_primary or is_primary
            render_origin(canvas, f"{element.path}:{element.line}:{element.column}", is_primary, canvas.num_lines())
            if index == 0 and following is None and count > 1:
                canvas.separator(canvas.num_lines())
        else:
            canvas.separator(canvas.num_lines())


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
