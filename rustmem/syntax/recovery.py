"""Mistakes that rustc recognises and goes on after, and its words for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import STRICT, UNUSED
from rustmem.syntax.errors import ParseError
from rustmem.syntax.similar import best_match

if TYPE_CHECKING:
    from rustmem.syntax.parser import Parser

ITEM_WORDS = frozenset("pub fn struct enum trait impl mod use const static type unsafe extern async crate".split())


def expect_semi(parser: Parser, names: list[str]) -> ParseError:
    """What to do where `;` is missing (rustc's `expected_one_of_not_found`); the error may be recovered."""
    if "`;`" in names and parser.prev.text == "?" and parser.prev.kind == "punct":
        ternary = _ternary(parser)
        if ternary is not None:
            return ParseError(ternary)
    if "`;`" in names and parser.line_differs(parser.prev.span, parser.tok.span):
        typo = parser.text in (",", ":") and parser.tok.kind == "punct"
        if typo and parser.prev.text == ")":
            pass
        elif typo:
            following = parser.peek()
            if following.text == "}" or following.kind in ("ident", "literal", "open"):
                return _change_to_semi(parser)
        elif _starts_statement(parser):
            return _add_semi(parser)
    err = parser.expected_one_of(names)
    assert isinstance(err.diag, Diag)
    if misspelled_keyword(parser, err.diag, names) or parser.tok.kind == "literal":
        err.diag.inexact = None
    return err


PARSED_AS = {"&": "bit-and", "*": "multiplication"}
"""rustc's words for the operators that may as well begin an expression."""


def swallowed_statement(parser: Parser, lo: Span, init: ast.Expr, diag: Diag) -> bool:
    """`let a = b` without `;` whose next line was read as the rest of a binary expression; says where `;` is missing."""
    if not (isinstance(init, ast.BinaryExpr) and init.op in PARSED_AS and parser.line_differs(init.left.span, init.right.span)):
        return False
    at = init.left.span.shrink_to_hi()
    words = PARSED_AS[init.op]
    diag.set_primary(at)
    diag.labels.clear()
    diag.suggestions.clear()
    diag.label(parser.tok.span, "unexpected token")
    diag.label(lo.to(init.span), "to finish parsing this `let` binding, expected this to be followed by a `;`")
    parts = MultiSpan(
        (),
        (
            (init.left.span, "parsed as the left-hand expression"),
            (init.right.span, "parsed as the right-hand expression"),
            (init.op_span, f"this was parsed as a {words}"),
        ),
    )
    diag.span_note(parts, f"the `let` binding was parsed as having a {words} binary expression")
    suggest(diag, "you may have meant to write a `;` to terminate the `let` binding earlier", at, ";")
    return True


def _starts_statement(parser: Parser) -> bool:
    """Whether the token could open a statement or close the block."""
    if parser.tok.kind == "eof" or parser.text in (";", "#"):
        return False
    return parser.text == "}" or parser.can_begin_expr() or parser.text in ITEM_WORDS


def _add_semi(parser: Parser) -> ParseError:
    at = parser.prev.span.shrink_to_hi()
    diag = error(f"expected `;`, found {parser.describe()}", at)
    diag.suggest("add `;` here", (at, ";"), style="hide-code-inline")
    diag.label(parser.tok.span, "unexpected token")
    parser.diags.append(diag)
    return ParseError(diag, recovered=True)


def _change_to_semi(parser: Parser) -> ParseError:
    span = parser.tok.span
    diag = error(f"expected `;`, found {parser.describe()}", span)
    diag.suggest("change this to `;`", (span, ";"), style="hide-code-inline")
    parser.diags.append(diag)
    parser.bump()
    return ParseError(diag, recovered=True)


def _ternary(parser: Parser) -> Diag | None:
    """`cond ? a : b`."""
    question = parser.prev.span
    snapshot, said = parser.save(), len(parser.diags)
    try:
        parser.parse_expr()
        if not parser.eat(":"):
            raise parser.fail("")
        parser.parse_expr()
    except ParseError:
        parser.restore(snapshot)
        del parser.diags[said:]
        return None
    span = question.to(parser.prev.span)
    return error("Rust has no ternary operator", span).help("use an `if-else` expression instead")


def word_operator(parser: Parser) -> str | None:
    """`and` and `or` between operands; gives the operator they stand for."""
    word = parser.text
    op, what = ("&&", "conjunction") if word == "and" else ("||", "disjunction")
    following = parser.peek()
    if (
        parser.tok.kind != "ident"
        or following.kind not in ("ident", "literal", "open")
        and following.text not in ("!", "-", "*", "&")
    ):
        return None
    span = parser.tok.span
    diag = error(f"`{word}` is not a logical operator", span)
    diag.note("unlike in e.g., Python and PHP, `&&` and `||` are used for logical operators")
    diag.suggest(f"use `{op}` to perform logical {what}", (span, op), style="show-always")
    parser.diags.append(diag)
    return op


def odd_comparison(parser: Parser, op_span: Span, op: str) -> None:
    """`===`, `!==`, `<>` and `<=>`, whose first part has just been taken as `op`."""
    token = parser.tok
    if token.kind != "punct" or token.span.lo != op_span.hi:
        return
    span = op_span.to(token.span)
    if op in ("==", "!=") and token.text == "=":
        written = op + "="
        diag = error(f"invalid comparison operator `{written}`", span)
        diag.suggest(f"`{written}` is not a valid comparison operator, use `{op}`", (span, op), style="show-always")
    elif op == "<" and token.text == ">":
        diag = error("invalid comparison operator `<>`", span)
        diag.suggest("`<>` is not a valid comparison operator, use `!=`", (span, "!="), style="show-always")
    elif op == "<=" and token.text == ">":
        diag = error("invalid comparison operator `<=>`", span)
        diag.label(span, "`<=>` is not a valid comparison operator, use `std::cmp::Ordering`")
    else:
        return
    parser.bump()
    parser.diags.append(diag)


def postfix_increment(parser: Parser, operand: ast.Expr, op_span: Span, is_statement: bool) -> ast.Expr:
    """`x++`, both signs taken."""
    diag = error("Rust has no postfix increment operator", op_span).label(op_span, "not a valid postfix operator")
    if is_statement and parser.text == ";":
        diag.suggest("use `+= 1` instead", (op_span, " += 1"), style="show-always")
    else:
        diag.not_modelled("increments within expressions")
    parser.diags.append(diag)
    return ast.ErrExpr(operand.span.to(op_span))


def prefix_increment(parser: Parser) -> None:
    """`++x`, at the first sign."""
    span = parser.tok.span.to(parser.peek().span)
    parser.bump()
    parser.bump()
    diag = error("Rust has no prefix increment operator", span).label(span, "not a valid prefix operator")
    parser.diags.append(diag.not_modelled("what to write for an increment"))


def other_let(parser: Parser) -> None:
    """`var x` and `auto x`."""
    word, span = parser.text, parser.tok.span
    diag = error("invalid variable declaration", span)
    diag.suggest(f"write `let` instead of `{word}` to introduce a new variable", (span, "let"), style="show-always")
    parser.diags.append(diag)


def missing_params(parser: Parser) -> None:
    """`fn name {`."""
    at = parser.prev.span.shrink_to_hi()
    diag = error("missing parameters for function definition", at)
    parser.diags.append(diag.suggest("add a parameter list", (at, "()"), style="show-always"))


def missing_block(parser: Parser, word: str, lo: Span, cond: ast.Expr | None) -> ParseError:
    """No `{` where the block of `if`, `loop` or `unsafe` has to begin."""
    span = parser.tok.span
    diag = error(f"expected `{{`, found {parser.describe()}", span).label(span, "expected `{`")
    if word == "if" and cond is not None:
        diag.span_note(cond.span, "the `if` expression is missing a block after this condition")
    elif word == "while" and cond is not None:
        diag.label(lo, "while parsing the body of this `while` expression")
        diag.label(cond.span, "this `while` condition successfully parsed")
    else:
        diag.label(lo, f"while parsing this `{word}` expression")
    if word == "while" or parser.text in ("}", ";") or parser.tok.kind == "eof":
        return ParseError(diag.not_modelled("a missing block"))
    snapshot, said = parser.save(), len(parser.diags)
    try:
        stmt = parser.parse_stmt()
    except ParseError:
        stmt = None
    del parser.diags[said:]
    plain = isinstance(stmt, (ast.ExprStmt, ast.MacroStmt)) and parser.text == ";"
    parser.restore(snapshot)
    if stmt is None or not plain:
        return ParseError(diag.not_modelled("a missing block"))
    parts = (stmt.span.shrink_to_lo(), "{ "), (stmt.span.shrink_to_hi(), " }")
    diag.suggest(
        "you might have meant to write this as part of a block", *parts, applicability="MaybeIncorrect", style="show-always"
    )
    return ParseError(diag)


def top_level_or(pat: ast.OrPat, where: str) -> Diag:
    """`let a | b`: alternatives that need parentheses."""
    diag = error(f"{where} require top-level or-patterns in parentheses", pat.span)
    parts = (pat.span.shrink_to_lo(), "("), (pat.span.shrink_to_hi(), ")")
    return diag.suggest("wrap the pattern in parentheses", *parts, style="show-always")


def untyped_param(parser: Parser, pat: ast.IdentPat, context: str, is_first: bool) -> None:
    """`fn f(x)`: a parameter without a type."""
    err = parser.expected_one_of(["`:`", "`@`", "`|`"])
    diag = err.diag
    assert isinstance(diag, Diag)
    diag.inexact = None
    name = pat.ident
    if context == "trait":
        diag.note("anonymous parameters are removed in the 2018 edition (see RFC 1685)")
    if context in ("trait", "impl") and is_first:
        suggest(diag, "if this is a `self` type, give it a parameter name", name.span.shrink_to_lo(), "self: ")
    suggest(diag, "if this is a parameter name, give it a type", name.span.shrink_to_hi(), ": TypeName")
    suggest(diag, "if this is a type, explicitly ignore the parameter name", name.span.shrink_to_lo(), "_: ")
    parser.diags.append(diag)


def suggest(diag: Diag, message: str, span: Span, text: str) -> None:
    """A suggestion that always has its own window."""
    diag.suggest(message, (span, text), applicability="MaybeIncorrect", style="show-always")


def misspelled_keyword(parser: Parser, diag: Diag, expected: list[str]) -> bool:
    """Suggests a keyword that the current or the last word looks like (rustc's `check_for_misspelled_kw`)."""
    token = parser.tok
    if token.kind != "ident" or token.raw:
        return False
    wanted = [name.strip("`") for name in expected if name.strip("`").isalpha()]
    span, word = token.span, token.text
    found = _similar_keyword(word, wanted) if wanted and word not in STRICT else None
    prev = parser.prev
    if found is None and prev.kind == "ident" and prev.text not in STRICT:
        span, word = prev.span, prev.text
        found = _similar_keyword(word, sorted(STRICT - UNUSED - {"_"}))
    if found is None:
        return False
    message = (
        f"write keyword `{found}` in lowercase" if word.lower() == found else f"there is a keyword `{found}` with a similar name"
    )
    suggest(diag, message, span, found)
    return True


def _similar_keyword(word: str, keywords: list[str]) -> str | None:
    if word.lower() in keywords:
        return word.lower()
    return best_match(word, keywords)


def keyword_in_wrong_case(parser: Parser) -> bool:
    """`Struct S;`: an item whose first word would be a keyword in lower case; says so."""
    token = parser.tok
    lower = token.text.lower()
    if token.kind != "ident" or token.raw or lower == token.text or lower not in ITEM_WORDS or parser.peek().kind != "ident":
        return False
    diag = error(f"keyword `{lower}` is written in the wrong case", token.span)
    diag.suggest("write it in lowercase", (token.span, lower), style="show-always")
    parser.diags.append(diag)
    return True


def missing_arm_comma(parser: Parser) -> bool:
    """Whether another arm begins right where a comma is missing; says so if it does."""
    at = parser.prev.span.shrink_to_hi()
    snapshot, said = parser.save(), len(parser.diags)
    try:
        parser.parse_pat()
        found = parser.text == "=>"
    except ParseError:
        found = False
    parser.restore(snapshot)
    del parser.diags[said:]
    if found:
        diag = error("expected `,` following `match` arm", at)
        parser.diags.append(diag.suggest("missing a comma here to end this `match` arm", (at, ","), style="show-always"))
    return found
