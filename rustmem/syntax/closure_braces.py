"""A closure among arguments whose body is followed by `;`: its braces are missing."""

from __future__ import annotations

import contextlib
from typing import Any

from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.errors import ParseError


def applies(parser: Any, last: ast.Expr) -> bool:
    """Whether the `;` follows the body of a closure; one that begins with `let` has another message."""
    return isinstance(last, ast.ClosureExpr) and not isinstance(last.body, ast.LetExpr) and not parser.fatal


def recover(parser: Any, closure: ast.ClosureExpr) -> ast.ClosureExpr:
    """Takes the statements that would stand in the body (rustc's `recover_missing_braces_around_closure_body`)."""
    semicolon: Span = parser.tok.span
    began = None
    # A `let` takes its own semicolon.
    while parser.eat(";") or (parser.prev.text == ";" and parser.at != began):
        said, began = len(parser.diags), parser.at
        with contextlib.suppress(ParseError):
            parser.parse_stmt()
        del parser.diags[said:]
    parser.diags.append(_missing_braces(closure, semicolon, parser.tok.span))
    return ast.ClosureExpr(
        closure.span, closure.params, closure.output, ast.ErrExpr(closure.body.span), closure.by_move, closure.asyncness,
        closure.binder, closure.fn_decl_span, closure.fn_arg_span,
    )  # fmt: skip


def _last_token(args: Span) -> Span:
    """The closing `|`, or `||`."""
    return args if args.hi - args.lo == 2 else Span(args.hi - 1, args.hi, args.ctxt)


def body_that_begins_with_let(parser: Any, decl: Span) -> ast.Expr:
    """`f(|x| let y = x; y)`: what follows up to the end of the argument is taken (rustc's `recover_closure_body`)."""
    lo: Span = parser.tok.span
    diag = error("expected expression, found `let` statement", lo)
    diag.note("only supported directly in conditions of `if` and `while` expressions")
    diag.label(decl, "while parsing the body of this closure")
    parser.eat_to((")", ","))
    parts = ((decl.shrink_to_hi(), " {"), (parser.tok.span.shrink_to_lo(), "}"))
    diag.suggest("you might have meant to open the body of the closure", *parts, applicability="MaybeIncorrect")
    parser.diags.append(diag)
    return ast.ErrExpr(lo)


def _missing_braces(closure: ast.ClosureExpr, semicolon: Span, following: Span) -> Diag:
    pipe = _last_token(closure.fn_arg_span)
    if isinstance(closure.output, ast.PathTy):
        pipe = closure.output.path.segments[-1].ident.span
    elif closure.output is not None:
        pipe = Span(closure.output.span.hi - 1, closure.output.span.hi, closure.output.span.ctxt)
    diag = error("closure bodies that contain statements must be surrounded by braces", (pipe, following))
    first = (
        (semicolon, "this `;` turns the preceding closure into a statement"),
        (closure.body.span, "this expression is a statement because of the trailing semicolon"),
    )
    diag.span_note(MultiSpan((semicolon,), first), "statement found outside of a block")
    second = ((closure.span, "this is the parsed closure..."), (following, "...but likely you meant the closure to end here"))
    diag.span_note(MultiSpan((closure.span,), second), "the closure body may be incorrectly delimited")
    parts = ((pipe.shrink_to_hi(), " {"), (following.shrink_to_lo(), "}"))
    return diag.suggest("try adding braces", *parts, applicability="MaybeIncorrect")
