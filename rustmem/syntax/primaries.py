"""The bottom of the grammar of expressions: literals, paths, groups, struct literals, fragments of macros."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast, recovery
from rustmem.syntax.errors import ParseError
from rustmem.syntax.literals import literal
from rustmem.syntax.operators import NO_STRUCT
from rustmem.syntax.pats import PatParser

CONTEXTUAL = frozenset(("builtin",))


class PrimaryParser(PatParser):
    """The part of the parser that reads expressions without operators."""

    def parse_bottom(self) -> ast.Expr:
        token = self.tok
        kind = token[0]
        if kind == "ident":
            if self.text in self.keywords:
                return self._keyword_expr()
            return self._path_start()
        if kind == "literal":
            self.bump()
            return literal(token.text, token.span, self.diags, token.payload)
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
        if self.tok.kind == "eof" or self.text in ("else", "use", "box"):
            diag.not_modelled("the end of the input, or a stray else")
        if self.prev.kind == "ident" and self.text == ":" or self.tok.kind == "ident" and self.peek_text() == ":":
            diag.not_modelled("a struct literal without its path")
        return ParseError(diag.label(span, "expected expression"))

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
                if not trailing and (self.text == ")" or not self.more_exprs(")", elems)):
                    break
        except ParseError as err:
            self.restrictions, self.depth = saved
            return self._recovered_group(err, lo)
        self.eat(")")
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
            if self.eat(",") or self.text == "]":
                continue
            if len(elems) == 1:
                err = recovery.expect_semi(self, ["`,`", "`]`", "`;`", *self.continuations(elems[-1])])
                if err.recovered:
                    return ast.ArrayExpr(self.span_from(lo), tuple(elems))
                raise err
            if not self.more_exprs("]", elems):
                break
        self.eat("]")
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
                self.diags.append(
                    diag.suggest(
                        "replace equals symbol with a colon",
                        (ident.span.shrink_to_hi().to(self.tok.span), ":"),
                        style="show-always",
                    )
                )
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
