"""Closures, blocks and control flow."""

from __future__ import annotations

from rustmem.source.diag import Diag, Unsupported, error
from rustmem.source.span import Span
from rustmem.syntax import ast, closure_braces, recovery
from rustmem.syntax.conditions import check_condition
from rustmem.syntax.cursor import MAX_DEPTH, PATH_SEGMENT_KEYWORDS, own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.literals import literal
from rustmem.syntax.operators import ALLOW_LET, BINARY, BLOCK_LIKE, NO_STRUCT, STMT_EXPR, after_type
from rustmem.syntax.pats import after_pat
from rustmem.syntax.primaries import PrimaryParser
from rustmem.syntax.token import Token


class ControlParser(PrimaryParser):
    """The part of the parser that reads expressions that begin with a keyword."""

    def _keyword_expr(self) -> ast.Expr:
        parse = KEYWORD_EXPRS.get(self.text)
        if parse is not None:
            return parse(self)
        if self.text in PATH_SEGMENT_KEYWORDS:
            return self._path_start()
        raise self.expected_expr()

    # ---- closures ----

    def _closure(self) -> ast.Expr:
        lo, before = self.tok.span, self.prev
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
        elif self.text == "let" and before.text == "(":
            body = closure_braces.body_that_begins_with_let(self, decl_span)
        else:
            saved = self.restrictions
            self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
            try:
                body = self.parse_expr_assoc(0)
            except ParseError as err:
                if isinstance(err.diag, Diag):
                    err.diag.not_modelled("the body of a closure")
                raise
            self.restrictions = saved
        span = self._joined(lo, body.span)
        return ast.ClosureExpr(span, params, output, body, by_move, asyncness, binder, decl_span, arg_span)

    def _closure_params(self) -> tuple[ast.Param, ...]:
        if self.split_exact("||"):
            return ()
        self.expect("|")
        params: list[ast.Param] = []
        while self.text != "|" and not self.starts("|"):
            param = self._closure_param()
            params.append(param)
            separated = self.eat(",")
            while not separated and not self.starts("|"):
                typed = not isinstance(param.ty, ast.InferTy) or param.ty.span != param.pat.span
                names = after_type(param.ty) if typed else ["`:`", *after_pat(param.pat)]
                more = self.missing_separator("|", names, self._closure_param)
                if more is None:
                    break
                param = more
                params.append(param)
                separated = self.eat(",")
            if not separated:
                break
        self.split("|")
        return tuple(params)

    def _closure_param(self) -> ast.Param:
        attrs = self.outer_attrs()
        lo = self.tok.span
        pat = self.parse_pat_no_alt()
        ty = self.parse_ty() if self.eat(":") else ast.InferTy(pat.span)
        return ast.Param(pat, ty, self.span_from(lo), attrs)

    def split_exact(self, text: str) -> bool:
        return self.eat(text)

    # ---- control flow ----

    def parse_cond(self) -> ast.Expr:
        """The condition of an `if`, `while` or match guard."""
        return check_condition(self, self.parse_expr_res(NO_STRUCT | ALLOW_LET))

    def _let(self) -> ast.Expr:
        lo = self.tok.span
        if not self.restrictions & ALLOW_LET:
            diag = error("expected expression, found `let` statement", lo)
            diag.note("only supported directly in conditions of `if` and `while` expressions")
            if self.prev.text == "(":
                diag.not_modelled("`let` in parentheses")
            self.diags.append(diag)
        elif self.edition < 2024 and (self.prev.text == "&&" and self.prev.kind == "punct"):
            self.diags.append(error("let chains are only allowed in Rust 2024 or later", lo).not_modelled("the whole chain"))
        self.bump()
        pat = self.parse_pat()
        if self.text == "==":
            recovery.let_comparison(self)
        elif self.text != "=":
            raise self.expected_one_of(["`=`", "`|`", *after_pat(pat)], whole=self.pattern_ends())
        self.bump()
        saved = self.restrictions
        self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
        expr = self.parse_expr_assoc(BINARY["&&"] + 1)
        self.restrictions = saved
        if self.edition < 2024 and self.text == "&&" and self.restrictions & ALLOW_LET:
            self.diags.append(error("let chains are only allowed in Rust 2024 or later", lo).not_modelled("the whole chain"))
        return ast.LetExpr(self.span_from(lo), pat, expr)

    def _if(self) -> ast.Expr:
        lo = self.bump().span
        cond = self.parse_cond()
        if self.text == "else" and self.tok.kind == "ident":
            return self._if_else(lo, cond, recovery.missing_then_block(self, lo, cond))
        if self.text != "{" and not self._block_fragment():
            raise recovery.missing_block(self, "if", lo, cond)
        return self.if_after(lo, cond)

    def if_after(self, lo: Span, cond: ast.Expr) -> ast.Expr:
        """The rest of an `if` whose condition has been read; its block begins here."""
        return self._if_else(lo, cond, self.parse_block())

    def _if_else(self, lo: Span, cond: ast.Expr, then: ast.Block) -> ast.Expr:
        orelse: ast.Expr | None = None
        if self.text == "else" and self.tok.kind == "ident":
            self.bump()
            orelse = self._else()
        return ast.IfExpr(self.span_from(lo), cond, then, orelse)

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
            return recovery.else_without_block(self)
        block = self.parse_block()
        return ast.BlockExpr(block.span, block)

    def _while(self, label: ast.Label | None = None, lo: Span | None = None) -> ast.Expr:
        start = self.bump().span
        lo = lo or start
        try:
            cond = self.parse_cond()
        except ParseError as err:
            if isinstance(err.diag, Diag):
                err.diag.label(lo, "while parsing the condition of this `while` expression")
            raise
        if self.text != "{" and not self._block_fragment():
            raise recovery.missing_block(self, "while", start, cond)
        body = self.parse_block()
        return ast.WhileExpr(self.span_from(lo), cond, body, label)

    def _for(self, label: ast.Label | None = None, lo: Span | None = None) -> ast.Expr:
        if self.peek_text() == "<":
            return self._closure()
        start = self.bump().span
        lo = lo or start
        pat = self.parse_pat()
        if not self.eat("in"):
            self.diags.append(recovery.missing_in(self))
        elif self.text == "in":
            recovery.double_in(self)
        iterated = self.parse_expr_res(NO_STRUCT)
        if isinstance(iterated, ast.BlockExpr) and self.text != "{":
            return recovery.missing_iterator(self, lo, pat, iterated, label)
        if self.text != "{" and not self._block_fragment():
            raise recovery.missing_block(self, "for", lo, iterated)
        body = self.parse_block()
        return ast.ForExpr(self.span_from(lo), pat, iterated, body, label)

    def _loop(self, label: ast.Label | None = None, lo: Span | None = None) -> ast.Expr:
        start = self.bump().span
        if self.text != "{" and not self._block_fragment():
            raise recovery.missing_block(self, "loop", start, None)
        body = self.parse_block()
        return ast.LoopExpr(self.span_from(lo or start), body, label, "loop", start)

    def _labelled(self) -> ast.Expr:
        token = self.bump()
        label = self.label(token)
        lo = token.span
        if not self.eat(":"):
            raise self.fail("expected `while`, `for`, `loop` or `{` after a label")
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
        try:
            scrutinee = self.parse_expr_res(NO_STRUCT)
        except ParseError as err:
            if isinstance(err.diag, Diag):
                err.diag.label(lo, "while parsing this `match` expression")
            raise
        if self.text != "{":
            err = self.expected_one_of(["`{`", *self.continuations(scrutinee)], whole=self.tok.kind != "lifetime")
            if isinstance(err.diag, Diag):
                if self.text == ";" and not err.diag.sealed:
                    hint = "try removing this `match`"
                    err.diag.suggest(hint, (lo, ""), applicability="MaybeIncorrect", style="hide-code-inline")
                err.diag.label(lo, "while parsing this `match` expression")
            raise err
        self.bump()
        attrs = self.inner_attrs()
        arms: list[ast.Arm] = []
        depth = self.depth
        while self.text != "}":
            try:
                arms.append(self._arm())
            except ParseError as err:
                if self.fatal or not self.may_recover:
                    raise
                # The rest of the block is skipped; one arm that fits everything stands for it.
                self.diags.append(err.diag)
                self.depth = depth
                self.recover_stmt()
                at = self.tok.span
                arms.append(ast.Arm(ast.WildPat(at), None, ast.ErrExpr(at), at))
        self.bump()
        made = ast.MatchExpr(self.span_from(lo), scrutinee, tuple(arms))
        if attrs:
            self.expr_attrs[made] = attrs
        return made

    def _arm(self) -> ast.Arm:
        attrs = self.outer_attrs()
        lo = self.tok.span
        pat = self.parse_pat()
        guard = check_condition(self, self.parse_expr_res(ALLOW_LET)) if self.eat("if") else None
        if self.text != "=>":
            names = ["`if`", "`|`", *after_pat(pat)] if guard is None else self.continuations(guard)
            err = self.expected_one_of(["`=>`", *names], whole=self.pattern_ends())
            if self.fatal or self.text not in ("=", "->", ">=", ">") or not isinstance(err.diag, Diag):
                raise err
            err.diag.suggest("use a fat arrow to start a match arm", (self.tok.span, "=>"))
            self.diags.append(err.diag)
        arrow = self.bump().span
        try:
            body = self.parse_expr_res(STMT_EXPR)
        except ParseError as failed:
            if isinstance(failed.diag, Diag):
                failed.diag.label(arrow, "while parsing the `match` arm starting here")
            raise
        span = self._joined(lo, body.span)
        if not self.eat(",") and self.text != "}" and not self._arm_may_end(body) and not recovery.missing_arm_comma(self):
            raise self.expected_one_of(["`,`", "`}`", *self.continuations(body)], whole=True)
        return ast.Arm(pat, guard, body, span, attrs)

    def _arm_may_end(self, body: ast.Expr) -> bool:
        return isinstance(body, BLOCK_LIKE)

    def _return(self) -> ast.Expr:
        lo = self.bump().span
        expr = self._optional_operand()
        return ast.ReturnExpr(self.span_from(lo), expr)

    def _optional_operand(self) -> ast.Expr | None:
        if not self.can_begin_expr():
            return None
        saved = self.restrictions
        self.restrictions = saved & ~(STMT_EXPR | ALLOW_LET)
        expr = self.parse_expr_assoc(0)
        self.restrictions = saved
        return expr

    def _break(self) -> ast.Expr:
        lo = self.bump().span
        label = self._opt_label()
        is_body = self.text == "{" and self.restrictions & NO_STRUCT
        expr = None if is_body else self._optional_operand()
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
            raise recovery.missing_block(self, "unsafe", lo, None)
        block = self.parse_block()
        span = self.span_from(lo)
        block = ast.Block(block.stmts, block.expr, span, "user")
        return ast.BlockExpr(span, block)

    def _const(self) -> ast.Expr:
        if self.peek_text() != "{" and self.peek().kind != "interpolated":
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
            expr: ast.Expr = literal(token.text, token.span, self.diags, token.payload)
        elif self.text in ("true", "false"):
            expr = self._bool()
        elif token.kind == "interpolated" and token.text in ("expr", "literal"):
            expr = self._interpolated_expr()
        else:
            raise self.fail(f"unexpected token: {self.describe()}")
        return ast.UnaryExpr(self.span_from(lo), "-", expr) if negative else expr


KEYWORD_EXPRS = {
    "if": ControlParser._if,
    "match": ControlParser._match,
    "loop": ControlParser._loop,
    "while": ControlParser._while,
    "for": ControlParser._for,
    "return": ControlParser._return,
    "break": ControlParser._break,
    "continue": ControlParser._continue,
    "true": ControlParser._bool,
    "false": ControlParser._bool,
    "_": ControlParser._underscore,
    "unsafe": ControlParser._unsafe,
    "move": ControlParser._closure,
    "static": ControlParser._static,
    "const": ControlParser._const,
    "async": ControlParser._async,
    "let": ControlParser._let,
    "try": ControlParser._try,
    "yield": ControlParser._yield,
}
