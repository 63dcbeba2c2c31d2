"""What rustc prints once: no diagnostic twice, and the lines that count them at the end."""

from __future__ import annotations

from typing import Any

from rustmem.source.diag import Diag, Message, Subdiag
from rustmem.source.span import Span

MAX_CODES = 9
"""Codes that the closing line names."""


def closing(diags: list[Diag]) -> list[Diag]:
    """The diagnostics that rustc ends with: how many errors and warnings, and which codes are explained.

    `diags` are those that were shown. Every error code that rustc 1.95 emits has an explanation.
    """
    errors = sum(diag.level == "error" for diag in diags)
    warnings = sum(diag.level == "warning" for diag in diags)
    out: list[Diag] = []
    warned = f"{warnings} warning{'s' if warnings > 1 else ''} emitted"
    aborting = f"aborting due to {errors} previous error{'s' if errors > 1 else ''}"
    if errors:
        out.append(Diag("error", f"{aborting}; {warned}" if warnings else aborting))
    elif warnings:
        out.append(Diag("warning", warned))
    codes = sorted({diag.code for diag in diags if diag.code is not None and not diag.is_lint})
    if len(codes) == 1:
        out.append(Diag("failure-note", f"For more information about this error, try `rustc --explain {codes[0]}`."))
    elif codes:
        named = ", ".join(codes[:MAX_CODES]) + ("..." if len(codes) > MAX_CODES else ".")
        out.append(Diag("failure-note", f"Some errors have detailed explanations: {named}"))
        out.append(Diag("failure-note", f"For more information about an error, try `rustc --explain {codes[0]}`."))
    return out


def deduplicate(diags: list[Diag]) -> list[Diag]:
    """The diagnostics without repetitions; of equal notes that are said once, the first stays."""
    seen: set[Any] = set()
    out: list[Diag] = []
    for diag in diags:
        key = _diag_key(diag)
        if key in seen:
            continue
        seen.add(key)
        if any(child.level.startswith("once-") for child in diag.children):
            kept = [child for child in diag.children if not _already_said(child, seen)]
            if len(kept) < len(diag.children):
                diag = _with_children(diag, kept)
        out.append(diag)
    return out


def _already_said(child: Subdiag, seen: set[Any]) -> bool:
    if not child.level.startswith("once-"):
        return False
    key = _child_key(child)
    if key in seen:
        return True
    seen.add(key)
    return False


def _with_children(diag: Diag, children: list[Subdiag]) -> Diag:
    copy = Diag(diag.level, diag.message)
    for name in Diag.__slots__:
        setattr(copy, name, getattr(diag, name))
    copy.children = children
    return copy


def _diag_key(diag: Diag) -> Any:
    return (
        diag.level,
        diag.message,
        diag.code,
        diag.span,
        _labels_key(diag.labels),
        tuple([_child_key(child) for child in diag.children]),
        tuple([(s.message, s.style, tuple([sub.parts for sub in s.substitutions])) for s in diag.suggestions]),
    )


def _child_key(child: Subdiag) -> Any:
    return child.level, child.message, child.span.primary, _labels_key(child.span.labels)


def _labels_key(labels: list[tuple[Span, Message]] | tuple[tuple[Span, Message], ...]) -> tuple[tuple[Span, Message], ...]:
    return tuple(labels)
