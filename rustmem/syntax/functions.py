"""Functions: headers, parameters, bodies."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast, recovery
from rustmem.syntax.attributes import AttributeParser
from rustmem.syntax.cursor import own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.operators import after_type
from rustmem.syntax.pats import after_pat

LINT_ATTRIBUTES = frozenset(("allow", "cfg", "cfg_attr", "deny", "expect", "forbid", "warn"))
FN_QUALIFIERS = frozenset(("const", "async", "unsafe", "extern", "safe", "gen"))


class FunctionParser(AttributeParser):
    """The part of the parser that reads functions."""

    def _fn(self, attrs: tuple[ast.Attribute, ...], vis: ast.Visibility, lo: Span, context: str) -> ast.Item | None:
        if not self._fn_follows():
            return None
        header = self._fn_header()
        ident = self.ident()
        generics = self.parse_generics()
        inputs, variadic = self._fn_inputs(context)
        output: ast.Ty | None = None
        if self.eat("->"):
            output = self.parse_ty()
            self.may(*after_type(output))
        else:
            self.may("`->`")
        output_span = output.span if output is not None else self.prev.span.shrink_to_hi()
        sig_span = self.span_from(lo)
        generics = self.parse_where(generics)
        body: ast.Block | None = None
        if not self.eat(";"):
            if self.text != "{" and not self._block_fragment():
                names = ["`{`"]
                if context in ("trait", "extern"):
                    names.append("`;`")
                failed = recovery.expect_semi(self, names)
                if not failed.recovered:
                    if not isinstance(failed.diag, Diag) or self.text != "}":
                        raise failed
                    # What encloses the function is being closed; the function stays, without a body.
                    self.diags.append(failed.diag.label(ident.span, "while parsing this `fn`"))
            else:
                body = self.parse_block() if self.later is None else self._body_for_later()
        sig = ast.FnSig(header, inputs, output, sig_span, output_span, variadic)
        return ast.FnItem(ident, attrs, vis, self.span_from(lo), generics, sig, body)

    def _body_for_later(self) -> ast.Block:
        """An empty block; its tokens are read when somebody asks for the body."""
        assert self.later is not None
        first, depth = self.at, 0
        while True:
            kind = self.tok.kind
            depth += (kind == "open") - (kind == "close")
            self.bump()
            if not depth:
                break
        body = ast.Block((), None, Span(self.tokens[first].span.lo, self.prev.span.hi))
        self.later[body] = tuple(self.tokens[first : self.at])
        return body

    def _fn_follows(self) -> bool:
        at = 0
        while self.peek_text(at) in FN_QUALIFIERS:
            if self.peek_text(at) == "extern" and self.peek(at + 1).kind == "literal":
                at += 1
            at += 1
        return self.peek_text(at) == "fn" and self.peek(at).kind == "ident"

    def _fn_header(self) -> ast.FnHeader:
        const = self.eat("const")
        asyncness = self.eat("async")
        if self.text == "gen":
            raise self.unsupported("generators", self.tok.span)
        unsafe = self.eat("unsafe")
        self.eat("safe")
        abi = self.parse_abi() if self.eat("extern") else None
        if not self.eat("fn"):
            raise self.fail(f"expected `fn`, found {self.describe()}")
        return ast.FnHeader(const, asyncness, unsafe, abi)

    def _fn_inputs(self, context: str) -> tuple[tuple[ast.Param, ...], bool]:
        if self.text != "(":
            recovery.missing_params(self)
            return (), False
        self.bump()
        params: list[ast.Param] = []

        def one() -> ast.Param:
            return self._list_param(params, context)

        while self.text != ")":
            if self.eat("..."):
                self.eat(",")
                if self.text != ")":
                    raise self.expected_one_of(["`)`", "`,`"])
                self.bump()
                return tuple(params), True
            last: ast.Param | None = one()
            separated = self.eat(",")
            while last is not None and not separated and self.text != ")":
                last = self.missing_separator(
                    ")", ["`:`"] if last.self_kind == "value" else [] if last.self_kind else after_type(last.ty), one
                )
                separated = last is not None and self.eat(",")
            if not separated:
                break
        self.eat(")")
        return tuple(params), False

    def _list_param(self, params: list[ast.Param], context: str) -> ast.Param:
        """Reads a parameter and adds it to `params`, unless it is a `self` in the wrong place."""
        attrs = self.outer_attrs()
        lo = self.tok.span
        param = self._self_param(attrs)
        if param is not None and params:
            diag = error("unexpected `self` parameter in function", param.span)
            self.diags.append(diag.label(param.span, "must be the first parameter of an associated function"))
            return param
        if param is None:
            self._check_param_attrs(attrs)
            param = self._param_or_placeholder(attrs, lo, context, not params)
        params.append(param)
        return param

    def _check_param_attrs(self, attrs: tuple[ast.Attribute, ...]) -> None:
        for attr in attrs:
            if attr.is_doc:
                diag = error("documentation comments cannot be applied to a function's parameters", attr.span)
                self.diags.append(
                    diag.label(attr.span, "doc comments are not allowed here").not_modelled("doc comments on parameters")
                )
            elif attr.path not in LINT_ATTRIBUTES:
                words = "allow, cfg, cfg_attr, deny, expect, forbid, and warn are the only allowed built-in attributes in function parameters"
                self.diags.append(error(words, attr.span))

    def _param_or_placeholder(self, attrs: tuple[ast.Attribute, ...], lo: Span, context: str, is_first: bool) -> ast.Param:
        """A parameter; one that cannot be read is skipped to the next comma, its place kept."""
        depth = self.depth
        try:
            return self._param(attrs, lo, context, is_first)
        except ParseError as err:
            if self.fatal or not self.may_recover:
                raise
            self.diags.append(err.diag)
        self.depth = depth
        self.eat_to((",", ")"))
        span = self.span_from(lo)
        return ast.Param(ast.WildPat(span), ast.ErrTy(span), span, attrs)

    def _param(self, attrs: tuple[ast.Attribute, ...], lo: Span, context: str, is_first: bool) -> ast.Param:
        if context == "trait" and self.edition < 2018 and not self._named_param():
            ty = self.parse_ty()
            return ast.Param(ast.WildPat(lo.shrink_to_lo()), ty, self.span_from(lo), attrs)
        pat = self._param_pat(lo)
        if self.text == "|" and not isinstance(pat, ast.RestPat):
            pats = [pat]
            while self.eat("|"):
                pats.append(self.parse_pat_no_alt())
            pat = ast.OrPat(self.span_from(lo), tuple(pats))
            self.diags.append(recovery.top_level_or(pat, "function parameters"))
        if self.text in (")", ",") and isinstance(pat, ast.IdentPat) and pat.span == pat.ident.span:
            recovery.untyped_param(self, pat, context, is_first)
            return ast.Param(pat, ast.ErrTy(pat.span), self.span_from(lo), attrs)
        if not self.eat(":"):
            raise self.expected_one_of(["`:`", "`|`", *after_pat(pat)], whole=self.pattern_ends())
        if self.text == "..." and self.tok.kind == "punct":
            raise self.unsupported("C-variadic functions", self.tok.span)
        ty = self.parse_ty()
        return ast.Param(pat, ty, self.span_from(lo), attrs)

    def _param_pat(self, lo: Span) -> ast.Pat:
        try:
            return self.parse_pat_no_alt()
        except ParseError as err:
            before = (
                self.file.data[lo.lo - self.file.start : self.tok.span.lo - self.file.start] if self.file is not None else b"("
            )
            if (
                isinstance(err.diag, Diag)
                and str(err.diag.message).startswith("expected pattern,")
                and not before.strip(b"&mut \n")
            ):
                found = self.describe()
                err.diag.message = f"expected parameter name, found {found}"
                err.diag.labels[:1] = [(err.diag.span[0], "expected parameter name")]
            raise

    def _named_param(self) -> bool:
        at = 1 if self.text in ("&", "&&", "mut", "ref") else 0
        return self.peek(at).kind == "ident" and self.peek_text(at + 1) == ":"

    def _self_param(self, attrs: tuple[ast.Attribute, ...]) -> ast.Param | None:
        """`self`, `mut self`, `&'a mut self`, `self: T`."""
        lo = self.tok.span
        text = self.text
        if text == "&":
            return self._ref_self(lo, attrs)
        mutbl = "not"
        if text == "mut":
            if self.peek_text() != "self":
                return None
            self.bump()
            mutbl = "mut"
        elif text != "self" or self.peek_text() == "::" or self.tok.kind != "ident":
            return None
        token = self.bump()
        span = self.span_from(lo)
        pat = ast.IdentPat(span, ast.Ident("self", own_span(token)), None, mutbl)
        if self.eat(":"):
            ty = self.parse_ty()
            return ast.Param(pat, ty, self.span_from(lo), attrs, "typed")
        return ast.Param(pat, ast.ImplicitSelfTy(token.span), span, attrs, "value")

    def _ref_self(self, lo: Span, attrs: tuple[ast.Attribute, ...]) -> ast.Param | None:
        at = 1
        if self.peek(at).kind == "lifetime":
            at += 1
        if self.peek_text(at) == "mut":
            at += 1
        if self.peek_text(at) != "self" or self.peek_text(at + 1) == "::":
            return None
        self.bump()
        lifetime = self.parse_lifetime() if self.tok.kind == "lifetime" else None
        mutbl = "mut" if self.eat("mut") else "not"
        token = self.bump()
        span = self.span_from(lo)
        pat = ast.IdentPat(span, ast.Ident("self", own_span(token)), None, "not")
        ty = ast.RefTy(span, lifetime, mutbl, ast.ImplicitSelfTy(token.span))
        return ast.Param(pat, ty, span, attrs, "ref-mut" if mutbl == "mut" else "ref")
