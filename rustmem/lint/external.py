"""Text that a macro of the library wrote: most lints do not speak of it."""

from __future__ import annotations

from rustmem.source.span import Span


def in_library_macro(span: Span) -> bool:
    """Whether a macro of the library wrote the text (rustc's `in_external_macro`)."""
    at = span.ctxt
    while at is not None and at.kind == "desugaring":
        at = at.call_site.ctxt
    return at is not None and not at.is_local
