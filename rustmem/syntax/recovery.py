"""Mistakes that rustc recognises and goes on after, and its words for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rustmem.source.diag import Diag, MultiSpan, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import PATH_SEGMENT_KEYWORDS, STRICT
from rustmem.syntax.errors import ParseError
from rustmem.syntax.operators import BLOCK_LIKE, EXPR_KEYWORDS

if TYPE_CHECKING:
    from rustmem.syntax.parser import Parser

ITEM_WORDS = frozenset("pub fn struct enum trait impl mod use const static type unsafe extern async crate".split())


def expect_semi(parser: Parser, names: list[str], cond: Span | None = None) -> ParseError:
    """What to do where `;` is missing (rustc's `expected_one_of_not_found`); the error may be recovered."""
    if "`;`" in names and parser.prev.text == "?" and parser.prev.kind == "punct":
        ternary = _ternary(parser, cond)
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
    return parser.expected_one_of(names, whole=True)


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


def _ternary(parser: Parser, cond: Span | None) -> Diag | None:
    """`cond ? a : b`."""
    question = parser.prev.span
    snapshot, said = parser.save(), len(parser.diags)
    try:
        parser.parse_expr()
        if not parser.eat(":"):
            raise parser.fail("")
        colon = parser.prev.span
        parser.parse_expr()
    except ParseError:
        parser.restore(snapshot)
        del parser.diags[said:]
        return None
    diag = error("Rust has no ternary operator", (cond or question).to(parser.prev.span))
    hint = "use an `if-else` expression instead"
    if cond is None:
        return diag.help(hint)
    parts = [(cond.shrink_to_lo(), "if "), (question, "{"), (colon, "} else {"), (parser.prev.span.shrink_to_hi(), " }")]
    return diag.suggest(hint, *parts, style="show-always")


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


def postfix_step(parser: Parser, operand: ast.Expr, op_span: Span, sign: str, standalone: bool) -> ParseError:
    """`x++` and `x--`, both signs taken."""
    diag = _step(op_span, sign, "postfix")
    if standalone:
        _advise_step(diag, sign, (op_span, f" {sign}= 1"))
    elif not isinstance(operand, ast.BinaryExpr):
        text = parser.snippet(operand.span)
        kept = "tmp_" if text.strip() == "tmp" else "tmp"
        before = (operand.span.shrink_to_lo(), f"{{ let {kept} = ")
        _advise_step(diag, sign, before, (op_span, f"; {text} {sign}= 1; {kept} }}"))
    return ParseError(diag)


def prefix_increment(parser: Parser) -> ParseError:
    """`++x`, at the first sign."""
    standalone = parser.prev.text in (";", "}")
    span = parser.tok.span.to(parser.peek().span)
    parser.bump()
    parser.bump()
    operand = parser.parse_dot_or_call()
    diag = _step(span, "+", "prefix")
    after = operand.span.shrink_to_hi()
    if standalone:
        _advise_step(diag, "+", (span, ""), (after, " += 1"))
    else:
        _advise_step(diag, "+", (span, "{ "), (after, f" += 1; {parser.snippet(operand.span)} }}"))
    return ParseError(diag)


def _step(span: Span, sign: str, where: str) -> Diag:
    what = "increment" if sign == "+" else "decrement"
    return error(f"Rust has no {where} {what} operator", span).label(span, f"not a valid {where} operator")


def _advise_step(diag: Diag, sign: str, *parts: tuple[Span, str]) -> None:
    diag.suggest(f"use `{sign}= 1` instead", *parts, style="show-always")


def leading_plus(parser: Parser) -> None:
    """`+1`."""
    span = parser.bump().span
    diag = error("leading `+` is not supported", span).label(span, "unexpected `+`")
    parser.diags.append(diag.suggest("try removing the `+`", (span, ""), style="show-always"))


def tilde(parser: Parser) -> None:
    """`~x`, at the sign; `!` is meant."""
    span = parser.tok.span
    diag = error("`~` cannot be used as a unary operator", span)
    parser.diags.append(diag.suggest("use `!` to perform bitwise not", (span, "!"), style="show-always"))


def word_not(parser: Parser) -> bool:
    """`not x`, at the word; whether it stands for `!`."""
    following = parser.peek()
    if following.kind == "ident":
        if following.text in parser.keywords and following.text not in EXPR_KEYWORDS | PATH_SEGMENT_KEYWORDS:
            return False
    elif following.kind != "literal" and following.text != "#":
        return False
    span = parser.tok.span
    diag = error(f"unexpected {parser.describe(following)} after identifier", following.span)
    if following.kind == "literal" and following.text[0].isdecimal():
        hint = "use `!` to perform bitwise not"
    elif following.text in ("true", "false"):
        hint = "use `!` to perform logical negation"
    else:
        hint = "use `!` to perform logical negation or bitwise not"
    parser.diags.append(diag.suggest(hint, (Span(span.lo, following.span.lo, span.ctxt), "!"), style="show-always"))
    return True


def arrow_access(parser: Parser) -> None:
    """`x->y`, at the arrow; goes on as for `.`."""
    span = parser.tok.span
    diag = error("`->` is not valid syntax for field accesses and method calls", span)
    diag.suggest("try using `.` instead", (span, "."), style="show-always")
    diag.help("the `.` operator will automatically dereference the value, except if the value is a raw pointer")
    parser.diags.append(diag)


def let_comparison(parser: Parser) -> None:
    """`if let a == b`, at the sign; goes on as for `=`."""
    span = parser.tok.span
    diag = error("expected `=`, found `==`", span)
    parser.diags.append(diag.suggest("consider using `=` here", (span, "="), style="show-always"))


def let_reassigned(parser: Parser) -> None:
    """`let x += 1`, at the sign; goes on as for `=`."""
    span = parser.tok.span
    diag = error("can't reassign to an uninitialized variable", span)
    diag.suggest("initialize the variable", (span, "="), applicability="MaybeIncorrect", style="show-always")
    parser.diags.append(diag.help("if you meant to overwrite, remove the `let` binding"))


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


def missing_then_block(parser: Parser, lo: Span, cond: ast.Expr) -> ast.Block:
    """`if cond else`, at the `else`: the block that stands for the missing one (rustc's `IfExpressionMissingThenBlock`)."""
    at = cond.span.shrink_to_hi()
    diag = error("this `if` expression is missing a block after the condition", lo)
    if isinstance(cond, ast.BlockExpr) or isinstance(cond, ast.BinaryExpr) and isinstance(cond.right, ast.BlockExpr):
        diag.not_modelled("a block that may be the condition's")
    diag.span_help(at, "add a block here")
    if isinstance(cond, ast.LetExpr):
        hint = "remove the `if` if you meant to write a `let...else` statement"
        diag.suggest(hint, (lo.until(cond.span), ""), applicability="MaybeIncorrect", style="show-always")
    parser.diags.append(diag)
    return ast.Block((), ast.ErrExpr(at), at)


def missing_block(parser: Parser, word: str, lo: Span, cond: ast.Expr | None) -> ParseError:
    """No `{` where a block has to begin (rustc's `error_block_no_opening_brace_msg` and what its callers add)."""
    token, before = parser.tok, parser.prev.span
    span = token.span
    diag = error(f"expected `{{`, found {parser.describe()}", span)
    if token.kind == "lifetime":
        diag.not_modelled("a label in the wrong place")
    silent = parser.text in ("in", ":")
    own_line = parser.line_differs(before, span)
    if parser.text in (";", "}") or token.kind == "eof":
        parser.eat(";")
    else:
        try:
            stmt = parser.parse_stmt()
        except ParseError:
            stmt = None
        braced = parser.text != "else" and parser.peek_text() == "{"
        if stmt is not None and not braced and not silent:
            whole = stmt.span
            if own_line and parser.eat(";"):
                whole = Span(whole.lo, parser.prev.span.hi, whole.ctxt)
            _misparsed_head(parser, diag, Span(before.hi, span.lo, span.ctxt), whole, stmt)
    diag.label(span, "expected `{`")
    if word == "if" and cond is not None:
        if token.text == "=>":
            hint = 'you might have meant to write a "greater than or equal to" comparison'
            diag.suggest(hint, (span, ">="), applicability="MaybeIncorrect", style="show-always")
        diag.span_note(cond.span, "the `if` expression is missing a block after this condition")
    elif word == "while" and cond is not None:
        diag.label(lo, "while parsing the body of this `while` expression")
        diag.label(cond.span, "this `while` condition successfully parsed")
    elif word in ("loop", "unsafe"):
        diag.label(lo, f"while parsing this `{word}` expression")
    return ParseError(diag)


def colon_as_semi(parser: Parser) -> bool:
    """`a():` at the end of a line; taken as `;`."""
    if (
        parser.text != ":"
        or parser.fatal
        or parser.prev.kind == "ident"
        or not parser.line_differs(parser.tok.span, parser.peek().span)
    ):
        return False
    span = parser.bump().span
    diag = error("statements are terminated with a semicolon", span)
    parser.diags.append(diag.suggest("use a semicolon instead", (span, ";"), style="show-always"))
    return True


def double_in(parser: Parser) -> None:
    """`for a in in b`, at the second."""
    first, second = parser.prev.span, parser.bump().span
    diag = error("expected iterable, found keyword `in`", second)
    parser.diags.append(diag.suggest("remove the duplicated `in`", (first.until(second), ""), style="show-always"))


def missing_in(parser: Parser) -> Diag:
    """`for a b`, `for a of b`: at what stands for `in`."""
    if parser.text == "of":
        span = parser.bump().span
        diag = error("missing `in` in `for` loop", span)
        hint, text = "try using `in` here instead", "in"
    else:
        span = Span(parser.prev.span.hi, parser.tok.span.lo, parser.tok.span.ctxt)
        diag = error("missing `in` in `for` loop", span)
        hint, text = "try adding `in` here", " in "
    return diag.suggest(hint, (span, text), applicability="MachineApplicable", style="show-always")


def missing_iterator(parser: Parser, lo: Span, pat: ast.Pat, body: ast.BlockExpr, label: ast.Label | None) -> ast.Expr:
    """`for a in {}`."""
    at = body.span.shrink_to_lo()
    diag = error("missing expression to iterate on in `for` loop", at)
    hint = "try adding an expression to the `for` loop"
    diag.suggest(hint, (at, "/* expression */ "), applicability="HasPlaceholders", style="show-always")
    parser.diags.append(diag)
    return ast.ForExpr(parser.span_from(lo), pat, ast.ErrExpr(body.span), body.block, label)


def missing_dot(parser: Parser, diag: Diag) -> None:
    """`a b;` and `a b(c);`, where a dot may be missing (rustc's `recover_missing_dot`)."""
    token, prev = parser.tok, parser.prev
    if diag.sealed or token.kind != "ident" or token.text[0].isupper():
        return
    reserved = token.text in STRICT | {"_"} and not token.raw
    if reserved and token.text != "await":
        return
    if prev.kind == "ident":
        if prev.text in STRICT and prev.text != "await" and not prev.raw:
            return
    elif prev.text not in ("?", ")"):
        return
    place = Span(prev.span.hi, token.span.lo, token.span.ctxt)
    after = parser.peek_text()
    if after in (";", "?", "."):
        suggest(diag, "you might have meant to write a field access", place, ".")
    elif after == "(":
        suggest(diag, "you might have meant to write a method call", place, ".")


def else_without_block(parser: Parser) -> ast.Expr:
    """`else x == 1 {`, where `if` is missing; any other `else` without a block stops the statement."""
    snapshot, said = parser.save(), len(parser.diags)
    first, found, after = parser.tok.span, parser.describe(), parser.prev.span
    try:
        cond = parser.parse_expr()
    except ParseError:
        cond = None
    if cond is not None and parser.text == "{" and (not isinstance(cond, BLOCK_LIKE) or isinstance(cond, ast.MacroExpr)):
        diag = error(f"expected `{{`, found {found}", first)
        diag.label(after, "expected an `if` or a block after this `else`")
        hint = "add an `if` if this is the condition of a chained `else if` statement"
        diag.suggest(hint, (cond.span.shrink_to_lo(), "if "), applicability="MaybeIncorrect", style="show-always")
        parser.diags.append(diag)
        return parser.if_after(cond.span.shrink_to_lo(), cond)
    del parser.diags[said:]
    parser.restore(snapshot)
    raise missing_block(parser, "else", after, None)


AS_BLOCK = (
    ast.LoopExpr,
    ast.IfExpr,
    ast.WhileExpr,
    ast.MatchExpr,
    ast.ForExpr,
    ast.ReturnExpr,
    ast.ClosureExpr,
    ast.StructExpr,
    ast.TryExpr,
)


def _misparsed_head(parser: Parser, diag: Diag, between: Span, whole: Span, stmt: ast.Stmt) -> None:
    """What stands where a block should may be the rest of the head, or the block without its braces."""
    expr = stmt.expr if isinstance(stmt, ast.ExprStmt) else None
    dot = None
    if parser.text == "{":
        if isinstance(expr, ast.CallExpr):
            dot = "method call"
        elif isinstance(expr, ast.FieldExpr):
            dot = "field access"
        elif isinstance(expr, ast.LitExpr) and expr.kind in ("int", "float") and expr.suffix is None:
            dot = "field access"
        elif not isinstance(expr, AS_BLOCK):
            return
    elif parser.text == "}" and isinstance(expr, ast.StructExpr) and expr.qself is None and len(expr.path.segments) == 1:
        dot = "field access"
    if dot is not None:
        hint = f"you might have meant to write a {dot}"
        diag.suggest(hint, (between, "."), applicability="MaybeIncorrect", style="show-always")
        return
    hint = "you might have meant to write this as part of a block"
    parts = (whole.shrink_to_lo(), "{ "), (whole.shrink_to_hi(), " }")
    diag.suggest(hint, *parts, applicability="MaybeIncorrect", style="show-always")


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
