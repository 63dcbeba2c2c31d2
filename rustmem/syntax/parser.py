"""Tokens to a tree: the entry points of the parser."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rustmem.source.diag import Diag, Unsupported
from rustmem.source.source_map import SourceFile
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.errors import ParseError
from rustmem.syntax.items import ItemParser
from rustmem.syntax.lexer import lex
from rustmem.syntax.token import Token

MAX_TOKENS = 100_000
"""A larger program would be checked for longer than anybody waits; ten tokens a line are usual."""
FRAMES = 10_000
"""Python frames that the deepest tree we accept may take, in any stage."""


class Parser(ItemParser):
    """Reads one sequence of tokens; made once, used, dropped.

    Errors go to `diags`, which holds a `Diag` for each mistake and an `Unsupported` for what is not modelled.
    """

    def parse_crate_items(self) -> tuple[tuple[ast.Attribute, ...], tuple[ast.Item, ...]]:
        """A whole file: inner attributes, then items. The first error among items ends the work."""
        try:
            attrs = self.inner_attrs()
            return attrs, self.parse_items("\0", "module")
        except ParseError as err:
            self.diags.append(err.diag)
            self.fatal = True
            return (), ()


def parse_crate(file: SourceFile, edition: str, diags: list[Diag]) -> ast.Crate:
    """The tree of a source file. `Crate.fatal` says that rustc would stop after these errors."""
    if sys.getrecursionlimit() < FRAMES:
        sys.setrecursionlimit(FRAMES)
    span = Span(file.start, file.end)
    tokens, fatal = lex(file, edition, diags)
    if fatal:
        return ast.Crate((), (), span, {}, True)
    if len(tokens) > MAX_TOKENS:
        diags.append(Unsupported(f"a program of more than {MAX_TOKENS} tokens", span.shrink_to_lo()))  # type: ignore[arg-type]
        return ast.Crate((), (), span, {}, True)
    tokens.append(Token("eof", "", Span(file.end, file.end)))
    parser = Parser(tokens, edition, diags, {}, file)
    attrs, items = parser.parse_crate_items()
    return ast.Crate(items, attrs, span, parser.expr_attrs, parser.fatal)


def parse_items(
    tokens: Sequence[Token],
    edition: str,
    diags: list[Diag],
    expr_attrs: dict[object, tuple[ast.Attribute, ...]] | None = None,
    context: str = "module",
    later: dict[ast.Block, tuple[Token, ...]] | None = None,
) -> tuple[ast.Item, ...]:
    """The items that `tokens` spell; `context` is `module`, `trait`, `impl` or `extern`.

    `later` takes the tokens of function bodies, which are then not read: `parse_body` does it.
    """
    parser = Parser(tokens, edition, diags, expr_attrs)
    parser.later = later
    try:
        if later is not None:
            parser.inner_attrs()  # a whole file
        return parser.parse_items("\0", context)
    except ParseError as err:
        diags.append(err.diag)
        return ()


def parse_body(tokens: Sequence[Token], edition: str, diags: list[Diag]) -> ast.Block | None:
    """The block that `tokens` spell; None after an error."""
    try:
        return Parser(tokens, edition, diags).parse_block()
    except ParseError as err:
        diags.append(err.diag)
        return None
