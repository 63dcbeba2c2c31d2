"""Tokens, as the parser and macros see them."""

from __future__ import annotations

from typing import Literal

from rustmem.source.row import NamedTuple
from rustmem.source.span import Span

TokenKind = Literal["ident", "lifetime", "literal", "punct", "open", "close", "doc", "interpolated", "eof"]


class Token(NamedTuple):
    """One token. `text` is as written; punctuation is glued as far as it goes (`<<=`), split by the parser."""

    kind: TokenKind
    text: str
    span: Span
    joint: bool = False
    """Whether the next token follows without white space."""
    raw: bool = False
    """An identifier written `r#name` (the text is then without `r#`)."""
    payload: object = None
    """Of `interpolated`: the parsed fragment of a macro variable (an ast node), with `text` its kind."""
