"""Statements and blocks."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast, recovery
from rustmem.syntax.cursor import MAX_DEPTH, PATH_SEGMENT_KEYWORDS
from rustmem.syntax.errors import ParseError
from rustmem.syntax.exprs import ExprParser
from rustmem.syntax.literals import literal
from rustmem.syntax.operators import ASSIGN_OPS, BLOCK_LIKE, INFIX, STMT_EXPR, after_type, leftmost
from rustmem.syntax.pats import after_pat

ITEM_WORDS = frozenset(
    "pub fn struct enum union trait impl mod use const static type unsafe extern async macro_rules macro default auto crate safe".split()
)
CONTINUES = frozenset((".", "?"))


class StmtParser(ExprParser):
    """The part of the parser that reads blocks."""

    let_without_semi = False
    """Whether the statement to be read is a `stmt` fragment: its semicolon is not its own."""

    def parse_block(self) -> ast.Block:
        """`{ ... }`, errors inside recovered statement by statement."""
        token = self.tok
        if token.kind == "interpolated" and token.text == "block":
            self.bump()
            fragment = self.fragment(token)
            assert isinstance(fragment, ast.Block)
            return fragment
        if self.text != "{":
            raise self.expected_one_of(["`{`"])
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep(token.span)
        saved, self.restrictions = self.restrictions, 0
        lo = self.bump().span
        attrs = self.inner_attrs() if self.text == "#" or self.tok.kind == "doc" else ()
        stmts = self.parse_stmts("}")
        self.restrictions = saved
        self.depth -= 1
        if self.text != "}":
            raise self.expected_one_of(["`}`"])
        self.bump()
        tail: ast.Expr | None = None
        if stmts:
            last = stmts[-1]
            if type(last) is ast.ExprStmt:
                tail = last.expr
                stmts.pop()
            elif type(last) is ast.MacroStmt and not last.semi and last.mac.delim != "{":
                tail = ast.MacroExpr(last.span, last.mac)
                stmts.pop()
        block = ast.Block(tuple(stmts), tail, self.span_from(lo))
        if attrs:
            self.expr_attrs[block] = attrs
        return block

    def parse_stmts(self, close: str) -> list[ast.Stmt]:
        """The statements up to `close` or the end; the last may lack its semicolon."""
        stmts: list[ast.Stmt] = []
        while self.text != close and self.tok.kind != "eof":
            depth = self.depth
            try:
                stmt = self.parse_full_stmt(close)
            except ParseError as err:
                self.diags.append(err.diag)
                self.depth = depth
                self.restrictions = 0
                self.recover_stmt()
                stmts.append(ast.ExprStmt(self.tok.span, ast.ErrExpr(self.tok.span)))
                continue
            if stmt is not None:
                stmts.append(stmt)
        return stmts

    def parse_full_stmt(self, close: str) -> ast.Stmt | None:
        """One statement with its semicolon, as rustc's `parse_full_stmt`."""
        if self.tok.kind == "interpolated" and self.tok.text == "stmt":
            fragment: ast.Stmt = self.fragment(self.bump())
            return fragment
        stmt = self.parse_stmt()
        kind = type(stmt)
        if kind is ast.ExprStmt:
            return self._end_expr_stmt(stmt, close)
        if kind is ast.MacroStmt and not stmt.semi and self.text == ";":
            self.bump()
            return ast.MacroStmt(self.span_from(stmt.span), stmt.mac, True, stmt.attrs)
        return stmt

    def _end_expr_stmt(self, stmt: ast.ExprStmt, close: str) -> ast.Stmt:
        expr = stmt.expr
        if self.text == ";":
            self.bump()
            return ast.SemiStmt(self.span_from(stmt.span), expr)
        if self.text == close or self.tok.kind == "eof" or isinstance(expr, BLOCK_LIKE):
            return stmt
        names = ["`;`", "`}`", *self.continuations(expr)]
        if isinstance(expr, ast.AssignExpr) and not isinstance(leftmost(expr), ast.PathExpr):
            names.append("`else`")
        if recovery.colon_as_semi(self):
            return ast.SemiStmt(stmt.span, expr)
        err = recovery.expect_semi(self, names, expr.span)
        if err.recovered:
            return ast.SemiStmt(stmt.span, expr)
        if isinstance(err.diag, Diag):
            recovery.missing_dot(self, err.diag)
            if (
                self.text in (",", ":")
                and self.at >= 3
                and self.tokens[self.at - 2].text == "{"
                and self.tokens[self.at - 3].kind == "ident"
            ):
                # `x { name,` is certainly no block: after a condition rustc reads a struct literal.
                err.diag.not_modelled("a struct literal in a condition")
            if isinstance(expr, ast.BreakExpr) or expr in self.expr_attrs:
                err.diag.not_modelled("what stands for a label")
        raise err

    def parse_stmt(self) -> ast.Stmt | None:
        """One statement, its semicolon not taken (but for `let` and items); None for a stray comment."""
        attrs = self.outer_attrs() if self.text == "#" or self.tok.kind == "doc" else ()
        token, lo = self.tok, self.tok.span
        text = self.text
        if token.kind == "ident":
            if text == "let":
                return self._local(lo, attrs)
            if text == "super" and self.peek_text() == "let":
                if lo.ctxt is None or lo.ctxt.is_local:
                    diag = error("`super let` is experimental", lo, "E0658")
                    note = "see issue #139076 <https://github.com/rust-lang/rust/issues/139076> for more information"
                    self.diags.append(diag.note(note))
                self.bump()
                local = self._local(lo, attrs)
                local.is_super = True
                return local
            if text in ("var", "auto") and self.is_name(self.peek()):
                recovery.other_let(self)
                return self._local(lo, attrs)
            if text in ITEM_WORDS:
                item = self.parse_item_opt(attrs, "block")
                if item is not None:
                    return ast.ItemStmt(item.span, item)
            elif text == "mut" and (self.is_name(self.peek()) or self.peek_text() == "let"):
                return self._mut_local(lo, attrs)
            elif text not in self.keywords or text in PATH_SEGMENT_KEYWORDS or text == "$crate":
                return self._path_stmt(lo, attrs)
        elif token.kind == "interpolated":
            made = self._interpolated_stmt(token, attrs)
            if made is not None:
                return made
        elif text == ";":
            self.bump()
            return ast.EmptyStmt(lo)
        elif text == "::":
            return self._path_stmt(lo, attrs)
        if attrs and (text == "}" or token.kind == "eof"):
            diag = error("expected statement after outer attribute", attrs[-1].span)
            if attrs[-1].is_doc:
                diag = error("found a documentation comment that doesn't document anything", attrs[-1].span, "E0585")
                diag.help("doc comments must come before what they document, if a comment was intended use `//`")
            self.diags.append(diag)
            return None
        return self._expr_stmt(attrs)

    def _interpolated_stmt(self, token: object, attrs: tuple[ast.Attribute, ...]) -> ast.Stmt | None:
        if self.tok.text == "stmt":
            stmt = self.fragment(self.bump())
            assert isinstance(stmt, ast.Stmt)
            return stmt
        if self.tok.text == "item":
            item = self.fragment(self.bump())
            assert isinstance(item, ast.Item)
            return ast.ItemStmt(item.span, item)
        if self.tok.text == "vis":
            item = self.parse_item_opt(attrs, "block")
            if item is not None:
                return ast.ItemStmt(item.span, item)
        return None

    def _expr_stmt(self, attrs: tuple[ast.Attribute, ...]) -> ast.Stmt:
        lo = self.tok.span
        expr = self.parse_expr_res(STMT_EXPR)
        if attrs:
            self.expr_attrs[expr] = attrs + self.expr_attrs.get(expr, ())
        span = expr.span
        return ast.ExprStmt(span if span[0] == lo[0] and span[2] is lo[2] else lo.to(span), expr)

    def _path_stmt(self, lo: Span, attrs: tuple[ast.Attribute, ...]) -> ast.Stmt:
        """A statement that begins with a path: a macro call, or any expression."""
        at = self.at
        after = self.tokens[at + 1]
        if (after[1] != "!" and after[1] != "::") or self.text == "macro_rules":
            return self._expr_stmt(attrs)
        while self.tokens[at + 1][1] == "::" and self.tokens[at + 2][0] == "ident":
            at += 2
        if self.text == "::":
            while self.tokens[at + 1][0] == "ident" and self.tokens[at + 2][1] == "::":
                at += 2
            at += 1
        mark = self.tokens[at + 1]
        if mark[1] != "!" or mark[0] != "punct" or self.tokens[at + 2][0] != "open":
            return self._expr_stmt(attrs)
        path = self.parse_path("expr")
        self.bump()
        return self._macro_stmt(lo, path, attrs)

    def _macro_stmt(self, lo: Span, path: ast.Path, attrs: tuple[ast.Attribute, ...]) -> ast.Stmt:
        delim, tokens = self.delimited_tokens()
        span = self.span_from(lo)
        mac = ast.MacroCall(path, delim, tokens, span)
        text = self.text
        is_stmt = text == ";" or self.tok.kind == "eof" or (delim == "{" and text not in CONTINUES) or text == "}"
        if is_stmt:
            return ast.MacroStmt(span, mac, False, attrs)
        expr: ast.Expr = ast.MacroExpr(span, mac)
        saved, self.restrictions = self.restrictions, STMT_EXPR
        expr = self.parse_postfix(expr, lo)
        if self.text in INFIX:
            expr = self.parse_assoc_rest(0, expr)
        self.restrictions = saved
        if attrs:
            self.expr_attrs[expr] = attrs
        return ast.ExprStmt(expr.span, expr)

    def _local(self, lo: Span, attrs: tuple[ast.Attribute, ...], keyword: bool = True) -> ast.Stmt:
        if keyword:
            self.bump()
        is_fragment, self.let_without_semi = self.let_without_semi, False
        if self.text == "mut" and self.peek_text() == "self" or self.text == "const":
            raise self.expected_ident()
        if self.tok.kind == "literal" and self.text[0].isdecimal() and not self.text.isdecimal():
            self._check_number_name()
        pat = self.parse_pat()
        if isinstance(pat, ast.OrPat):
            self.diags.append(recovery.top_level_or(pat, "`let` bindings"))
        ty: ast.Ty | None = None
        colon: Span | None = None
        if self.eat(":"):
            colon = self.prev.span
            ty = self._local_ty(pat, colon)
        init: ast.Expr | None = None
        if self.tok.kind == "punct" and (self.text == "=" or self.text in ASSIGN_OPS):
            if self.text != "=":
                recovery.let_reassigned(self)
            self.bump()
            init = self.parse_expr_res(0)
        elif self.text == "==" and self.prev.kind == "ident":
            raise self._unexpected_equality(pat, colon)
        orelse: ast.Block | None = None
        if self.text == "else" and self.tok.kind == "ident" and init is not None:
            self._check_let_else(init)
            self.bump()
            orelse = self.parse_block()
        if is_fragment:
            pass
        elif self.text == ";":
            self.bump()
        else:
            init = self._missing_let_semi(lo, init, ty, pat, colon)
        return ast.LetStmt(self.span_from(lo), pat, ty, init, orelse, attrs)

    def _unexpected_equality(self, pat: ast.Pat, colon: Span | None) -> ParseError:
        """`let x == y`."""
        span = self.tok.span
        diag = error("unexpected `==`", span)
        diag.suggest("try using `=` instead", (span, "="), style="show-always")
        if colon is not None:
            diag.label(colon, _while_parsing(pat))
        return ParseError(diag)

    def _mut_local(self, lo: Span, attrs: tuple[ast.Attribute, ...]) -> ast.Stmt:
        """`mut let x` and `mut x`, which lack a `let` in front."""
        if self.peek_text() == "let":
            self.bump()
            span = lo.to(self.tok.span)
            diag = error("invalid variable declaration", span)
            words = "switch the order of `mut` and `let`"
            self.diags.append(diag.suggest(words, (span, "let mut"), style="show-always"))
            return self._local(lo, attrs)
        diag = error("invalid variable declaration", lo)
        self.diags.append(diag.suggest("missing keyword", (lo.shrink_to_lo(), "let "), style="show-always"))
        return self._local(lo, attrs, keyword=False)

    def _check_number_name(self) -> None:
        """`let 1x`: a name that begins with a digit."""
        token = self.tok
        if literal(token.text, token.span, []).kind != "err":
            return
        digits = len(token.text) - len(token.text.lstrip("0123456789"))
        diag = error(f"expected identifier, found `{token.text}`", token.span).label(token.span, "expected identifier")
        raise ParseError(diag.span_help(token.span.with_hi(token.span.lo + digits), "identifiers cannot start with a number"))

    def _check_let_else(self, init: ast.Expr) -> None:
        """What would be misread in front of `else`."""
        parts = (init.span.shrink_to_lo(), "("), (init.span.shrink_to_hi(), ")")
        if isinstance(init, ast.BinaryExpr) and init.op in ("&&", "||"):
            diag = error(f"a `{init.op}` expression cannot be directly assigned in `let...else`", init.span)
        elif ends_in_brace(init) and self.prev.text == "}":
            diag = error("right curly brace `}` before `else` in a `let...else` statement not allowed", self.prev.span)
        else:
            return
        self.diags.append(diag.suggest("wrap the expression in parentheses", *parts, style="show-always"))

    def _local_ty(self, pat: ast.Pat, colon: Span) -> ast.Ty | None:
        try:
            return self.parse_ty()
        except ParseError as err:
            if isinstance(err.diag, Diag):
                err.diag.label(colon, _while_parsing(pat))
            if self.text != "=":
                if isinstance(err.diag, Diag):
                    err.diag.not_modelled("a colon for an equals sign")
                raise
            self.diags.append(err.diag)
            return None

    def _missing_let_semi(
        self, lo: Span, init: ast.Expr | None, ty: ast.Ty | None, pat: ast.Pat, colon: Span | None
    ) -> ast.Expr | None:
        if init is not None:
            names = ["`;`", *self.continuations(init)]
            if not isinstance(init, ast.ErrExpr):
                names.append("`else`")
        elif ty is not None:
            names = ["`;`", "`=`", *after_type(ty)]
        else:
            names = ["`:`", "`;`", "`=`", "`|`", *after_pat(pat)]
        if recovery.colon_as_semi(self):
            return init
        err = recovery.expect_semi(self, names)
        if init is None and not self.pattern_ends() and isinstance(err.diag, Diag):
            err.diag.not_modelled("a pattern or type that goes on as an expression")
        if init is not None and isinstance(err.diag, Diag) and recovery.swallowed_statement(self, lo, init, err.diag):
            if err.recovered:
                self.diags.pop()
            raise ParseError(err.diag)
        if err.recovered:
            return init
        if init is not None and isinstance(err.diag, Diag):
            recovery.missing_dot(self, err.diag)
        if init is None and colon is not None and isinstance(err.diag, Diag):
            err.diag.label(colon, _while_parsing(pat))
        raise err


def ends_in_brace(expr: ast.Expr) -> bool:
    """Whether the last token of `expr` is a closing brace (rustc's `expr_trailing_brace`)."""
    while True:
        match expr:
            case ast.AddrOfExpr() | ast.UnaryExpr() | ast.LetExpr():
                expr = expr.expr
            case ast.AssignExpr() | ast.AssignOpExpr() | ast.BinaryExpr():
                expr = expr.right
            case ast.ClosureExpr():
                expr = expr.body
            case ast.ReturnExpr() | ast.BreakExpr() if expr.expr is not None:
                expr = expr.expr
            case ast.RangeExpr() if expr.hi is not None:
                expr = expr.hi
            case ast.MacroExpr():
                return expr.mac.delim == "{"
            case _:
                return isinstance(expr, (*BLOCK_LIKE, ast.StructExpr))


def _while_parsing(pat: ast.Pat) -> str:
    described = _described(pat)
    return f"while parsing the type for {'the binding' if described is None else f'`{described}`'}"


def _described(pat: ast.Pat) -> str | None:
    """rustc's `Pat::descr`."""
    match pat:
        case ast.WildPat():
            return "_"
        case ast.IdentPat() if pat.by_ref is None and pat.mutbl == "not" and pat.sub is None:
            return pat.ident.name
        case ast.RefPat():
            inner = _described(pat.pat)
            return None if inner is None else f"&{'mut ' if pat.mutbl == 'mut' else ''}{inner}"
    return None
