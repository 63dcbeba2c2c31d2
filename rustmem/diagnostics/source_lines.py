"""The lines of a snippet: which ones carry marks, and what patches make of them.

All offsets are characters of the snippet's source.
"""

from __future__ import annotations

from rustmem.diagnostics.snippet import Annotation, Patch
from rustmem.source.node import node
from rustmem.source.row import NamedTuple
from rustmem.source.source_map import display_width


class Loc(NamedTuple):
    """A place in a snippet."""

    line: int = 0
    """Line number in the file."""
    char: int = 0
    display: int = 0
    offset: int = 0


class LineInfo(NamedTuple):
    """One line of a snippet, without its line end."""

    text: str
    number: int
    start: int
    end: int
    """Behind the line end."""
    end_size: int


class LineAnnotation:
    """The part of an annotation that falls on one line."""

    __slots__ = ("start", "end", "is_primary", "label", "kind", "depth")

    def __init__(self, start: Loc, end: Loc, is_primary: bool, label: str | None, kind: str, depth: int = 0) -> None:
        self.start = start
        self.end = end
        self.is_primary = is_primary
        self.label = label
        self.kind = kind
        """`single`, or of an annotation over several lines: `start`, `line`, `end`."""
        self.depth = depth

    def length(self) -> int:
        return abs(self.end.display - self.start.display)

    def has_label(self) -> bool:
        return bool(self.label)

    def takes_space(self) -> bool:
        return self.kind == "start" or self.kind == "end"


class AnnotatedLine:
    """A line and its annotations."""

    __slots__ = ("text", "number", "annotations")

    def __init__(self, text: str, number: int) -> None:
        self.text = text
        self.number = number
        self.annotations: list[LineAnnotation] = []


class _Multiline:
    __slots__ = ("depth", "start", "end", "is_primary", "label", "overlaps_exactly")

    def __init__(self, start: Loc, end: Loc, is_primary: bool, label: str | None) -> None:
        self.depth = 1
        self.start = start
        self.end = end
        self.is_primary = is_primary
        self.label = label
        self.overlaps_exactly = False

    def same_span(self, other: _Multiline) -> bool:
        return self.start == other.start and self.end == other.end

    def as_start(self) -> LineAnnotation:
        line, char, display, offset = self.start
        return LineAnnotation(
            self.start, Loc(line, char + 1, display + 1, offset + 1), self.is_primary, None, "start", self.depth
        )

    def as_end(self) -> LineAnnotation:
        line, char, display, offset = self.end
        start = Loc(line, max(char - 1, 0), max(display - 1, 0), max(offset - 1, 0))
        kind = "single" if self.overlaps_exactly else "end"
        return LineAnnotation(start, self.end, self.is_primary, self.label, kind, self.depth)

    def as_line(self) -> LineAnnotation:
        return LineAnnotation(Loc(), Loc(), self.is_primary, None, "line", self.depth)


@node
class TrimmedPatch:
    """A patch without what its replacement has in common with the original."""

    original_start: int
    original_end: int
    start: int
    end: int
    replacement: str


class Highlight(NamedTuple):
    """Columns of a patched line that are new."""

    start: int
    end: int


class Spliced(NamedTuple):
    """A snippet after its patches."""

    complete: str
    patches: list[TrimmedPatch]
    highlights: list[list[Highlight]]
    """Per line of `complete`."""


class SourceLines:
    """A snippet's source by lines (annotate-snippets' `SourceMap`)."""

    __slots__ = ("source", "lines")

    def __init__(self, source: str, line_start: int) -> None:
        self.source = source
        self.lines: list[LineInfo] = []
        at = 0
        while at < len(source):
            newline = source.find("\n", at)
            stop = len(source) if newline < 0 else newline
            end = len(source) if newline < 0 else newline + 1
            if newline > at and source[newline - 1] == "\r":
                stop -= 1
            self.lines.append(LineInfo(source[at:stop], line_start, at, end, end - stop))
            line_start += 1
            at = end
        if not self.lines:
            self.lines.append(LineInfo("", line_start, 0, 0, 0))

    def get_line(self, number: int) -> str | None:
        index = number - self.lines[0].number
        return self.lines[index].text if 0 <= index < len(self.lines) else None

    def _info_at(self, offset: int) -> LineInfo:
        for info in self.lines:
            if info.start <= offset < info.end:
                return info
        return self.lines[-1]

    def span_to_locations(self, start: int, end: int) -> tuple[Loc, Loc]:
        info = self._info_at(start)
        within = max(start - info.start, 0)
        before = info.text[:within]
        char = len(before)
        if within > len(info.text):  # the line end itself
            char += 1
        lo = Loc(info.number, char, display_width(before), start)
        if start == end:
            return lo, lo
        info = self._info_at(end)
        before = info.text[: max(end - info.start, 0)]
        char, display = len(before), display_width(before)
        if lo.line != info.number and end > info.end - info.end_size:
            char += 1
            display += 1
        return lo, Loc(info.number, char, display, end)

    def span_to_lines(self, start: int, end: int) -> list[LineInfo]:
        lines = [info for info in self.lines if start < info.end and end >= info.start]
        return lines or [self.lines[-1]]

    # Annotations

    def annotated_lines(self, annotations: tuple[Annotation, ...]) -> tuple[int, list[AnnotatedLine]]:
        """How deep annotations over several lines nest, and the lines to show."""
        lines = [AnnotatedLine(info.text, info.number) for info in self.lines]
        first = self.lines[0].number
        multiline: list[_Multiline] = []
        for annotation in annotations:
            lo, hi = self.span_to_locations(annotation.start, annotation.end)
            if lo.line != hi.line:
                multiline.append(_Multiline(lo, hi, annotation.is_primary, annotation.label))
                continue
            if lo.display == hi.display:  # an empty span is shown as one column
                hi = hi._replace(display=hi.display + 1)
            lines[lo.line - first].annotations.append(LineAnnotation(lo, hi, annotation.is_primary, annotation.label, "single"))
        depth = _nest(multiline)
        for one in multiline:
            self._add_multiline(one, lines)
        return depth, [line for line in lines if line.annotations]

    def _add_multiline(self, one: _Multiline, lines: list[AnnotatedLine]) -> None:
        first = self.lines[0].number
        if not one.overlaps_exactly:
            start, end = one.start.line, one.end.line
            lines[start - first].annotations.append(one.as_start())
            # Up to four lines after the start are shown, less a tail that says nothing.
            middle = min(start + 4, end)
            until = start
            for number in range(middle - 1, start - 1, -1):
                if _is_telling(self.get_line(number) or ""):
                    until = number + 1
                    break
            for number in range(start + 1, until):
                lines[number - first].annotations.append(one.as_line())
            if middle < end - 1 and _is_telling(self.get_line(end - 1) or ""):
                lines[end - 1 - first].annotations.append(one.as_line())
        lines[one.end.line - first].annotations.append(one.as_end())

    # Patches

    def splice_lines(self, patches: tuple[Patch, ...], fold: bool) -> Spliced | None:
        """The lines after the patches; None where nothing would be shown."""
        ordered = sorted(patches, key=lambda patch: patch.start)
        if fold:
            lo, hi = ordered[0].start, max(patch.end for patch in ordered)
        else:
            lo, hi = 0, len(self.source)
        trimmed = [_trim(patch, self.source) for patch in ordered]
        splicer = _Splicer(self, lo, hi)
        for patch in trimmed:
            splicer.splice(patch)
        splicer.finish(fold)
        if not any(splicer.highlights):
            return None
        return Spliced(splicer.text.rstrip("\n"), trimmed, splicer.highlights)

    def is_addition(self, patch: TrimmedPatch) -> bool:
        return bool(patch.replacement) and not self._replaces_meaningful_content(patch)

    def is_deletion(self, patch: TrimmedPatch) -> bool:
        return not patch.replacement.strip() and self._replaces_meaningful_content(patch)

    def is_destructive_replacement(self, patch: TrimmedPatch) -> bool:
        """Whether some of the original's text is lost."""
        if not patch.replacement or not self._replaces_meaningful_content(patch):
            return False
        return as_substr(self.source[patch.start : patch.end].strip(), patch.replacement.strip()) is None

    def _replaces_meaningful_content(self, patch: TrimmedPatch) -> bool:
        return bool(self.source[patch.start : patch.end].strip())


class _Splicer:
    """Builds the patched text, and remembers per line which columns are new."""

    def __init__(self, lines: SourceLines, lo: int, hi: int) -> None:
        self.lines = lines
        self.text = ""
        self.highlights: list[list[Highlight]] = []
        self._row: list[Highlight] = []
        self._shift = 0  # how far the current line has moved to the right
        self._prev = lines.span_to_locations(lo, hi)[0]._replace(char=0)
        self._prev_line: str | None = lines.span_to_lines(lo, hi)[0].text

    def splice(self, patch: TrimmedPatch) -> None:
        lo, hi = self.lines.span_to_locations(patch.start, patch.end)
        if self._prev.line == lo.line:
            self._push_trailing(lo)
        else:
            self._shift = 0
            self._end_row()
            self._push_trailing(None)
            for number in range(self._prev.line + 1, lo.line):
                between = self.lines.get_line(number)
                if between is not None:
                    self.text += between + "\n"
                    self._end_row()
            self.text += (self.lines.get_line(lo.line) or "")[: lo.char]
        first, *rest = patch.replacement.split("\n")
        length = _tabbed(first)
        self._row.append(Highlight(max(lo.char + self._shift, 0), max(lo.char + self._shift + length, 0)))
        self.text += patch.replacement
        # Later patches of the line stand where this one has moved them.
        self._shift += length - (hi.char - lo.char)
        self._prev = hi
        self._prev_line = self.lines.get_line(hi.line)
        for line in rest:
            self._shift = 0
            self._end_row()
            self._row.append(Highlight(0, _tabbed(line)))

    def finish(self, fold: bool) -> None:
        self._end_row()
        if not fold:
            tail = self.lines.source[self._prev.offset :]
            self.text += tail
            for _ in range(tail.count("\n")):
                self._end_row()
        elif not self.text.endswith("\n"):
            self._push_trailing(None)

    def _end_row(self) -> None:
        self.highlights.append(self._row)
        self._row = []

    def _push_trailing(self, until: Loc | None) -> None:
        """Copies what stands behind the previous patch on its line."""
        if self._prev_line is None:
            return
        start = self._prev.char
        if start < len(self._prev_line):
            if until is None or until.char >= len(self._prev_line):
                self.text += self._prev_line[start:]
            elif until.char > start:
                self.text += self._prev_line[start : until.char]
        if until is None:
            self.text += "\n"


def num_overlap(a_start: int, a_end: int, b_start: int, b_end: int, inclusive: bool) -> bool:
    extra = 1 if inclusive else 0
    return b_start <= a_start < b_end + extra or a_start <= b_start < a_end + extra


def _nest(multiline: list[_Multiline]) -> int:
    """Gives overlapping annotations different depths; the outermost has depth 1."""
    multiline.sort(key=lambda one: (one.start.line, -one.end.line))
    primary: list[tuple[Loc, Loc]] = []
    was_primary = [one.is_primary for one in multiline]
    for outer, one in enumerate(multiline):
        if was_primary[outer]:
            primary.append((one.start, one.end))
        for inner, other in enumerate(multiline):
            same = one.same_span(other)
            if not same and num_overlap(one.start.line, one.end.line, other.start.line, other.end.line, True):
                other.depth += 1
            elif same and outer != inner:
                other.overlaps_exactly = True
            else:
                if (other.start, other.end) in primary:
                    other.is_primary = True
                break
    depth = max((one.depth for one in multiline), default=0)
    for one in multiline:
        one.depth = depth - one.depth + 1
    return depth


def _is_telling(line: str) -> bool:
    """Whether a line is more than blank, a bare delimiter or a comment (documentation counts)."""
    line = line.strip()
    if line.startswith("//") and not line.startswith(("///", "//!")):
        return False
    return line not in ("", "{", "}", "(", ")", "[", "]")


def _tabbed(text: str) -> int:
    return len(text) + 3 * text.count("\t")


def _trim(patch: Patch, source: str) -> TrimmedPatch:
    """Replacing `a` by `ab` is shown as adding `b`."""
    start, end, replacement = patch.start, patch.end, patch.replacement
    if replacement:
        found = as_substr(source[start:end], replacement)
        if found is not None:
            prefix, replacement, suffix = found
            start, end = start + prefix, max(end - suffix, 0)
    return TrimmedPatch(patch.start, patch.end, start, end, replacement)


def as_substr(original: str, suggestion: str) -> tuple[int, str, int] | None:
    """(prefix length, what is inserted, suffix length) if `suggestion` is `original` with one insertion."""
    if suggestion.startswith(original):
        return len(original), suggestion[len(original) :], 0
    if suggestion.endswith(original):
        return 0, suggestion[: len(suggestion) - len(original)], len(original)
    common = 0
    for a, b in zip(original, suggestion):
        if a != b:
            break
        common += 1
    original, suggestion = original[common:], suggestion[common:]
    if suggestion.endswith(original):
        return common, suggestion[: len(suggestion) - len(original)], len(original)
    return None
