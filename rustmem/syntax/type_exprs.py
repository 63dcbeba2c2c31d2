"""Types."""

from __future__ import annotations

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import MAX_DEPTH, PATH_SEGMENT_KEYWORDS
from rustmem.syntax.errors import ParseError
from rustmem.syntax.generics import GenericsParser
from rustmem.syntax.token import Token

QUALIFIERS = frozenset(("fn", "unsafe", "extern"))


class TypeParser(GenericsParser):
    """The part of the parser that reads types."""

    def parse_ty(self, plus: bool = True) -> ast.Ty:
        """One type; `plus` allows `A + B` after a bare bound."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep(self.tok.span)
        try:
            ty = self._ty(plus)
        finally:
            self.depth -= 1
        if plus and self.text == "+" and self.tok.kind == "punct" and type(ty) is not ast.ErrTy:
            self._bad_plus(ty)
        return ty

    def _bad_plus(self, ty: ast.Ty) -> None:
        """Bounds after a type that cannot take them, as in `&A + B`."""
        self.bump()
        self.parse_bounds()
        whole = self.span_from(ty.span)
        diag = error("expected a path on the left-hand side of `+`", ty.span, "E0178")
        if isinstance(ty, ast.RefTy):
            parts = (ty.ty.span.shrink_to_lo(), "("), (whole.shrink_to_hi(), ")")
            diag.suggest("try adding parentheses", *parts, style="show-always")
        elif isinstance(ty, (ast.PtrTy, ast.BareFnTy)):
            diag.label(whole, "perhaps you forgot parentheses?")
        else:
            diag.label(whole, "expected a path")
        self.diags.append(diag)

    def _ty(self, plus: bool) -> ast.Ty:
        token, text = self.tok, self.text
        kind = token.kind
        if kind == "ident":
            if text in self.keywords and text not in PATH_SEGMENT_KEYWORDS:
                return self._keyword_ty(plus)
            if text == "dyn" and self._dyn_follows():
                return self._dyn_ty(plus)
            return self._path_ty(plus)
        if kind == "interpolated":
            return self._interpolated_ty(plus)
        if kind == "lifetime":
            return self._bare_bounds(token.span, plus)
        lo = token.span
        if kind == "open":
            if text == "(":
                return self._paren_ty(plus)
            if text == "[":
                return self._bracket_ty()
        elif text == "&" or text == "&&":
            return self._ref_ty()
        elif text == "*":
            self.bump()
            mutbl: ast.Mutability = "not"
            if self.eat("mut"):
                mutbl = "mut"
            elif not self.eat("const"):
                raise self.fail("expected `mut` or `const` keyword in raw pointer type", self.prev.span)
            ty = self.parse_ty(plus=False)
            return ast.PtrTy(self.span_from(lo), mutbl, ty)
        elif text == "!":
            self.bump()
            return ast.NeverTy(lo)
        elif text in ("::", "<", "<<"):
            return self._path_ty(plus)
        elif text == "?":
            return self._bare_bounds(lo, plus)
        elif text == "...":
            if self.prev.text not in ("&", "->", "mut"):
                raise self.unsupported("`...` in this place", lo)
            self.bump()
            self.diags.append(error("C-variadic type `...` may not be nested inside another type", lo, "E0743"))
            return ast.ErrTy(lo)
        raise self._expected_type()

    def _expected_type(self) -> Exception:
        span = self.tok.span
        diag = error(f"expected type, found {self.describe()}", span).label(span, "expected type")
        if self.text in (",", ">", ")", "]"):
            diag.not_modelled("what else may stand where a type is missing")
        return ParseError(diag)

    def _dyn_follows(self) -> bool:
        """`dyn` of edition 2015, which is a keyword only before a bound."""
        after = self.peek()
        return after.kind == "lifetime" or (after.kind == "ident" and self.is_name(after)) or after.text in ("for", "(", "?")

    def _keyword_ty(self, plus: bool) -> ast.Ty:
        lo, text = self.tok.span, self.text
        match text:
            case "_":
                self.bump()
                return ast.InferTy(lo)
            case "fn" | "unsafe" | "extern":
                return self._bare_fn(lo, ())
            case "for":
                params = self.late_bound_params()
                if self.text in QUALIFIERS:
                    return self._bare_fn(lo, params)
                path = self.parse_path("type")
                first = ast.TraitBound(self.span_from(lo), params, path)
                return ast.TraitObjectTy(self.span_from(lo), self._more_bounds((first,)) if plus else (first,), True)
            case "impl":
                self.bump()
                bounds = self.parse_bounds()
                span = self.span_from(lo)
                if not bounds:
                    self.diags.append(error("at least one trait must be specified", span))
                    return ast.ErrTy(span)
                self._check_plus(span, bounds, plus)
                return ast.ImplTraitTy(span, bounds)
            case "dyn":
                return self._dyn_ty(plus)
            case "typeof" if self.peek_text() == "(":
                self.bump()
                self.delimited_tokens()
                span = self.span_from(lo)
                diag = error("`typeof` is a reserved keyword but unimplemented", span, "E0516")
                self.diags.append(diag.note("consider replacing `typeof(...)` with an actual type"))
                return ast.ErrTy(span)
        raise self._expected_type()

    def _dyn_ty(self, plus: bool) -> ast.Ty:
        lo = self.bump().span
        bounds = self.parse_bounds()
        span = self.span_from(lo)
        self._check_plus(span, bounds, plus)
        return ast.TraitObjectTy(span, bounds)

    def _check_plus(self, span: Span, bounds: tuple[ast.Bound, ...], plus: bool) -> None:
        """`&dyn A + B` needs parentheses."""
        if not plus and (len(bounds) > 1 or self.prev.text == "+"):
            diag = error("ambiguous `+` in a type", span)
            parts = (span.shrink_to_lo(), "("), (span.shrink_to_hi(), ")")
            self.diags.append(diag.suggest("try adding parentheses", *parts, style="show-always"))

    def _bare_bounds(self, lo: Span, plus: bool) -> ast.Ty:
        bounds = self.parse_bounds(single=not plus)
        return ast.TraitObjectTy(self.span_from(lo), bounds, True)

    def _more_bounds(self, first: tuple[ast.Bound, ...]) -> tuple[ast.Bound, ...]:
        if self.text == "+":
            self.bump()
            return first + self.parse_bounds()
        return first

    def _path_ty(self, plus: bool) -> ast.Ty:
        lo = self.tok.span
        if self.starts("<"):
            qself, path = self.parse_qpath("type")
            return ast.PathTy(self.span_from(lo), qself, path)
        path = self.parse_path("type")
        if self.text == "!" and self.tok.kind == "punct" and self.peek().kind == "open":
            self.bump()
            delim, tokens = self.delimited_tokens()
            span = self.span_from(lo)
            return ast.MacroTy(span, ast.MacroCall(path, delim, tokens, span))
        if plus and self.text == "+":
            first = ast.TraitBound(path.span, (), path)
            bounds = self._more_bounds((first,))
            return ast.TraitObjectTy(self.span_from(lo), bounds, True)
        return ast.PathTy(path.span, None, path)

    def _interpolated_ty(self, plus: bool) -> ast.Ty:
        token = self.tok
        if token.text == "ty":
            self.bump()
            ty = self.fragment(token)
            assert isinstance(ty, ast.Ty)
            if isinstance(ty, ast.PathTy) and self.text == "::":
                return self._continue_path(ty, token)
            if plus and self.text == "+" and isinstance(ty, ast.PathTy) and ty.qself is None:
                bounds = self._more_bounds((ast.TraitBound(ty.span, (), ty.path),))
                return ast.TraitObjectTy(self.span_from(token.span), bounds, True)
            return ty
        if token.text == "path":
            return self._path_ty(plus)
        raise self._expected_type()

    def _continue_path(self, ty: ast.PathTy, token: Token) -> ast.Ty:
        """`$t::Item`: a path that goes on from a type fragment."""
        self.check_bad_qpath(token)
        qself, path = self.extend_qpath(ty)
        return ast.PathTy(self.span_from(token.span), qself, path)

    def extend_qpath(self, ty: ast.Ty) -> tuple[ast.QSelf | None, ast.Path]:
        """`<T>::a::b` written as `$t::a::b`."""
        lo = ty.span
        segments: list[ast.PathSegment] = []
        while self.eat("::"):
            segments.append(self.path_segment("type"))
        return ast.QSelf(ty, 0, ty.span), ast.Path(tuple(segments), self.span_from(lo))

    def _paren_ty(self, plus: bool) -> ast.Ty:
        lo = self.bump().span
        elems: list[ast.Ty] = []
        trailing = False
        while self.text != ")":
            elems.append(self.parse_ty())
            trailing = self.eat(",")
            if not trailing and (self.text == ")" or not self._more_types(elems)):
                break
        self.eat(")")
        span = self.span_from(lo)
        if len(elems) == 1 and not trailing:
            inner = elems[0]
            if plus and self.text == "+":
                bound = self._as_bound(inner)
                if bound is not None:
                    return ast.TraitObjectTy(self.span_from(lo), self._more_bounds((bound,)), True)
            return ast.ParenTy(span, inner)
        return ast.TupTy(span, tuple(elems))

    def _as_bound(self, ty: ast.Ty) -> ast.Bound | None:
        if isinstance(ty, ast.PathTy) and ty.qself is None:
            return ast.TraitBound(ty.span, (), ty.path)
        if isinstance(ty, ast.TraitObjectTy) and ty.bare and len(ty.bounds) == 1:
            return ty.bounds[0]
        return None

    def _bracket_ty(self) -> ast.Ty:
        lo = self.bump().span
        elem = self.parse_ty()
        if self.eat(";"):
            length = self.parse_anon_const()
            self.expect("]")
            return ast.ArrayTy(self.span_from(lo), elem, length)
        if self.text != "]":
            return self._array_without_semi(lo, elem)
        self.bump()
        return ast.SliceTy(self.span_from(lo), elem)

    def _ref_ty(self) -> ast.Ty:
        lo = self.tok.span
        self.split("&")
        lo = self.prev.span
        lifetime = self.parse_lifetime() if self.tok.kind == "lifetime" else None
        mutbl: ast.Mutability = "mut" if self.eat("mut") else "not"
        ty = self.parse_ty(plus=False)
        return ast.RefTy(self.span_from(lo), lifetime, mutbl, ty)

    def _bare_fn(self, lo: Span, params: tuple[ast.GenericParam, ...]) -> ast.Ty:
        unsafe = self.eat("unsafe")
        abi = self.parse_abi() if self.eat("extern") else None
        self.expect("fn")
        inputs, variadic = self._bare_fn_inputs()
        output = self.parse_ty(plus=False) if self.eat("->") else None
        return ast.BareFnTy(self.span_from(lo), params, inputs, output, unsafe, abi, variadic)

    def parse_abi(self) -> str:
        """The string after `extern`, or `C`."""
        if self.tok.kind == "literal" and self.text[0] in '"r':
            return self.bump().text.strip('r#"')
        return "C"

    def _bare_fn_inputs(self) -> tuple[tuple[ast.Param, ...], bool]:
        self.expect("(")
        inputs: list[ast.Param] = []
        variadic = False
        while self.text != ")":
            attrs = self.outer_attrs()
            lo = self.tok.span
            if self.eat("..."):
                variadic = True
                break
            name: ast.Ident | None = None
            if self.text in ("mut", "&") and self.peek().kind == "ident" and self.peek_text(2) == ":":
                span = self.bump().span.to(self.tok.span)
                self.diags.append(error("patterns aren't allowed in function pointer types", span, "E0561"))
            if self.tok.kind == "ident" and self.peek_text() == ":" and (self.is_ident() or self.text == "_"):
                token = self.bump()
                name = self.name_of(token)
                self.bump()
            ty = self.parse_ty()
            pat: ast.Pat = (
                ast.WildPat(lo.shrink_to_lo()) if name is None or name.name == "_" else ast.IdentPat(name.span, name, None, "not")
            )
            inputs.append(ast.Param(pat, ty, self.span_from(lo), attrs))
            if not self.eat(","):
                break
        self.expect(")")
        return tuple(inputs), variadic

    def delimited_tokens(self) -> tuple[str, tuple[Token, ...]]:
        """The tokens of the group that opens here, which is taken."""
        if self.tok.kind != "open":
            raise self.expected_one_of(["`(`", "`[`", "`{`"])
        delim = self.text
        depth, at, tokens = 1, self.at + 1, self.tokens
        start = at
        while depth:
            kind = tokens[at][0]
            if kind == "open":
                depth += 1
            elif kind == "close":
                depth -= 1
            elif kind == "eof":
                raise self.fail("this macro call is not closed")
            at += 1
        inside = tuple(tokens[start : at - 1])
        self.at = at
        self.prev = tokens[at - 1]
        token = self.tok = tokens[at] if at < len(tokens) else tokens[-1]
        self.text = "r#" + token[1] if token[4] else token[1]
        return delim, inside
