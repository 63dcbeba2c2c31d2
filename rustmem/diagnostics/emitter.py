"""From a `Diag` to the report that is drawn, as rustc's `AnnotateSnippetEmitter` does it.

Decides what the words and spans alone do not: which suggestion becomes a label, where the spans of
macros point, in which order files come, and what of a file is shown.
"""

from __future__ import annotations

from rustmem.diagnostics.canvas import normalize_whitespace
from rustmem.diagnostics.closing import closing, deduplicate
from rustmem.diagnostics.macros import show_macro_calls, visible
from rustmem.diagnostics.render import render as draw
from rustmem.diagnostics.render import render_short_message
from rustmem.diagnostics.snippet import Annotation, Cause, Element, Fix, Group, Origin, Padding, Patch, Title
from rustmem.diagnostics.styled_buffer import BOLD, HIGHLIGHT, RESET
from rustmem.source.diag import Diag, Message, MultiSpan, Subdiag, Suggestion
from rustmem.source.source_map import SourceFile, SourceMap
from rustmem.source.span import Span

MAX_SUGGESTIONS = 4
"""Alternatives of one suggestion that are shown."""
MAX_INLINE_WORDS = 10
"""A suggestion with so many words gets its own window."""

LEVELS = {"once-note": "note", "once-help": "help", "failure-note": "note"}
CONFUSABLE = frozenset("cfikosuvwxyz")
"""Letters whose upper and lower case look alike."""
DIGIT_LETTER = frozenset({"0O", "O0", "1l", "l1", "5S", "S5", "8B", "B8", "9g", "g9"})
CONFUSIONS = {
    (False, False): "",
    (True, False): " (notice the capitalization)",
    (False, True): " (notice the digit/letter confusion)",
    (True, True): " (notice the capitalization and digit/letter confusion)",
}

Label = tuple[Span, Message]


def emit(diags: list[Diag], source_map: SourceMap, *, color: bool = False, error_format: str = "human") -> str:
    """Everything that rustc prints on stderr for `diags`, closing lines included."""
    short = error_format == "short"
    shown = deduplicate(diags)
    closing_lines = closing(shown)
    if short:
        closing_lines = [diag for diag in closing_lines if diag.level != "failure-note"]
    return "".join([render(diag, source_map, color, short=short) for diag in (*shown, *closing_lines)])


def render(diag: Diag, source_map: SourceMap, color: bool = False, *, short: bool = False) -> str:
    """One diagnostic with its final newlines."""
    groups = _Emitter(source_map, color, short).report(diag)
    if short:
        return render_short_message(groups, color) + "\n"
    text = draw(groups, color)
    return text + ("\n" if diag.level == "failure-note" else "\n\n")


def has_unknown_place(diag: Diag, source_map: SourceMap) -> bool:
    """Whether the drawing would name a place of a file without text that nobody has told; it is then not exact."""
    spans = [*diag.span, *[span for span, _ in diag.labels]]
    for child in diag.children:
        spans += [*child.span.primary, *[span for span, _ in child.span.labels]]
    labelled = {span for span, _ in diag.labels} | {span for child in diag.children for span, _ in child.span.labels}
    for span in spans:
        goes_on = span in labelled
        span = visible(span, source_map)
        file = source_map.file_of(span.lo)
        if file is not None and not file.has_source and span.lo not in (file.places or {}):
            return True
        if goes_on and file is not None and not file.has_source and file.places and file.places[span.lo][1] == 0:
            # A label on several lines also names the place of its end, which nobody has told.
            return True
    return False


class _Emitter:
    """Builds the groups of one report."""

    def __init__(self, source_map: SourceMap, color: bool, short: bool) -> None:
        self.source_map = source_map
        self.color = color
        self.short = short
        self.groups: list[Group] = []
        self.group: Group

    def report(self, diag: Diag) -> list[Group]:
        labels, suggestions = self._inline_suggestion(diag)
        primary, labels, children = show_macro_calls(diag, labels, self.source_map)
        level = LEVELS.get(diag.level, diag.level)
        styled = not isinstance(diag.message, str)
        code = None if diag.is_lint else diag.code
        title = Title(level, self._text(diag.message), code, styled, diag.level != "failure-note")
        self.group = Group(level, title, [])
        bare = bool(children) and not _has_place(children[0].span)
        self._annotate(primary, labels, level, bare)
        for child in children:
            self._child(child)
        for suggestion in suggestions:
            self._suggestion(suggestion)
        if not self.groups and any(s.style not in ("hide-code-always", "completely-hidden") for s in suggestions):
            self.group.elements.append(Padding())
        self.groups.append(self.group)
        return self.groups

    def _next_group(self, group: Group) -> None:
        self.groups.append(self.group)
        self.group = group

    def _text(self, message: Message) -> str:
        """The text of a message; where colour is on, with escapes around its styled parts."""
        if isinstance(message, str):
            return message
        if not self.color:
            return "".join([text for text, _ in message])
        escapes = {"plain": "", "highlight": HIGHLIGHT, "strong": BOLD}
        return "".join([f"{escapes[style]}{text}{RESET}" if escapes[style] else text for text, style in message if text])

    # Spans and labels

    def _annotate(self, primary: tuple[Span, ...], labels: list[Label], level: str, padded: bool) -> None:
        """Shows every span in its file, the file of the first primary span first."""
        places = [at for at in (*primary, *[span for span, _ in labels]) if not at.is_dummy()]
        if not places or primary and primary[0].is_dummy():
            return
        files = self._collect_annotations(primary, labels)
        home = self.source_map.file_of(places[0].lo)
        for index, (file, _) in enumerate(files):
            if file is home:
                files[0], files[index] = files[index], files[0]
        for index, (file, marks) in enumerate(files):
            if file.has_source:
                self.group.elements.append(self._cause(file, marks))
            elif not self.short:
                self._unannotated(file, marks, index, level)
                if padded:
                    self.group.elements.append(Padding())

    def _collect_annotations(
        self, primary: tuple[Span, ...], labels: list[Label]
    ) -> list[tuple[SourceFile, list[tuple[Span, bool, str | None]]]]:
        marks: list[tuple[Span, bool, str | None]] = []
        for span, message in labels:
            text = message if isinstance(message, str) else "".join([part for part, _ in message])
            marks.append((span, span in primary, normalize_whitespace(text)))
        labelled = {span for span, _ in labels}
        for span in primary:
            if span not in labelled:
                labelled.add(span)
                marks.append((span, True, None))
        files: list[tuple[SourceFile, list[tuple[Span, bool, str | None]]]] = []
        for span, is_primary, label in marks:
            if span.is_dummy():
                span = primary[0]
            file = self.source_map.file_of(span.lo)
            if file is None or not file.start <= span.lo <= span.hi <= file.end:
                continue
            for known, theirs in files:
                if known is file:
                    theirs.append((span, is_primary, label))
                    break
            else:
                files.append((file, [(span, is_primary, label)]))
        for file, theirs in files:
            theirs.sort(key=lambda mark: file.line_of(mark[0].lo))
        return files

    def _cause(self, file: SourceFile, marks: list[tuple[Span, bool, str | None]]) -> Cause:
        window = _Window(file, [span for span, _, _ in marks])
        annotations = tuple(
            [Annotation(window.char(span.lo), window.char(span.hi), is_primary, label) for span, is_primary, label in marks]
        )
        return Cause(file.name, window.line_start, window.source, annotations)

    def _unannotated(self, file: SourceFile, marks: list[tuple[Span, bool, str | None]], index: int, level: str) -> None:
        """Places in a file that cannot be shown; its labels become notes."""
        lines: list[int] = []
        for at, (span, _, label) in enumerate(marks):
            if at and label is None:
                continue
            if at == 0 and index:
                self._next_group(Group(level, None, []))
            ends = [span.lo, span.hi] if label and file.line_of(span.hi) > file.line_of(span.lo) else [span.lo]
            for offset in ends:
                line = file.line_of(offset)
                if line not in lines:
                    lines.append(line)
                    self.group.elements.append(Origin(file.name, line, file.column_of(offset)))
            if label:
                self.group.elements.extend((Padding(), Title("note", label, styled=True)))

    def _child(self, child: Subdiag) -> None:
        level = LEVELS.get(child.level, child.level)
        title = Title(level, self._text(child.message), styled=True)
        if not _has_place(child.span):
            self.group.elements.append(title)
            return
        self._next_group(Group(level, title, []))
        self._annotate(child.span.primary, list(child.span.labels), level, False)

    # Suggestions

    def _inline_suggestion(self, diag: Diag) -> tuple[list[Label], list[Suggestion]]:
        """A single short suggestion becomes a label (rustc's `primary_span_formatted`)."""
        labels = list(diag.labels)
        if len(diag.suggestions) != 1:
            return labels, diag.suggestions
        suggestion = diag.suggestions[0]
        text = self._text(suggestion.message)
        parts = suggestion.substitutions[0].parts if len(suggestion.substitutions) == 1 else ()
        inline = suggestion.style in ("show-code", "hide-code-inline")
        if len(parts) != 1 or not inline or "\n" in parts[0][1] or len(text.split()) >= MAX_INLINE_WORDS:
            return labels, diag.suggestions
        span, code = parts[0][0], parts[0][1].strip()
        if code and suggestion.style == "show-code":
            confusion = CONFUSIONS[self._confusion(span, code)]
            text = f"{text}{confusion}: `{code}`"
        labels.append((span, f"help: {text}"))
        return labels, []

    def _suggestion(self, suggestion: Suggestion) -> None:
        """Shows a suggestion in its own window, if any of it can be shown."""
        if suggestion.style == "completely-hidden":
            return
        text = self._text(suggestion.message)
        if suggestion.style == "hide-code-always":
            self.group.elements.append(Title("help", text, styled=True))
            return
        alternatives = [parts for sub in suggestion.substitutions if (parts := self._changes(sub.parts))]
        if not alternatives:
            return
        fixes: list[Element] = []
        for parts in alternatives[:MAX_SUGGESTIONS]:
            confusions = [self._confusion(*part) for part in parts]
            text += CONFUSIONS[any(case for case, _ in confusions), any(digit for _, digit in confusions)]
            fixes.append(self._fix(parts))
        self._next_group(Group("help", Title("help", text, styled=True), fixes))
        others = len(alternatives) - MAX_SUGGESTIONS
        if others > 0:
            plural = "" if others == 1 else "s"
            more = f"and {others} other candidate{plural}"
            self.group.elements.append(Title("note", more, styled=True, named=False))

    def _changes(self, parts: tuple[tuple[Span, str], ...]) -> list[tuple[Span, str]]:
        """The parts in order, less those that change nothing; none where the file cannot be shown."""
        files = [self.source_map.file_of(span.lo) for span, _ in parts]
        for file, (span, _) in zip(files, parts):
            if file is None or not file.has_source or not span.lo <= span.hi <= file.end:
                return []
        ordered = sorted(parts, key=lambda part: part[0].lo)
        return [(span, code) for span, code in ordered if self.source_map.snippet(span) != code]

    def _fix(self, parts: list[tuple[Span, str]]) -> Fix:
        file = self.source_map.file_of(parts[0][0].lo)
        assert file is not None, "`_changes` drops parts without a file"
        parts, fold = _indent_attribute(file, parts)
        window = _Window(file, [span for span, _ in parts])
        patches = tuple([Patch(window.char(span.lo), window.char(span.hi), code) for span, code in parts])
        return Fix(file.name, window.line_start, window.source, patches, fold)

    def _confusion(self, span: Span, code: str) -> tuple[bool, bool]:
        """Whether `code` differs from the source only in (case, digits that look like letters)."""
        found = self.source_map.snippet(span)
        if len(found.encode()) != len(code.encode()):
            return False, False
        case = digit = False
        for a, b in zip(found, code):
            if a == b:
                continue
            if a.isascii() and b.isascii() and a.lower() == b.lower() and (a in CONFUSABLE or b in CONFUSABLE):
                case = True
            elif a + b in DIGIT_LETTER:
                digit = True
            else:
                return False, False
        return case, digit


def _has_place(span: MultiSpan) -> bool:
    return any(not at.is_dummy() for at in span.primary) or any(not at.is_dummy() for at, _ in span.labels)


def _indent_attribute(file: SourceFile, parts: list[tuple[Span, str]]) -> tuple[list[tuple[Span, str]], bool]:
    """An attribute on its own line is shown with the item below it; it takes over the item's indentation."""
    span, code = parts[0]
    bare = code.strip()
    if len(parts) > 1 or span.lo != span.hi or not (bare.startswith("#[") and bare.endswith("]") and code.endswith("\n")):
        return parts, True
    line = file.data[: span.lo - file.start].rpartition(b"\n")[2].decode("utf-8", "replace")
    if line.strip():
        return parts, True
    if line and not code.endswith(line):
        lo = span.lo - len(line.encode())
        parts = [(Span(lo, lo, span.ctxt), line + code)]
    return parts, False


class _Window:
    """The whole lines of a file around some spans; translates byte offsets to its characters."""

    __slots__ = ("source", "line_start", "_data", "_base")

    def __init__(self, file: SourceFile, spans: list[Span]) -> None:
        starts = file.line_starts
        self.line_start = file.line_of(min([span.lo for span in spans]))
        last = file.line_of(max([span.hi for span in spans]))
        begin = starts[self.line_start - 1]
        end = starts[last] if last < len(starts) else len(file.data)
        data = file.data[begin:end]
        self.source = data.decode("utf-8", "replace")
        self._base = file.start + begin
        self._data = None if len(data) == len(self.source) else data

    def char(self, offset: int) -> int:
        offset -= self._base
        return offset if self._data is None else len(self._data[:offset].decode("utf-8", "replace"))
