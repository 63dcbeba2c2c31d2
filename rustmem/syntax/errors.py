"""What the lexer and the parser say, in rustc's words."""

from __future__ import annotations

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.span import Span

ITEM_LIST_NOTE = "for a full list of items that can appear in modules, see <https://doc.rust-lang.org/reference/items.html>"


class ParseError(Exception):
    """A syntax error on its way to whoever recovers from it."""

    def __init__(self, diag: Diag | Unsupported, recovered: bool = False) -> None:
        super().__init__()
        self.diag = diag
        self.recovered = recovered
        """The error is already said, and parsing goes on as if what is missing had been there."""


def unterminated_string(prefix: str, span: Span) -> Diag:
    code = {"b": "E0766", "c": "E0767"}.get(prefix, "E0765")
    if prefix == "b":
        return error("unterminated double quote byte string", span, "E0766")
    if prefix == "c":
        return error("unterminated C string", span, "E0767").not_modelled("unterminated C string")
    return error("unterminated double quote string", span, code)


def unterminated_byte(span: Span) -> Diag:
    return error("unterminated byte constant", span, "E0763")


def unterminated_char(span: Span) -> Diag:
    return error("unterminated character literal", span, "E0762")


def unterminated_raw(hashes: int, span: Span, near: Span | None) -> Diag:
    diag = error("unterminated raw string", span, "E0748").label(span, "unterminated raw string")
    if hashes:
        diag.note(f'this raw string should be terminated with `"{"#" * hashes}`')
    if near is not None:
        diag.suggest("consider terminating the string here", (near, "#" * hashes), applicability="MaybeIncorrect")
    return diag


def too_many_hashes(count: int, span: Span) -> Diag:
    limit = "raw strings may be delimited by up to 255 `#` symbols"
    return error(f"too many `#` symbols: {limit}, but found {count}", span)


def unterminated_block_comment(span: Span, is_doc: bool, opened: list[Span], last_close: Span | None) -> Diag:
    what = "block doc-comment" if is_doc else "block comment"
    diag = error(f"unterminated {what}", span, "E0758")
    if len(opened) > 1:
        diag.label(opened[0], "unterminated block comment").not_modelled("nested unterminated comments")
    return diag


def unknown_prefix(prefix: str, span: Span) -> Diag:
    diag = error(f"prefix `{prefix}` is unknown", span).label(span, "unknown prefix")
    diag.note("prefixed identifiers and literals are reserved since Rust 2021")
    return diag.not_modelled("suggestions on an unknown prefix")


def cannot_be_raw(name: str, span: Span) -> Diag:
    return error(f"`{name}` cannot be a raw identifier", span)


def unknown_start_of_token(c: str, span: Span, repeats: int, repeated: Span) -> Diag:
    shown = c if "!" <= c <= "~" else f"\\u{{{ord(c):x}}}"
    diag = error(f"unknown start of token: {shown}", span)
    if c == "\0":
        diag.help(
            "source files must contain UTF-8 encoded text, unexpected null bytes might occur when a different encoding is used"
        )
    elif not c.isascii() or c == "`":
        diag.not_modelled("characters that look like others")
    if repeats:
        suffix = "once more" if repeats == 1 else f"{repeats} more times"
        diag.span_note(repeated, f"character appears {suffix}")
    return diag


def empty_char(span: Span) -> Diag:
    return error("empty character literal", span).label(span, "empty character literal")
