"""Diagnostics in the shape of rustc's `--error-format=json`, to it and from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rustmem.diagnostics.emitter import render
from rustmem.diagnostics.macros import macro_backtrace
from rustmem.source.diag import Diag, Message, MultiSpan, Subdiag, Substitution, Suggestion, SuggestionStyle
from rustmem.source.source_map import SourceFile, SourceMap
from rustmem.source.span import DUMMY_SP, Expansion, Span

Json = dict[str, Any]

LEVELS = {"once-note": "note", "once-help": "help"}
DESUGARINGS = {
    "Async": "`async` block or function",
    "Await": "`await` expression",
    "Contract": "contract check",
    "BoundModifier": "trait bound modifier",
    "FormatLiteral": "format string literal",
    "ForLoop": "`for` loop",
    "OpaqueTy": "`impl Trait`",
    "QuestionMark": "operator `?`",
    "RangeExpr": "range expression",
    "TryBlock": "`try` block",
    "WhileLoop": "`while` loop",
    "YeetExpr": "`do yeet` expression",
}
"""rustc's `DesugaringKind`, and how it names them."""


def to_json(diag: Diag, source_map: SourceMap) -> Json:
    """The diagnostic as one JSON line of rustc holds it, without the explanation of its code."""
    writer = _Writer(source_map)
    children = [writer.child(child) for child in diag.children]
    children += [writer.suggestion(suggestion) for suggestion in diag.suggestions]
    return {
        "$message_type": "diagnostic",
        "message": plain(diag.message),
        "code": None if diag.code is None else {"code": diag.code, "explanation": None},
        "level": LEVELS.get(diag.level, diag.level),
        "spans": writer.multispan(diag.span, diag.labels),
        "children": children,
        "rendered": render(diag, source_map),
    }


def plain(message: Message) -> str:
    return message if isinstance(message, str) else "".join([text for text, _ in message])


class _Writer:
    def __init__(self, source_map: SourceMap) -> None:
        self.source_map = source_map

    def child(self, child: Subdiag) -> Json:
        spans = self.multispan(child.span.primary, child.span.labels)
        return _sub(plain(child.message), LEVELS.get(child.level, child.level), spans)

    def suggestion(self, suggestion: Suggestion) -> Json:
        spans = [
            self.span(span, True, None, (code, suggestion.applicability))
            for substitution in suggestion.substitutions
            for span, code in substitution.parts
        ]
        return _sub(plain(suggestion.message), "help", spans)

    def multispan(self, primary: Sequence[Span], labels: Iterable[tuple[Span, Message]]) -> list[Json]:
        """Labels in their order, then primary spans without a label."""
        out, labelled = [], set()
        for span, message in labels:
            labelled.add(span)
            out.append(self.span(span, span in primary, plain(message)))
        for span in primary:
            if span not in labelled:
                labelled.add(span)
                out.append(self.span(span, True, None))
        return out

    def span(self, span: Span, is_primary: bool, label: str | None, suggestion: tuple[str, str] | None = None) -> Json:
        return self._span(span, is_primary, label, suggestion, macro_backtrace(span))

    def _span(
        self,
        span: Span,
        is_primary: bool,
        label: str | None,
        suggestion: tuple[str, str] | None,
        backtrace: list[Expansion],
    ) -> Json:
        file = self.source_map.file_of(span.lo)
        if suggestion and not suggestion[0] and file and _is_whole_line(file, span):
            span = span.with_hi(span.hi + 1)
        expansion = None
        if backtrace:
            outer = backtrace[0]
            expansion = {
                "span": self._span(outer.call_site, False, None, None, backtrace[1:]),
                "macro_decl_name": _decl_name(outer),
                "def_site_span": self._span(outer.def_site or DUMMY_SP, False, None, None, []),
            }
        return {
            "file_name": file.name if file else "",
            "byte_start": span.lo - file.start if file else 0,
            "byte_end": span.hi - file.start if file else 0,
            "line_start": file.line_of(span.lo) if file else 0,
            "line_end": file.line_of(span.hi) if file else 0,
            "column_start": file.column_of(span.lo) + 1 if file else 0,
            "column_end": file.column_of(span.hi) + 1 if file else 0,
            "is_primary": is_primary,
            "text": _text(file, span) if file and file.has_source and not span.is_dummy() else [],
            "label": label,
            "suggested_replacement": suggestion[0] if suggestion else None,
            "suggestion_applicability": suggestion[1] if suggestion else None,
            "expansion": expansion,
        }


def _sub(message: str, level: str, spans: list[Json]) -> Json:
    return {"message": message, "code": None, "level": level, "spans": spans, "children": [], "rendered": None}


def _is_whole_line(file: SourceFile, span: Span) -> bool:
    """From the first column up to the line end; removing it takes the line end along."""
    after = span.hi - file.start
    return file.column_of(span.lo) == 0 and file.data[after : after + 1] == b"\n"


def _text(file: SourceFile, span: Span) -> list[Json]:
    """Each line of the span, with the columns that it covers."""
    first, last = file.line_of(span.lo), file.line_of(span.hi)
    out = []
    for line in range(first, last + 1):
        text = file.line_text(line)
        start = file.column_of(span.lo) + 1 if line == first else 1
        end = file.column_of(span.hi) + 1 if line == last else len(text) + 1
        out.append({"text": text, "highlight_start": start, "highlight_end": end})
    return out


def _decl_name(expansion: Expansion) -> str:
    match expansion.kind:
        case "macro":
            return f"{expansion.name}!"
        case "attr":
            return f"#[{expansion.name}]"
        case "derive":
            return f"#[derive({expansion.name})]"
        case _:
            return f"desugaring of {DESUGARINGS.get(expansion.name, expansion.name)}"


class Reader:
    """Builds diagnostics from what rustc recorded for one program.

    The record does not say how a suggestion is to be shown, nor which of its parts belong to one
    alternative; the caller says it per suggestion. Nor does it say which of several primary spans is
    the first: those in the file `home` are put first.
    """

    def __init__(self, source_map: SourceMap, home: str | None = None) -> None:
        self.source_map = source_map
        self.home = home
        self._files = {file.name: file for file in source_map.files}
        self._expansions: dict[str, Expansion] = {}

    def diag(self, record: Json, styles: Sequence[SuggestionStyle] = (), sizes: Sequence[int] = ()) -> Diag:
        """`styles` and `sizes` (parts of one alternative; 0: all) are those of the suggestions, in order."""
        code = record["code"]["code"] if record["code"] else None
        made = Diag(record["level"], record["message"], code)
        made.is_lint = code is not None and not (code[0] == "E" and code[1:].isdigit())
        spans = self.multispan(record["spans"])
        made.span, made.labels = spans.primary, list(spans.labels)
        at = 0
        for child in record["children"]:
            if not is_suggestion(child):
                made.children.append(Subdiag(child["level"], child["message"], self.multispan(child["spans"])))
                continue
            style: SuggestionStyle = styles[at] if at < len(styles) else "show-code"
            size = sizes[at] if at < len(sizes) else 0
            made.suggestions.append(self._suggestion(child, style, size))
            at += 1
        return made

    def multispan(self, records: list[Json]) -> MultiSpan:
        primary: list[Span] = []
        labels: list[tuple[Span, Message]] = []
        for record in records:
            span = self.span(record)
            if record["is_primary"] and span not in primary:
                primary.append(span)
            if record["label"] is not None:
                labels.append((span, record["label"]))
        home = self._files.get(self.home) if self.home else None
        if home is not None:
            primary.sort(key=lambda span: not home.start <= span.lo <= home.end)
        return MultiSpan(tuple(primary), tuple(labels))

    def span(self, record: Json) -> Span:
        if record["byte_end"] == 0 and record["file_name"] == self.source_map.files[0].name:
            return DUMMY_SP
        file = self._file(record["file_name"])
        lo, hi = file.start + record["byte_start"], file.start + record["byte_end"]
        if file.places is not None:
            file.places[lo] = (record["line_start"], record["column_start"] - 1)
            file.places[hi] = (record["line_end"], record["column_end"] - 1)
        return Span(lo, hi, self._expansion(record["expansion"]) if record["expansion"] else None)

    def _file(self, name: str) -> SourceFile:
        file = self._files.get(name)
        if file is None:
            file = self._files[name] = self.source_map.add_absent(name)
        return file

    def _expansion(self, record: Json) -> Expansion:
        """Equal records are one expansion, as spans are compared by it."""
        key = repr(record)
        if key not in self._expansions:
            self._expansions[key] = self._new_expansion(record)
        return self._expansions[key]

    def _new_expansion(self, record: Json) -> Expansion:
        name = record["macro_decl_name"]
        call_site = self.span(record["span"])
        if name.startswith("desugaring of "):
            shown = name.removeprefix("desugaring of ")
            kind = next((kind for kind, words in DESUGARINGS.items() if words == shown), shown)
            return Expansion("desugaring", kind, call_site)
        def_site = record["def_site_span"]
        path = def_site["file_name"].split("/library/")
        crate = path[1].split("/")[0] if len(path) > 1 else ""
        kind, bare = "macro", name.removesuffix("!")
        if name.startswith("#[derive("):
            kind, bare = "derive", name.removeprefix("#[derive(").removesuffix(")]")
        elif name.startswith("#["):
            kind, bare = "attr", name.removeprefix("#[").removesuffix("]")
        return Expansion(kind, bare, call_site, self.span(def_site), crate, not crate)

    def _suggestion(self, child: Json, style: SuggestionStyle, size: int) -> Suggestion:
        parts = [(self._removed(span), span["suggested_replacement"]) for span in child["spans"]]
        size = size or len(parts)
        groups = [tuple(parts[at : at + size]) for at in range(0, len(parts), size)]
        applicability = child["spans"][0]["suggestion_applicability"]
        return Suggestion(child["message"], tuple(Substitution(group) for group in groups), applicability, style)

    def _removed(self, record: Json) -> Span:
        """The span of a part, without the line end that the record adds to a line that goes."""
        span = self.span(record)
        if record["suggested_replacement"] == "" and record["column_start"] == 1:
            shorter = span.with_hi(span.hi - 1)
            if span.lo < shorter.hi and self.source_map.snippet(span).endswith("\n"):
                return shorter
        return span


def is_suggestion(child: Json) -> bool:
    return any(span["suggested_replacement"] is not None for span in child["spans"])
