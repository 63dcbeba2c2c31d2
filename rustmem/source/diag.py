"""Diagnostics as data: what went wrong, where, and what would mend it.

The words are chosen by the stage that raises them (`*/messages.py`, `*/errors.py`); the drawing is
`rustmem.diagnostics`. The shapes are rustc's (`rustc_errors::DiagInner`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from rustmem.source.node import node
from rustmem.source.span import Span

Level = Literal["error", "warning", "note", "help", "once-note", "once-help", "failure-note"]
Style = Literal["plain", "highlight", "strong"]
"""How a part of a message is drawn where colour is on; `highlight` parts of types that differ."""
Message = str | tuple[tuple[str, Style], ...]
"""Text, or parts with a style (as in `expected `String`, found `&str`` notes)."""
Applicability = Literal["MachineApplicable", "MaybeIncorrect", "HasPlaceholders", "Unspecified"]
SuggestionStyle = Literal["show-code", "hide-code-inline", "hide-code-always", "show-always", "completely-hidden"]
"""rustc's `SuggestionStyle`. `show-code` (the default) may be drawn inline if it is short;
`show-always` (verbose) always gets its own window."""


@node
class MultiSpan:
    """Primary spans, and labels on any span; a labelled primary span is in both lists."""

    primary: tuple[Span, ...] = ()
    labels: tuple[tuple[Span, Message], ...] = ()


@node
class Subdiag:
    """A note or help below a diagnostic; drawn as `= note:` if it has no span."""

    level: Level
    message: Message
    span: MultiSpan = MultiSpan()


@node
class Substitution:
    """One alternative: parts to replace, each with its text."""

    parts: tuple[tuple[Span, str], ...]


@node
class Suggestion:
    """A change of the source that may mend the error (rustc's `CodeSuggestion`)."""

    message: Message
    substitutions: tuple[Substitution, ...]
    applicability: Applicability = "MachineApplicable"
    style: SuggestionStyle = "show-code"


class Diag:
    """A diagnostic under construction; a builder like rustc's `Diag`.

    `code` is an error code (`E0382`), a lint's name (`unused_variables`), or None.
    `is_lint` says that the code is a lint name, which `render` does not print in brackets.
    """

    __slots__ = (
        "level",
        "message",
        "code",
        "span",
        "labels",
        "children",
        "suggestions",
        "is_lint",
        "sort_span",
        "inexact",
        "compared",
        "order",
        "sealed",
        "lint",
    )

    def __init__(self, level: Level, message: Message, code: str | None = None, span: Span | tuple[Span, ...] = ()) -> None:
        self.level: Level = level
        self.message = message
        self.code = code
        primary = (span,) if isinstance(span, Span) else span
        self.span: tuple[Span, ...] = primary
        self.labels: list[tuple[Span, Message]] = []
        self.children: list[Subdiag] = []
        self.suggestions: list[Suggestion] = []
        self.is_lint = False
        self.sort_span: Span | None = primary[0] if primary else None
        self.inexact: str | None = None
        self.compared = False
        """Whether this case of a code that is not in `COMPARED` was compared, where it is the only error."""
        """Set where verdict and code are sure but some note or suggestion is not modelled: what is missing."""
        self.sealed = False
        """Whether no further suggestion may be added."""
        self.order = 0
        self.lint: str | None = None
        """The lint's name, where rustc prints an error code instead of it (`bindings_with_variant_name`: E0170)."""

    def set_primary(self, *spans: Span) -> Diag:
        self.span = spans
        return self

    def label(self, span: Span, message: Message) -> Diag:
        self.labels.append((span, message))
        return self

    def note(self, message: Message) -> Diag:
        self.children.append(Subdiag("note", message))
        return self

    def help(self, message: Message) -> Diag:
        self.children.append(Subdiag("help", message))
        return self

    def span_note(self, span: Span | MultiSpan, message: Message) -> Diag:
        self.children.append(Subdiag("note", message, _multi(span)))
        return self

    def span_help(self, span: Span | MultiSpan, message: Message) -> Diag:
        self.children.append(Subdiag("help", message, _multi(span)))
        return self

    def note_once(self, message: Message) -> Diag:
        self.children.append(Subdiag("once-note", message))
        return self

    def suggest(
        self,
        message: Message,
        *parts: tuple[Span, str],
        applicability: Applicability = "MachineApplicable",
        style: SuggestionStyle = "show-code",
    ) -> Diag:
        """One suggestion with one alternative of one or more parts."""
        self.suggestions.append(Suggestion(message, (Substitution(tuple(parts)),), applicability, style))
        return self

    def suggest_any(
        self,
        message: Message,
        alternatives: Sequence[tuple[tuple[Span, str], ...]],
        applicability: Applicability = "MaybeIncorrect",
        style: SuggestionStyle = "show-code",
    ) -> Diag:
        """One suggestion with several alternatives (`span_suggestions`)."""
        self.suggestions.append(Suggestion(message, tuple(Substitution(p) for p in alternatives), applicability, style))
        return self

    def not_modelled(self, what: str) -> Diag:
        """Marks that rustc would say more here (`what`); the report is then not exact."""
        self.inexact = self.inexact or what
        return self


def _multi(span: Span | MultiSpan) -> MultiSpan:
    return MultiSpan((span,)) if isinstance(span, Span) else span


def error(message: Message, span: Span | tuple[Span, ...], code: str | None = None) -> Diag:
    return Diag("error", message, code, span)


def warning(message: Message, span: Span | tuple[Span, ...], lint: str) -> Diag:
    made = Diag("warning", message, lint, span)
    made.is_lint = True
    return made


@node
class Unsupported:
    """A construct that is not modelled, and where it stands. `what` reads after "not modelled: "."""

    what: str
    span: Span
