"""The words of a query that needs itself (rustc's `report_cycle`)."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span

NOTE = "see https://rustc-dev-guide.rust-lang.org/overview.html#queries and https://rustc-dev-guide.rust-lang.org/query.html for more information"

Step = tuple[str, Span | None]
"""What a query does (`computing type of `A``), and the place where it asks for the next one; None if there is none."""


def cycle_error(steps: list[Step], used_by: Step, between: tuple[tuple[str, str], ...] = ()) -> Diag:
    """E0391. `between`: notes and helps that stand after the steps."""
    first, span = steps[0]
    assert span is not None
    diag = error(f"cycle detected when {first}", span, "E0391")
    if len(steps) == 1:
        diag.note(f"...which immediately requires {first} again")
    else:
        for doing, at in steps[1:]:
            _note(diag, f"...which requires {doing}...", at)
        diag.note(f"...which again requires {first}, completing the cycle")
    for level, text in between:
        if level == "help":
            diag.help(text)
        else:
            diag.note(text)
    _note(diag, f"cycle used when {used_by[0]}", used_by[1])
    return diag.note(NOTE)


def _note(diag: Diag, text: str, span: Span | None) -> None:
    if span is None:
        diag.note(text)
    else:
        diag.span_note(span, text)
