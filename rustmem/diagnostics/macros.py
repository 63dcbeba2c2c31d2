"""Where the spans of macros point: rustc's `fix_multispans_in_extern_macros_and_render_macro_backtrace`."""

from __future__ import annotations

from rustmem.source.diag import Diag, Message, MultiSpan, Subdiag
from rustmem.source.source_map import STD_BASE, SourceMap
from rustmem.source.span import Expansion, Span

Label = tuple[Span, Message]

DESCRIPTIONS = {"macro": "macro", "attr": "attribute macro", "derive": "derive macro"}
INVOCATIONS = {
    "macro": "in this macro invocation",
    "attr": "in this attribute macro expansion",
    "derive": "in this derive macro expansion",
}

WELL_KNOWN = frozenset(
    """
    assert assert_eq assert_ne debug_assert debug_assert_eq debug_assert_ne matches
    panic todo unimplemented unreachable dbg print println eprint eprintln write writeln
    format format_args format_args_nl const_format_args vec thread_local pin
    cfg column compile_error concat env file include include_bytes include_str line module_path
    option_env stringify
    """.split()
)
"""Macros of the library whose inside is no news; the others are named in a note."""


def show_macro_calls(
    diag: Diag, labels: list[Label], source_map: SourceMap
) -> tuple[tuple[Span, ...], list[Label], list[Subdiag]]:
    """Primary spans, labels and children, with spans in library macros moved to the call that the author wrote."""
    if not _has_context(diag, labels):
        return diag.span, labels, diag.children
    macros = [
        expansion
        for primary in (diag.span, *[child.span.primary for child in diag.children])
        for span in primary
        for expansion in macro_backtrace(span)
        if expansion.kind != "desugaring"
    ]
    primary, labels = _move(diag.span, labels, source_map)
    labels += _invocations(primary)
    children = []
    for child in diag.children:
        theirs, marks = _move(child.span.primary, list(child.span.labels), source_map)
        children.append(Subdiag(child.level, child.message, MultiSpan(theirs, tuple(marks + _invocations(theirs)))))
    if macros and not hides_backtrace(macros[-1]):
        children.append(Subdiag("note", _origin_note(diag.level, macros[0], macros[-1])))
    return primary, labels, children


def macro_backtrace(span: Span) -> list[Expansion]:
    """The expansions that `span` comes from, innermost first, recursive calls once."""
    out: list[Expansion] = []
    previous: Span | None = None
    while span.ctxt is not None:
        expansion = span.ctxt
        is_recursive = previous is not None and expansion.call_site[:2] == previous[:2]
        previous, span = span, expansion.call_site
        if not is_recursive:
            out.append(expansion)
    return out


def hides_backtrace(expansion: Expansion) -> bool:
    """Whether nothing is said of a macro's inside (rustc: its definition is a diagnostic item)."""
    if expansion.is_local or expansion.def_crate not in ("core", "alloc", "std"):
        return False
    return expansion.kind == "derive" or expansion.name.rpartition("::")[2] in WELL_KNOWN


def _has_context(diag: Diag, labels: list[Label]) -> bool:
    if any(span.ctxt is not None for span in diag.span) or any(span.ctxt is not None for span, _ in labels):
        return True
    return any(
        span.ctxt is not None for child in diag.children for span in (*child.span.primary, *[at for at, _ in child.span.labels])
    )


def _move(primary: tuple[Span, ...], labels: list[Label], source_map: SourceMap) -> tuple[tuple[Span, ...], list[Label]]:
    return (
        tuple([visible(span, source_map) for span in primary]),
        [(visible(span, source_map), message) for span, message in labels],
    )


def visible(span: Span, source_map: SourceMap) -> Span:
    """The span itself, or the innermost call of the author's that it comes from."""
    at = span
    while at.ctxt is not None and _is_imported(at, source_map):
        at = at.ctxt.call_site
    return span if _is_imported(at, source_map) else at


def _is_imported(span: Span, source_map: SourceMap) -> bool:
    if span.lo >= STD_BASE:
        return True
    file = source_map.file_of(span.lo)
    return file is not None and not file.has_source


def _invocations(primary: tuple[Span, ...]) -> list[Label]:
    """A label on the outermost call of each primary span that is not part of that call's text."""
    out: list[Label] = []
    for span in primary:
        if span.is_dummy():
            continue
        for expansion in reversed(macro_backtrace(span)):
            if expansion.kind == "desugaring":
                continue
            label = (expansion.call_site, INVOCATIONS[expansion.kind])
            if not expansion.call_site.contains(span) and label not in out:
                out.append(label)
            break
    return out


def _origin_note(level: str, first: Expansion, last: Expansion) -> str:
    via = ""
    if last.name != first.name:
        via = f" which comes from the expansion of the {DESCRIPTIONS[last.kind]} `{last.name}`"
    return (
        f"this {level} originates in the {DESCRIPTIONS[first.kind]} `{first.name}`{via}"
        " (in Nightly builds, run with -Z macro-backtrace for more info)"
    )
