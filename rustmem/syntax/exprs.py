"""Expressions: operators, calls and fields."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast, closure_braces, recovery
from rustmem.syntax.control import ControlParser
from rustmem.syntax.cursor import MAX_CHAIN, MAX_DEPTH, PATH_SEGMENT_KEYWORDS, Snapshot
from rustmem.syntax.errors import ParseError
from rustmem.syntax.literals import literal
from rustmem.syntax.operators import (
    ALLOW_LET,
    AS_PREC,
    ASSIGN_OPS,
    ASSIGN_PREC,
    BINARY,
    BLOCK_LIKE,
    COMPARISONS,
    EXPR_KEYWORDS,
    INFIX,
    NO_STRUCT,
    POSTFIX,
    RANGE_PREC,
    RANGES,
    STMT_EXPR,
    after_type,
    leftmost,
)
from rustmem.syntax.token import Token


def rightmost(expr: ast.Expr) -> ast.Expr:
    """The expression that ends where `expr` ends."""
    while True:
        match expr:
            case ast.AddrOfExpr() | ast.UnaryExpr():
                expr = expr.expr
            case ast.BinaryExpr() | ast.AssignExpr() | ast.AssignOpExpr():
                expr = expr.right
            case ast.RangeExpr() if expr.hi is not None:
                expr = expr.hi
            case ast.ClosureExpr() if expr.output is None:
                expr = expr.body
            case ast.ReturnExpr() | ast.BreakExpr() if expr.expr is not None:
                expr = expr.expr
            case _:
                return expr


class ExprParser(ControlParser):
    """The part of the parser that reads expressions."""

    # ---- entry points ----

    def parse_expr(self) -> ast.Expr:
        """An expression where nothing is restricted."""
        return self.parse_expr_res(0)

    def parse_expr_res(self, restrictions: int) -> ast.Expr:
        saved = self.restrictions
        self.restrictions = restrictions
        try:
            return self.parse_expr_assoc(0)
        finally:
            self.restrictions = saved

    def parse_anon_const(self) -> ast.AnonConst:
        expr = self.parse_expr()
        return ast.AnonConst(expr, expr.span)

    # ---- operators ----

    def parse_expr_assoc(self, min_prec: int) -> ast.Expr:
        """An expression whose operators all bind at least as tightly as `min_prec`."""
        if self.text in RANGES and self.tok.kind == "punct":
            return self._prefix_range()
        lhs = self.parse_prefix()
        if self.text not in INFIX:
            return lhs
        return self.parse_assoc_rest(min_prec, lhs)

    def parse_assoc_rest(self, min_prec: int, lhs: ast.Expr) -> ast.Expr:
        if self.restrictions & STMT_EXPR and type(lhs) in BLOCK_LIKE:
            return lhs
        links = 0
        while True:
            op, kind = self.text, self.tok.kind
            lo = self.operand_span(lhs)
            links += 1
            if links > MAX_CHAIN:
                raise self.too_deep(self.tok.span)
            if kind != "punct" and op != "as":
                word = recovery.word_operator(self) if op in ("and", "or") else None
                if word is None:
                    return lhs
                op = word
            prec = BINARY.get(op)
            if prec is not None:
                if prec < min_prec:
                    return lhs
                lhs = self._binary(lhs, lo, op, prec)
            elif op == "as":
                if min_prec > AS_PREC or kind != "ident":
                    return lhs
                op_span = self.bump().span
                ty = self._cast_ty()
                lhs = ast.CastExpr(self._around(lo, op_span, ty.span), lhs, ty)
            elif op in RANGES:
                if min_prec > RANGE_PREC:
                    return lhs
                return self._range(lhs)
            elif op == "=":
                if min_prec > ASSIGN_PREC:
                    return lhs
                eq_span = self.bump().span
                rhs = self._rhs(ASSIGN_PREC)
                lhs = ast.AssignExpr(self._around(lo, eq_span, rhs.span), lhs, rhs, eq_span)
            elif op in ASSIGN_OPS:
                if min_prec > ASSIGN_PREC:
                    return lhs
                op_span = self.bump().span
                rhs = self._rhs(ASSIGN_PREC)
                lhs = ast.AssignOpExpr(self._around(lo, op_span, rhs.span), ASSIGN_OPS[op], op_span, lhs, rhs)
            elif op == "<-":
                self.split("<")
            else:
                return lhs

    def _cast_ty(self) -> ast.Ty:
        """The type behind `as`; a `<` after its name is taken for generic arguments."""
        try:
            return self.parse_ty(plus=False)
        except ParseError as err:
            if isinstance(err.diag, Diag):
                err.diag.not_modelled("comparisons and shifts after a cast")
            raise

    def _rhs(self, prec: int) -> ast.Expr:
        """The right operand; a statement's leading restriction ends here."""
        saved = self.restrictions
        self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep(self.tok.span)
        try:
            return self.parse_expr_assoc(prec)
        finally:
            self.restrictions = saved
            self.depth -= 1

    def _binary(self, lhs: ast.Expr, lo: Span, op: str, prec: int) -> ast.Expr:
        op_span = self.tok.span
        if op in COMPARISONS and type(lhs) is ast.BinaryExpr and lhs.op in COMPARISONS:
            raise self._chained(lhs, op_span)
        self.bump()
        if op in COMPARISONS:
            recovery.odd_comparison(self, op_span, op)
        elif op == "+" and self.text == "+" and self.tok.span.lo == op_span.hi:
            self.bump()
            raise self._postfix_step(lhs, op_span, "+")
        elif op == "-" and self.text == "-" and self.tok.span.lo == op_span.hi and not self.can_begin_expr(self.peek()):
            self.bump()
            raise self._postfix_step(lhs, op_span, "-")
        saved = self.restrictions
        self.restrictions = saved & ~STMT_EXPR if op == "&&" else saved & ~(STMT_EXPR | ALLOW_LET)
        rhs = self.parse_expr_assoc(prec + 1)
        self.restrictions = saved
        return ast.BinaryExpr(self._around(lo, op_span, rhs.span), op, op_span, lhs, rhs)

    def _postfix_step(self, lhs: ast.Expr, op_span: Span, sign: str) -> ParseError:
        starts = isinstance(leftmost(lhs), (ast.PathExpr, ast.StructExpr, ast.MacroExpr))
        standalone = bool(self.restrictions & STMT_EXPR) and starts
        return recovery.postfix_step(self, lhs, op_span.to(self.prev.span), sign, standalone)

    def _chained(self, lhs: ast.BinaryExpr, op_span: Span) -> ParseError:
        diag = error("comparison operators cannot be chained", (lhs.op_span, op_span))
        return ParseError(diag.not_modelled("suggestions on chained comparisons"))

    def _around(self, lo: Span, op: Span, hi: Span) -> Span:
        """From one operand over the operator to the other (`mk_expr_sp`)."""
        if lo[2] is hi[2] and lo[2] is op[2]:
            return Span(lo[0], hi[1], lo[2])
        return lo.to(op).to(hi)

    def _joined(self, lo: Span, hi: Span) -> Span:
        return Span(lo[0], hi[1], lo[2]) if lo[2] is hi[2] else lo.to(hi)

    def _range(self, lhs: ast.Expr) -> ast.Expr:
        token = self.bump()
        if token.text == "...":
            self.diags.append(self._dots(token.span))
        rhs = self._range_rhs(RANGE_PREC + 1)
        if rhs is None and token.text != "..":
            self.diags.append(self._no_end(token.span))
            return ast.ErrExpr(self._joined(lhs.span, token.span))
        span = self._around(lhs.span, token.span, rhs.span if rhs is not None else token.span)
        return ast.RangeExpr(span, lhs, rhs, token.text != "..")

    def _dots(self, span: Span) -> Diag:
        diag = error("unexpected token: `...`", span)
        diag.suggest("use `..` for an exclusive range", (span, ".."), applicability="MaybeIncorrect", style="show-always")
        return diag.suggest("or `..=` for an inclusive range", (span, "..="), applicability="MaybeIncorrect", style="show-always")

    def _no_end(self, span: Span) -> Diag:
        diag = error("inclusive range with no end", span, "E0586")
        diag.suggest("use `..` instead", (span, ".."), style="show-always")
        return diag.note("inclusive ranges must be bounded at the end (`..=b` or `a..=b`)")

    def _prefix_range(self) -> ast.Expr:
        token = self.bump()
        rhs = self._range_rhs(RANGE_PREC + 1)
        if token.text == "...":
            self.diags.append(self._dots(token.span))
        if rhs is None and token.text != "..":
            self.diags.append(self._no_end(token.span))
            return ast.ErrExpr(token.span)
        span = token.span if rhs is None else self._joined(token.span, rhs.span)
        return ast.RangeExpr(span, None, rhs, token.text != "..")

    def _range_rhs(self, prec: int) -> ast.Expr | None:
        if not self.can_begin_expr() or (self.text == "{" and self.restrictions & NO_STRUCT):
            return None
        return self._rhs(prec)

    def can_begin_expr(self, token: Token | None = None) -> bool:
        """Whether the current token may open an expression (rustc's `Token::can_begin_expr`)."""
        token = token or self.tok
        kind, text = token.kind, token.text
        if kind == "ident":
            return text not in self.keywords or text in PATH_SEGMENT_KEYWORDS or text in EXPR_KEYWORDS or text == "_"
        if kind in ("literal", "open", "lifetime"):
            return True
        if kind == "interpolated":
            return text in ("expr", "literal", "path", "block", "ty")
        return text in ("!", "-", "*", "|", "||", "&", "&&", "..", "..=", "...", "<", "<<", "::", "#")

    # ---- prefix and postfix ----

    def parse_prefix(self) -> ast.Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep(self.tok.span)
        try:
            if self.tok[0] == "punct" or self.text == "not":
                return self._prefix_operator()
            return self.parse_dot_or_call()
        finally:
            self.depth -= 1

    def _prefix_operator(self) -> ast.Expr:
        text, lo = self.text, self.tok.span
        if text in ("!", "-", "*"):
            self.bump()
            expr = self._operand()
            return ast.UnaryExpr(self._joined(lo, self.operand_span(expr)), text, expr)
        if text in ("&", "&&"):
            return self._borrow()
        if text == "#":
            return self._attributed()
        if text == "+" and self.peek_text() == "+":
            raise recovery.prefix_increment(self)
        if text == "+" and self.peek().kind == "literal" and self.peek().text[0].isdecimal():
            recovery.leading_plus(self)
            return self.parse_prefix()
        if text == "~" or text == "not" and not self.restrictions & STMT_EXPR and recovery.word_not(self):
            if text == "~":
                recovery.tilde(self)
            self.bump()
            expr = self._operand()
            return ast.UnaryExpr(self._joined(lo, self.operand_span(expr)), "!", expr)
        return self.parse_dot_or_call()

    def _operand(self) -> ast.Expr:
        """What a prefix operator applies to."""
        saved = self.restrictions
        self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
        try:
            return self.parse_prefix() if self.text not in RANGES else self._prefix_range()
        finally:
            self.restrictions = saved

    def _borrow(self) -> ast.Expr:
        self.split("&")
        lo = self.prev.span
        raw = False
        mutbl = "not"
        if (
            self.text == "raw"
            and self.peek_text() in ("const", "mut")
            and self.peek(2).kind in ("ident", "open", "interpolated", "punct", "literal")
        ):
            self.bump()
            raw = True
            mutbl = "mut" if self.bump().text == "mut" else "not"
        elif self.eat("mut"):
            mutbl = "mut"
        expr = self._operand()
        return ast.AddrOfExpr(self._joined(lo, self.operand_span(expr)), expr, mutbl, raw)

    def _attributed(self) -> ast.Expr:
        if self.at != self.attrs_at:
            self._gate_attrs(self.save())
        attrs = self.outer_attrs()
        expr = self.parse_prefix()
        if attrs:
            self.expr_attrs[expr] = attrs + self.expr_attrs.get(expr, ())
        return expr

    attrs_at = -1
    """Where an element of a list begins, which may have attributes."""

    def _gate_attrs(self, snapshot: Snapshot) -> None:
        for attr in self.outer_attrs():
            if attr.span.ctxt is not None and not attr.span.ctxt.is_local:
                continue
            if not attr.is_doc:
                diag = error("attributes on expressions are experimental", attr.span, "E0658")
                self.diags.append(
                    diag.note("see issue #15701 <https://github.com/rust-lang/rust/issues/15701> for more information")
                )
                if attr.path == "cfg":
                    self.diags.append(error("removing an expression is not supported in this position", attr.span))
            else:
                diag = error("attributes on expressions are experimental", attr.span, "E0658")
                self.diags.append(diag.not_modelled("doc comments on expressions"))
        self.restore(snapshot)

    def parse_dot_or_call(self) -> ast.Expr:
        base = self.parse_bottom()
        if self.text not in POSTFIX or self.tok[0] == "interpolated":
            return base
        if self.restrictions & STMT_EXPR and type(base) in BLOCK_LIKE and self.text not in (".", "?"):
            return base
        return self.parse_postfix(base, self.operand_span(base))

    def parse_postfix(self, expr: ast.Expr, lo: Span) -> ast.Expr:
        """`.name`, `(args)`, `[index]` and `?` after `expr`."""
        links = 0
        while True:
            text = self.text
            if text not in POSTFIX or self.tok[0] == "interpolated":
                return expr
            if links and self.restrictions & STMT_EXPR and type(expr) in BLOCK_LIKE and text not in (".", "?", "->"):
                return expr
            links += 1
            if links > MAX_CHAIN:
                raise self.too_deep(self.tok.span)
            if text == ".":
                expr = self._dot(expr, lo)
            elif text == "->":
                recovery.arrow_access(self)
                expr = self._dot(expr, lo)
            elif text == "(":
                expr = self._call(expr, lo)
            elif text == "?":
                self.bump()
                expr = ast.TryExpr(self.span_from(lo), expr)
            else:
                start = self.bump().span
                index = self.parse_expr()
                if self.text != "]":
                    raise self.expected_one_of(["`]`", *self.continuations(index)], whole=True)
                self.bump()
                expr = ast.IndexExpr(self.span_from(lo), expr, index, self.span_from(start))

    def _call(self, callee: ast.Expr, lo: Span) -> ast.Expr:
        self.bump()
        saved = self.restrictions, self.depth
        like_fields = self.tok.kind in ("ident", "literal") and self.peek_text() in (":", "=")
        try:
            args = self._args()
        except ParseError as err:
            self.restrictions, self.depth = saved
            if like_fields and isinstance(err.diag, Diag):
                err.diag.not_modelled("arguments that look like fields")
            return self._recovered_group(err, lo)
        return ast.CallExpr(self.span_from(lo), callee, args)

    def _recovered_group(self, err: ParseError, lo: Span) -> ast.Expr:
        """Says the error and skips to the end of the parentheses that it stands in."""
        if self.fatal:
            raise err
        self.diags.append(err.diag)
        self.consume_block("(", ")")
        return ast.ErrExpr(self.span_from(lo))

    def _args(self) -> tuple[ast.Expr, ...]:
        """Arguments up to the closing parenthesis, which is taken."""
        args: list[ast.Expr] = []
        while self.text != ")":
            self.attrs_at = self.at
            args.append(self.parse_expr())
            if not self.eat(",") and self.text != ")" and not self.more_exprs(")", args):
                break
        self.eat(")")
        return tuple(args)

    def more_exprs(self, close: str, elems: list[ast.Expr]) -> bool:
        """Takes the elements in front of which `,` is missing; whether the list goes on."""
        while True:
            last = elems[-1]
            if self.text == ";" and close == ")" and closure_braces.applies(self, last):
                elems[-1] = closure_braces.recover(self, last)
                if self.text == ")" or self.eat(","):
                    return self.prev.text == ","
            if self.text == ";" and isinstance(rightmost(last), ast.ClosureExpr | ast.BlockExpr):
                raise self.expected_one_of([f"`{close}`", "`,`", *self.continuations(last)])
            made = self.missing_separator(close, self.continuations(last), self.parse_expr)
            if made is None:
                return False
            elems.append(made)
            if self.eat(","):
                return True
            if self.text == close:
                return False

    def continuations(self, expr: ast.Expr | None) -> list[str]:
        """What could have gone on with an expression that just ended, in `expected one of` lists."""
        if expr is None:
            return []
        last = rightmost(expr)
        if isinstance(last, ast.ReturnExpr):
            return ["an operator"]
        names = ["`.`", "`?`"]
        if isinstance(last, ast.CastExpr):
            return names + after_type(last.ty, False)
        names.append("an operator")
        if isinstance(last, ast.PathExpr):
            names += ["`::`", "`!`"]
            if not self.restrictions & NO_STRUCT:
                names.append("`{`")
        elif isinstance(last, ast.FieldExpr):
            names += ["`(`", "`::`"] if not last.ident.name.isdecimal() else []
        return names

    def _dot(self, receiver: ast.Expr, lo: Span) -> ast.Expr:
        self.bump()
        token = self.tok
        if token.kind == "ident":
            if self.text == "await" and self.edition >= 2018:
                self.bump()
                return ast.AwaitExpr(self.span_from(lo), receiver)
            if self.text == "match" and self.peek_text() == "{":
                raise self.fail("postfix match is not supported")
            return self._field_or_method(receiver, lo)
        if token.kind == "literal" and token.text[0].isdecimal():
            return self._tuple_field(receiver, lo)
        self.diags.append(error(f"unexpected token: {self.describe()}", token.span))
        return receiver

    def _field_or_method(self, receiver: ast.Expr, lo: Span) -> ast.Expr:
        start = self.tok.span
        if self.text in self.keywords and self.text not in PATH_SEGMENT_KEYWORDS:
            raise self.expected_ident()
        segment = self.path_segment("expr")
        if self.text == "(" and self.tok[0] == "open":
            self.bump()
            args = self._args()
            return ast.MethodCallExpr(self.span_from(lo), receiver, segment, args, self.span_from(start))
        if segment.args is not None:
            raise self.fail("field expressions cannot have generic arguments", segment.args.span)
        return ast.FieldExpr(self.span_from(lo), receiver, segment.ident)

    def _tuple_field(self, receiver: ast.Expr, lo: Span) -> ast.Expr:
        token = self.bump()
        text, span = token.text, token.span
        if text.isdecimal():
            return ast.FieldExpr(self.span_from(lo), receiver, ast.Ident(text, span))
        if text.replace(".", "", 1).isdecimal():
            first, _, second = text.partition(".")
            middle = span.lo + len(first)
            inner = ast.FieldExpr(lo.to(span.with_hi(middle)), receiver, ast.Ident(first, span.with_hi(middle)))
            if not second:
                self.prev = token._replace(span=Span(middle, middle + 1, span.ctxt))
                self.at -= 1
                self.tok = token._replace(kind="punct", text=".", span=Span(middle, middle + 1, span.ctxt))
                self.text = "."
                return inner
            ident = ast.Ident(second, span.with_lo(middle + 1))
            return ast.FieldExpr(self.span_from(lo), inner, ident)
        lit = literal(text, span, [])
        if lit.suffix:
            self.diags.append(error("suffixes on a tuple index are invalid", span).label(span, f"invalid suffix `{lit.suffix}`"))
            return ast.FieldExpr(self.span_from(lo), receiver, ast.Ident(lit.symbol, span))
        raise self.fail(f"unexpected token: `{text}`", span)
