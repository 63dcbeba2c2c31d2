"""Expressions, blocks and statements."""

from __future__ import annotations

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.span import Span
from rustmem.syntax import ast, recovery
from rustmem.syntax.cursor import MAX_CHAIN, MAX_DEPTH, PATH_SEGMENT_KEYWORDS, Snapshot, own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.literals import literal
from rustmem.syntax.pats import PatParser
from rustmem.syntax.token import Token

STMT_EXPR, NO_STRUCT, ALLOW_LET, CONST_EXPR = 1, 2, 4, 8
"""Restrictions, as rustc's: what the place of an expression does not allow (or, for `let`, allows)."""

BINARY = {
    "*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<<": 11, ">>": 11, "&": 10, "^": 9, "|": 8,
    "==": 7, "!=": 7, "<": 7, ">": 7, "<=": 7, ">=": 7, "&&": 6, "||": 5,
}  # fmt: skip
"""Binding powers of the binary operators; `as` is 14, ranges 4, assignments 2."""
AS_PREC, RANGE_PREC, ASSIGN_PREC = 14, 4, 2
COMPARISONS = frozenset(("==", "!=", "<", ">", "<=", ">="))
ASSIGN_OPS = {op + "=": op for op in ("+", "-", "*", "/", "%", "^", "&", "|", "<<", ">>")}
RANGES = frozenset(("..", "..=", "..."))
INFIX = frozenset(BINARY) | frozenset(ASSIGN_OPS) | RANGES | {"=", "as", "<-", "and", "or"}
POSTFIX = frozenset((".", "(", "[", "?"))
BLOCK_LIKE = (ast.IfExpr, ast.MatchExpr, ast.BlockExpr, ast.WhileExpr, ast.LoopExpr, ast.ForExpr, ast.ConstBlockExpr)
EXPR_KEYWORDS = frozenset(
    "if match loop while for unsafe move return break continue true false async static const let box yield do try".split()
)


class ExprParser(PatParser):
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
            lhs = self._prefix_range()
            return lhs
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
                if AS_PREC < min_prec or kind != "ident":
                    return lhs
                op_span = self.bump().span
                ty = self._cast_ty()
                lhs = ast.CastExpr(self._around(lo, op_span, ty.span), lhs, ty)
            elif op in RANGES:
                if RANGE_PREC < min_prec:
                    return lhs
                return self._range(lhs)
            elif op == "=":
                if ASSIGN_PREC < min_prec:
                    return lhs
                eq_span = self.bump().span
                rhs = self._rhs(ASSIGN_PREC)
                lhs = ast.AssignExpr(self._around(lo, eq_span, rhs.span), lhs, rhs, eq_span)
            elif op in ASSIGN_OPS:
                if ASSIGN_PREC < min_prec:
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
            return recovery.postfix_increment(self, lhs, op_span.to(self.prev.span), bool(self.restrictions & STMT_EXPR))
        saved = self.restrictions
        self.restrictions = saved & ~STMT_EXPR if op == "&&" else saved & ~(STMT_EXPR | ALLOW_LET)
        rhs = self.parse_expr_assoc(prec + 1)
        self.restrictions = saved
        return ast.BinaryExpr(self._around(lo, op_span, rhs.span), op, op_span, lhs, rhs)

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

    def can_begin_expr(self) -> bool:
        """Whether the current token may open an expression (rustc's `Token::can_begin_expr`)."""
        kind, text = self.tok.kind, self.text
        if kind == "ident":
            return text not in self.keywords or text in PATH_SEGMENT_KEYWORDS or text in EXPR_KEYWORDS or text == "_"
        if kind in ("literal", "open", "lifetime"):
            return True
        if kind == "interpolated":
            return self.tok.text in ("expr", "literal", "path", "block", "ty")
        return text in ("!", "-", "*", "|", "||", "&", "&&", "..", "..=", "...", "<", "<<", "::", "#")

    # ---- prefix and postfix ----

    def parse_prefix(self) -> ast.Expr:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep(self.tok.span)
        try:
            if self.tok[0] == "punct":
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
            recovery.prefix_increment(self)
            return self._operand()
        if text == "+":
            raise self.fail("leading `+` is not supported")
        if text == "~":
            raise self.fail("`~` cannot be used as a unary operator")
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
        if self.text == "raw" and self.peek_text() in ("const", "mut") and self.peek(2).kind in ("ident", "open", "interpolated", "punct", "literal"):
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
                self.diags.append(diag.note("see issue #15701 <https://github.com/rust-lang/rust/issues/15701> for more information"))
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
            if links and self.restrictions & STMT_EXPR and type(expr) in BLOCK_LIKE and text not in (".", "?"):
                return expr
            links += 1
            if links > MAX_CHAIN:
                raise self.too_deep(self.tok.span)
            if text == ".":
                expr = self._dot(expr, lo)
            elif text == "(":
                expr = self._call(expr, lo)
            elif text == "?":
                self.bump()
                expr = ast.TryExpr(self.span_from(lo), expr)
            else:
                start = self.bump().span
                index = self.parse_expr()
                self.expect("]")
                expr = ast.IndexExpr(self.span_from(lo), expr, index, self.span_from(start))

    def _call(self, callee: ast.Expr, lo: Span) -> ast.Expr:
        self.bump()
        saved = self.restrictions, self.depth
        try:
            args = self._args()
        except ParseError as err:
            self.restrictions, self.depth = saved
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
            if not self.eat(","):
                break
        if self.text != ")":
            raise self._missing_in_list(")", args[-1] if args else None)
        self.bump()
        return tuple(args)

    def _missing_in_list(self, close: str, last: ast.Expr | None) -> ParseError:
        return self.expected_one_of([f"`{close}`", "`,`", *self.continuations(last)])

    def continuations(self, expr: ast.Expr | None) -> list[str]:
        """What could have gone on with an expression that just ended, in `expected one of` lists."""
        if expr is None:
            return []
        names = ["`.`", "`?`", "an operator"]
        if isinstance(expr, ast.PathExpr):
            if expr.path.segments[-1].args is None:
                names.append("`::`")
                names.append("`!`")
            if not self.restrictions & NO_STRUCT:
                names.append("`{`")
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

    # ---- the bottom of the grammar ----

    def parse_bottom(self) -> ast.Expr:
        token = self.tok
        kind = token[0]
        if kind == "ident":
            if self.text in self.keywords:
                return self._keyword_expr()
            return self._path_start()
        if kind == "literal":
            self.bump()
            return literal(token.text, token.span, self.diags)
        if kind == "open":
            if self.text == "(":
                return self._paren()
            if self.text == "[":
                return self._array()
            return self._block_expr(None, token.span)
        if kind == "interpolated":
            return self._interpolated_expr()
        if kind == "lifetime":
            return self._labelled()
        if self.text in ("|", "||"):
            return self._closure()
        if self.text in ("<", "<<", "::"):
            return self._path_start()
        raise self.expected_expr()

    def expected_expr(self) -> ParseError:
        span, found = self.tok.span, self.describe()
        diag = error(f"expected expression, found {found}", span)
        if self.tok.kind == "eof" or self.text == "else":
            diag.not_modelled("the end of the input, or a stray else")
        return ParseError(diag.label(span, "expected expression"))

    def _keyword_expr(self) -> ast.Expr:
        parse = KEYWORD_EXPRS.get(self.text)
        if parse is not None:
            return parse(self)
        if self.text in PATH_SEGMENT_KEYWORDS:
            return self._path_start()
        raise self.expected_expr()

    def _path_start(self) -> ast.Expr:
        lo = self.tok.span
        if self.text in CONTEXTUAL:
            made = self._contextual(lo)
            if made is not None:
                return made
        qself: ast.QSelf | None = None
        if self.starts("<"):
            qself, path = self.parse_qpath("expr")
        else:
            path = self.parse_path("expr")
        return self.path_rest(lo, qself, path)

    def path_rest(self, lo: Span, qself: ast.QSelf | None, path: ast.Path) -> ast.Expr:
        """A macro call, a struct expression or a plain path."""
        text = self.text
        if text == "!" and qself is None and self.tok[0] == "punct":
            self.bump()
            delim, tokens = self.delimited_tokens()
            span = self.span_from(lo)
            return ast.MacroExpr(span, ast.MacroCall(path, delim, tokens, span))
        if text == "{" and not self.restrictions & NO_STRUCT:
            return self._struct(lo, qself, path)
        return ast.PathExpr(path.span if path.span[0] == lo[0] and qself is None else self.span_from(lo), qself, path)

    def _contextual(self, lo: Span) -> ast.Expr | None:
        """Words that are keywords here only: `builtin # name(...)`, and `async`, `try` of edition 2015."""
        if self.text == "builtin" and self.peek_text() == "#":
            return self._builtin(lo)
        return None

    def _builtin(self, lo: Span) -> ast.Expr:
        """`builtin # offset_of(T, a.b)`, which the library's macros write."""
        if lo.ctxt is None or lo.ctxt.is_local:
            raise self.fail("`builtin #` syntax is unstable")
        self.bump()
        self.bump()
        name = self.ident().name
        self.expect("(")
        args: list[ast.Expr | ast.Ty | ast.Ident] = []
        if name in ("offset_of", "type_ascribe"):
            if name == "type_ascribe":
                args.append(self.parse_expr())
                self.expect(",")
                args.append(self.parse_ty())
            else:
                args.append(self.parse_ty())
                self.expect(",")
                args.extend(self._offset_fields())
        else:
            args.append(self.parse_expr())
        self.eat(",")
        self.expect(")")
        return ast.BuiltinExpr(self.span_from(lo), name, tuple(args))

    def _offset_fields(self) -> list[ast.Ident]:
        """The fields that `offset_of` names, each a name or number; a macro may give them as an expression."""
        out: list[ast.Ident] = []
        while self.tok.kind in ("ident", "literal", "interpolated"):
            token = self.bump()
            expr = token.payload
            if token.kind != "interpolated":
                out.extend(ast.Ident(part, token.span) for part in token.text.split(".") if part)
            while isinstance(expr, ast.FieldExpr):
                out.insert(0, expr.ident)
                expr = expr.expr
            if isinstance(expr, ast.PathExpr):
                out.insert(0, expr.path.segments[-1].ident)
            elif isinstance(expr, ast.LitExpr):
                out[:0] = [ast.Ident(part, expr.span) for part in expr.symbol.split(".") if part]
            if not self.eat("."):
                break
        return out

    def _interpolated_expr(self) -> ast.Expr:
        token = self.tok
        lo = token.span
        if token.text in ("expr", "literal"):
            self.bump()
            expr = self.fragment(token)
            assert isinstance(expr, ast.Expr)
            return expr
        if token.text == "block":
            self.bump()
            block = self.fragment(token)
            assert isinstance(block, ast.Block)
            return ast.BlockExpr(token.span, block)
        if token.text == "path" or (isinstance(token.payload, ast.PathTy) and token.payload.qself is None):
            path = self.parse_path("expr")
            return self.path_rest(lo, None, path)
        if token.text == "ty" and self.peek_text() == "::":
            self.bump()
            self.check_bad_qpath(token)
            qself, path = self._extend_expr_qpath(self.fragment(token))
            return self.path_rest(lo, qself, path)
        raise self.expected_expr()

    def _extend_expr_qpath(self, ty: ast.Ty) -> tuple[ast.QSelf, ast.Path]:
        segments: list[ast.PathSegment] = []
        position = 0
        inner: ast.Ty = ty
        if isinstance(ty, ast.PathTy) and ty.qself is not None:
            inner, position = ty.qself.ty, ty.qself.position
            segments = list(ty.path.segments)
        while self.eat("::"):
            segments.append(self.path_segment("expr"))
        return ast.QSelf(inner, position, ty.span), ast.Path(tuple(segments), self.span_from(ty.span))

    def _paren(self) -> ast.Expr:
        lo = self.bump().span
        elems: list[ast.Expr] = []
        trailing = False
        saved = self.restrictions, self.depth
        try:
            while self.text != ")":
                if elems:
                    self.attrs_at = self.at
                elems.append(self.parse_expr())
                trailing = self.eat(",")
                if not trailing:
                    break
            if self.text != ")":
                raise self._missing_in_list(")", elems[-1] if elems else None)
        except ParseError as err:
            self.restrictions, self.depth = saved
            return self._recovered_group(err, lo)
        self.bump()
        span = self.span_from(lo)
        if len(elems) == 1 and not trailing:
            return ast.ParenExpr(span, elems[0])
        return ast.TupExpr(span, tuple(elems))

    def _array(self) -> ast.Expr:
        lo = self.bump().span
        self.inner_attrs()
        elems: list[ast.Expr] = []
        while self.text != "]":
            self.attrs_at = self.at
            elems.append(self.parse_expr())
            if len(elems) == 1 and self.eat(";"):
                count = self.parse_anon_const()
                self.expect("]")
                return ast.RepeatExpr(self.span_from(lo), elems[0], count)
            if not self.eat(","):
                break
        if self.text != "]":
            names = ["`,`", "`]`"] + (["`;`"] if len(elems) == 1 else [])
            raise self.expected_one_of([*names, *self.continuations(elems[-1] if elems else None)])
        self.bump()
        return ast.ArrayExpr(self.span_from(lo), tuple(elems))

    def _struct(self, lo: Span, qself: ast.QSelf | None, path: ast.Path) -> ast.Expr:
        self.bump()
        fields: list[ast.FieldInit] = []
        rest: ast.Expr | Span | None = None
        saved = self.restrictions, self.depth
        try:
            rest = self._struct_fields(fields)
        except ParseError as err:
            if self.fatal:
                raise
            if isinstance(err.diag, Diag):
                err.diag.label(path.span, "while parsing this struct")
            self.diags.append(err.diag)
            self.restrictions, self.depth = saved
            self.recover_stmt()
        self.expect("}")
        return ast.StructExpr(self.span_from(lo), qself, path, tuple(fields), rest)

    def _struct_fields(self, fields: list[ast.FieldInit]) -> ast.Expr | Span | None:
        """The fields up to the closing brace, which is not taken; and the base."""
        while self.text != "}":
            if self.text == ".." and self.tok.kind == "punct":
                rest: ast.Expr | Span = self.bump().span.shrink_to_hi()
                if self.text != "}":
                    rest = self.parse_expr()
                if self.text != "}":
                    raise self.expected_one_of(["`}`"])
                return rest
            attrs = self.outer_attrs()
            fields.append(self._field_init())
            if attrs:
                self.expr_attrs[fields[-1]] = attrs
            if not self.eat(","):
                break
        if self.text != "}":
            raise self._unfinished_fields(fields[-1])
        return None

    def _unfinished_fields(self, last: ast.FieldInit) -> ParseError:
        err = self.expected_one_of(["`,`", "`}`", *(["`:`"] if last.shorthand else self.continuations(last.expr))])
        if self.tok.kind == "ident" and self.peek_text() in (":", ",", "}") and isinstance(err.diag, Diag):
            err.diag.suggest("try adding a comma", (self.prev.span.shrink_to_hi(), ","))
            err.diag.inexact = None
        return err

    def _field_init(self) -> ast.FieldInit:
        lo = self.tok.span
        after = self.peek_text()
        if after in (":", "=") and self.tok.kind in ("ident", "literal"):
            ident = self.field_name()
            if after == "=":
                diag = error("expected `:`, found `=`", self.tok.span)
                self.diags.append(diag.suggest("replace equals symbol with a colon", (ident.span.shrink_to_hi().to(self.tok.span), ":"), style="show-always"))
            self.bump()
            expr = self.parse_expr()
            return ast.FieldInit(ident, expr, False, self.span_from(lo))
        ident = self.ident()
        path = ast.Path((ast.PathSegment(ident),), ident.span)
        return ast.FieldInit(ident, ast.PathExpr(ident.span, None, path), True, ident.span)

    def field_name(self) -> ast.Ident:
        """A field's name or number."""
        token = self.tok
        if token.kind == "literal" and token.text.isdecimal():
            self.bump()
            return self.name_of(token)
        return self.ident()

    # ---- closures ----

    def _closure(self) -> ast.Expr:
        lo = self.tok.span
        binder: tuple[ast.GenericParam, ...] = ()
        if self.text == "for":
            binder = self.late_bound_params()
        if binder or self.text in ("const", "static"):
            raise self.unsupported("binders and qualifiers of closures", lo)
        asyncness = self.eat("async")
        by_move = self.eat("move")
        arg_lo = self.tok.span
        params = self._closure_params()
        arg_span = self.span_from(arg_lo)
        output = self.parse_ty(plus=False) if self.eat("->") else None
        decl_span = self.span_from(lo)
        if output is not None:
            if self.text != "{" and not (self.tok.kind == "interpolated" and self.tok.text == "block"):
                raise self.expected_one_of(["`{`"])
            body: ast.Expr = self.parse_bottom()
        else:
            saved = self.restrictions
            self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
            body = self.parse_expr_assoc(0)
            self.restrictions = saved
        span = self._joined(lo, body.span)
        return ast.ClosureExpr(span, params, output, body, by_move, asyncness, binder, decl_span, arg_span)

    def _closure_params(self) -> tuple[ast.Param, ...]:
        if self.split_exact("||"):
            return ()
        self.expect("|")
        params: list[ast.Param] = []
        while self.text != "|" and not self.starts("|"):
            attrs = self.outer_attrs()
            lo = self.tok.span
            pat = self.parse_pat_no_alt()
            if self.eat(":"):
                ty = self.parse_ty()
            else:
                ty = ast.InferTy(self.prev.span.shrink_to_hi() if False else pat.span)
            params.append(ast.Param(pat, ty, self.span_from(lo), attrs))
            if not self.eat(","):
                break
        if not self.split("|"):
            raise self.expected_one_of(["`,`", "`|`", "`:`"])
        return tuple(params)

    def split_exact(self, text: str) -> bool:
        return self.eat(text)

    # ---- control flow ----

    def parse_cond(self) -> ast.Expr:
        """The condition of an `if`, `while` or match guard."""
        return self.parse_expr_res(NO_STRUCT | ALLOW_LET)

    def _let(self) -> ast.Expr:
        lo = self.tok.span
        if not self.restrictions & ALLOW_LET:
            diag = error("expected expression, found `let` statement", lo)
            diag.note("only supported directly in conditions of `if` and `while` expressions")
            self.diags.append(diag)
        self.bump()
        pat = self.parse_pat()
        if self.text != "=":
            raise self.expected_one_of(["`=`", "`|`"])
        self.bump()
        saved = self.restrictions
        self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
        expr = self.parse_expr_assoc(BINARY["&&"] + 1)
        self.restrictions = saved
        return ast.LetExpr(self.span_from(lo), pat, expr)

    def _if(self) -> ast.Expr:
        lo = self.bump().span
        cond = self.parse_cond()
        if self.text != "{" and not self._block_fragment():
            raise self._missing_block("if", lo, cond)
        then = self.parse_block()
        orelse: ast.Expr | None = None
        if self.text == "else" and self.tok.kind == "ident":
            self.bump()
            orelse = self._else()
        return ast.IfExpr(self.span_from(lo), cond, then, orelse)

    def _missing_block(self, word: str, lo: Span, cond: ast.Expr | None) -> ParseError:
        if cond is not None and (word == "for" or isinstance(cond, ast.PathExpr)):
            return self.expected_one_of(["`{`", *self.continuations(cond)])
        return recovery.missing_block(self, word, lo, cond)

    def _block_fragment(self) -> bool:
        return self.tok.kind == "interpolated" and self.tok.text == "block"

    def _else(self) -> ast.Expr:
        if self.text == "if" and self.tok.kind == "ident":
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise self.too_deep(self.tok.span)
            made = self._if()
            self.depth -= 1
            return made
        if self.text != "{" and not self._block_fragment():
            raise self.fail(f"expected `{{`, found {self.describe()}")
        block = self.parse_block()
        return ast.BlockExpr(block.span, block)

    def _while(self, label: ast.Label | None = None, lo: Span | None = None) -> ast.Expr:
        start = self.bump().span
        lo = lo or start
        cond = self.parse_cond()
        if self.text != "{" and not self._block_fragment():
            raise self._missing_block("while", start, cond)
        body = self.parse_block()
        return ast.WhileExpr(self.span_from(lo), cond, body, label)

    def _for(self, label: ast.Label | None = None, lo: Span | None = None) -> ast.Expr:
        if self.peek_text() == "<":
            return self._closure()
        start = self.bump().span
        lo = lo or start
        pat = self.parse_pat()
        if not self.eat("in"):
            raise self.fail("missing `in` in `for` loop", self.prev.span.shrink_to_hi())
        iterated = self.parse_expr_res(NO_STRUCT)
        if self.text != "{" and not self._block_fragment():
            raise self._missing_block("for", lo, iterated)
        body = self.parse_block()
        return ast.ForExpr(self.span_from(lo), pat, iterated, body, label)

    def _loop(self, label: ast.Label | None = None, lo: Span | None = None) -> ast.Expr:
        start = self.bump().span
        if self.text != "{" and not self._block_fragment():
            raise self._missing_block("loop", start, None)
        body = self.parse_block()
        return ast.LoopExpr(self.span_from(lo or start), body, label, "loop", start)

    def _labelled(self) -> ast.Expr:
        token = self.bump()
        label = self.label(token)
        lo = token.span
        if not self.eat(":"):
            raise self.fail(f"expected `while`, `for`, `loop` or `{{` after a label")
        match self.text:
            case "while":
                return self._while(label, lo)
            case "for":
                return self._for(label, lo)
            case "loop":
                return self._loop(label, lo)
        if self.text == "{" or self._block_fragment():
            return self._block_expr(label, lo)
        raise self.fail("expected `while`, `for`, `loop` or `{` after a label")

    def _match(self) -> ast.Expr:
        lo = self.bump().span
        scrutinee = self.parse_expr_res(NO_STRUCT)
        if self.text != "{":
            raise self.expected_one_of(["`{`", *self.continuations(scrutinee)])
        self.bump()
        attrs = self.inner_attrs()
        arms: list[ast.Arm] = []
        while self.text != "}":
            arms.append(self._arm())
        self.bump()
        made = ast.MatchExpr(self.span_from(lo), scrutinee, tuple(arms))
        if attrs:
            self.expr_attrs[made] = attrs
        return made

    def _arm(self) -> ast.Arm:
        attrs = self.outer_attrs()
        lo = self.tok.span
        pat = self.parse_pat()
        guard = self.parse_expr_res(ALLOW_LET) if self.eat("if") else None
        if self.text != "=>":
            names = ["`=>`", "`if`", "`|`"] if guard is None else ["`=>`", *self.continuations(guard)]
            if isinstance(pat, ast.LitPat):
                names += ["`..`", "`..=`", "`...`"]
            raise self.expected_one_of(names)
        self.bump()
        body = self.parse_expr_res(STMT_EXPR)
        span = self._joined(lo, body.span)
        if not self.eat(",") and self.text != "}" and not self._arm_may_end(body) and not recovery.missing_arm_comma(self):
            raise self.expected_one_of(["`,`", "`}`", *self.continuations(body)])
        return ast.Arm(pat, guard, body, span, attrs)

    def _arm_may_end(self, body: ast.Expr) -> bool:
        return isinstance(body, BLOCK_LIKE)

    def _return(self) -> ast.Expr:
        lo = self.bump().span
        expr = self._optional_operand()
        return ast.ReturnExpr(self.span_from(lo), expr)

    def _optional_operand(self) -> ast.Expr | None:
        if not self.can_begin_expr() or (self.text == "{" and self.restrictions & NO_STRUCT):
            return None
        saved = self.restrictions
        self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
        expr = self.parse_expr_assoc(0)
        self.restrictions = saved
        return expr

    def _break(self) -> ast.Expr:
        lo = self.bump().span
        label = self._opt_label()
        expr = self._optional_operand()
        return ast.BreakExpr(self.span_from(lo), label, expr)

    def _opt_label(self) -> ast.Label | None:
        if self.tok.kind != "lifetime" or self.peek_text() == ":":
            return None
        return self.label(self.bump())

    def label(self, token: Token) -> ast.Label:
        if token.text == "'static":
            self.diags.append(error("labels cannot use keyword names", token.span))
        return ast.Label(token.text, own_span(token))

    def _continue(self) -> ast.Expr:
        lo = self.bump().span
        label = self._opt_label()
        return ast.ContinueExpr(self.span_from(lo), label)

    def _bool(self) -> ast.Expr:
        token = self.bump()
        return ast.LitExpr(token.span, "bool", token.text == "true", None, token.text)

    def _underscore(self) -> ast.Expr:
        return ast.UnderscoreExpr(self.bump().span)

    def _unsafe(self) -> ast.Expr:
        lo = self.bump().span
        if self.text != "{" and not self._block_fragment():
            raise self._missing_block("unsafe", lo, None)
        block = self.parse_block()
        span = self.span_from(lo)
        block = ast.Block(block.stmts, block.expr, span, "user")
        return ast.BlockExpr(span, block)

    def _const(self) -> ast.Expr:
        if self.peek_text() != "{" and not (self.peek().kind == "interpolated"):
            return self._closure()
        lo = self.bump().span
        block = self.parse_block()
        span = self.span_from(lo)
        return ast.ConstBlockExpr(span, ast.AnonConst(ast.BlockExpr(block.span, block), block.span))

    def _async(self) -> ast.Expr:
        after = self.peek_text()
        if after in ("|", "||", "move") and not (after == "move" and self.peek_text(2) == "{"):
            return self._closure()
        lo = self.bump().span
        self.eat("move")
        self.parse_block()
        return self.not_built("async blocks", lo)

    def _static(self) -> ast.Expr:
        return self._closure()

    def _try(self) -> ast.Expr:
        raise self.unsupported("try blocks", self.tok.span)

    def _yield(self) -> ast.Expr:
        raise self.unsupported("yield expressions", self.tok.span)

    def not_built(self, what: str, lo: Span) -> ast.Expr:
        """Notes a construct that was read but is not modelled."""
        span = self.span_from(lo)
        self.diags.append(Unsupported(what, span))
        return ast.ErrExpr(span)

    def _block_expr(self, label: ast.Label | None, lo: Span) -> ast.Expr:
        block = self.parse_block()
        return ast.BlockExpr(self.span_from(lo) if label is not None else block.span, block, label)

    def parse_literal_maybe_minus(self) -> ast.Expr:
        """A literal, perhaps negated; also a fragment that holds one."""
        lo = self.tok.span
        if self.tok.kind == "interpolated" and self.tok.text in ("expr", "literal", "block"):
            return self._interpolated_expr()
        negative = self.eat("-")
        token = self.tok
        if token.kind == "literal":
            self.bump()
            expr: ast.Expr = literal(token.text, token.span, self.diags)
        elif self.text in ("true", "false"):
            expr = self._bool()
        elif token.kind == "interpolated" and token.text in ("expr", "literal"):
            expr = self._interpolated_expr()
        else:
            raise self.fail(f"unexpected token: {self.describe()}")
        return ast.UnaryExpr(self.span_from(lo), "-", expr) if negative else expr


CONTEXTUAL = frozenset(("builtin",))
KEYWORD_EXPRS = {
    "if": ExprParser._if,
    "match": ExprParser._match,
    "loop": ExprParser._loop,
    "while": ExprParser._while,
    "for": ExprParser._for,
    "return": ExprParser._return,
    "break": ExprParser._break,
    "continue": ExprParser._continue,
    "true": ExprParser._bool,
    "false": ExprParser._bool,
    "_": ExprParser._underscore,
    "unsafe": ExprParser._unsafe,
    "move": ExprParser._closure,
    "static": ExprParser._static,
    "const": ExprParser._const,
    "async": ExprParser._async,
    "let": ExprParser._let,
    "try": ExprParser._try,
    "yield": ExprParser._yield,
}
