"""Types, paths, generics and bounds."""

from __future__ import annotations

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import MAX_DEPTH, PATH_SEGMENT_KEYWORDS, Cursor, own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.operators import after_bounds, after_type
from rustmem.syntax.token import Token

EMPTY_ARGS = None
QUALIFIERS = frozenset(("fn", "unsafe", "extern"))

BOUND_STARTS = ("`!`", "`(`", "`?`", "`[`", "`async`", "`const`", "`for`", "`use`", "`~`", "lifetime", "path")
"""What rustc names where a bound may begin."""


class TypeParser(Cursor):
    """The part of the parser that reads types."""

    # ---- types ----

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
            mutbl = "not"
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

    def _more_types(self, elems: list[ast.Ty]) -> bool:
        """Takes the types in front of which `,` is missing; whether the list goes on."""
        while self.text != ")":
            made = self.missing_separator(")", after_type(elems[-1]), self.parse_ty)
            if made is None:
                return False
            elems.append(made)
            if self.eat(","):
                return True
        return False

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
        mutbl = "mut" if self.eat("mut") else "not"
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

    def parse_lifetime(self) -> ast.Lifetime:
        token = self.bump()
        return ast.Lifetime(token.text, own_span(token))

    # ---- paths ----

    def parse_path(self, style: str) -> ast.Path:
        """A path; `style` is `type`, `expr` or `mod` (no generic arguments)."""
        token = self.tok
        if token.kind == "interpolated":
            return self._interpolated_path(style)
        lo = token.span
        segments: list[ast.PathSegment] = []
        if self.text == "::":
            self.bump()
            segments.append(ast.PathSegment(ast.Ident("{{root}}", lo.shrink_to_lo())))
        while True:
            segments.append(self.path_segment(style))
            if self.text != "::" or (style == "mod" and self._use_group_follows()):
                break
            self.bump()
        return ast.Path(tuple(segments), self.span_from(lo))

    def _use_group_follows(self) -> bool:
        return self.peek_text() in ("{", "*")

    def _interpolated_path(self, style: str) -> ast.Path:
        token = self.tok
        payload = self.fragment(token)
        if token.text == "ty" and isinstance(payload, ast.PathTy) and payload.qself is None:
            payload = payload.path
        if not isinstance(payload, ast.Path):
            raise self.expected_ident()
        self.bump()
        if token.text == "path":
            return payload
        self.check_bad_qpath(token)
        segments = list(payload.segments)
        while self.text == "::" and not (style == "mod" and self._use_group_follows()):
            self.bump()
            segments.append(self.path_segment(style))
        if len(segments) == len(payload.segments):
            return payload
        return ast.Path(tuple(segments), self.span_from(token.span))

    def check_bad_qpath(self, token: Token) -> None:
        """A type fragment cannot be the start of a longer path; the library's own macros may write it."""
        ctxt = token.span.ctxt
        if self.text == "::" and (ctxt is None or ctxt.is_local):
            diag = error("missing angle brackets in associated item path", token.span)
            self.diags.append(diag.not_modelled("a path that goes on from a type variable"))

    def path_segment(self, style: str) -> ast.PathSegment:
        token = self.tok
        text = self.text
        if token.kind == "ident" and (text not in self.keywords or text in PATH_SEGMENT_KEYWORDS):
            self.bump()
            ident = self.name_of(token)
        elif text == "$crate" and token.kind == "ident":
            self.bump()
            ident = ast.Ident("$crate", token.span)
        else:
            raise self.expected_ident()
        if style == "mod":
            return ast.PathSegment(ident)
        text = self.text
        if style == "type":
            if text in ("<", "<<") or (text == "::" and self.peek_text() in ("<", "<<", "(")):
                self.eat("::")
                if self.text == "(":
                    return ast.PathSegment(ident, self._paren_args())
                return ast.PathSegment(ident, self.angle_args())
            if text == "(":
                return ast.PathSegment(ident, self._paren_args())
        elif text == "::":
            after = self.peek_text()
            if after in ("<", "<<", "<-"):
                self.bump()
                return ast.PathSegment(ident, self.angle_args())
        return ast.PathSegment(ident)

    def _paren_args(self) -> ast.GenericArgs:
        lo = self.bump().span
        inputs: list[ast.Ty] = []
        while self.text != ")":
            inputs.append(self.parse_ty())
            if not self.eat(",") and (self.text == ")" or not self._more_types(inputs)):
                break
        self.eat(")")
        output = self.parse_ty(plus=False) if self.eat("->") else None
        return ast.GenericArgs(tuple(inputs), (), self.span_from(lo), True, output)

    def _array_without_semi(self, lo: Span, elem: ast.Ty) -> ast.Ty:
        """`[T, 3]` and `[T 3]`."""
        span, at = self.tok.span, self.prev.span.shrink_to_hi()
        diag = error(f"expected `;` or `]`, found {self.describe()}", span).label(span, "expected `;` or `]`")
        snapshot, said = self.save(), len(self.diags)
        place = self.bump().span if self.text in (",", ":") else at
        try:
            length = self.parse_anon_const()
        except ParseError:
            length = None
        if length is None or self.text != "]":
            self.restore(snapshot)
            del self.diags[said:]
            raise ParseError(diag)
        self.bump()
        diag.suggest("you might have meant to use `;` as the separator", (place, ";"), style="show-always")
        self.diags.append(diag)
        return ast.ArrayTy(self.span_from(lo), elem, length)

    def angle_args(self) -> ast.GenericArgs:
        """`<...>`, the current token beginning with `<`."""
        self.split("<")
        lo = self.prev.span
        args: list[ast.Lifetime | ast.Ty | ast.AnonConst] = []
        constraints: list[ast.AssocConstraint] = []
        while not self.starts(">"):
            self.angle_arg(args, constraints)
            if not self.eat(","):
                break
        if not self.split(">"):
            raise self.expected_one_of(["`,`", "`>`"])
        return ast.GenericArgs(tuple(args), tuple(constraints), self.span_from(lo))

    def angle_arg(self, args: list[ast.Lifetime | ast.Ty | ast.AnonConst], constraints: list[ast.AssocConstraint]) -> None:
        token, lo = self.tok, self.tok.span
        kind = token.kind
        if kind == "lifetime" and self.peek_text() != "+":
            args.append(self.parse_lifetime())
        elif (
            kind == "literal"
            or self.text in ("-", "{", "true", "false")
            or (kind == "interpolated" and token.text in ("expr", "literal", "block"))
        ):
            args.append(self._const_arg())
        else:
            ty = self.parse_ty()
            if self.text == "=" or self.text == ":":
                constraints.append(self._constraint(ty, lo))
            else:
                args.append(ty)

    def _const_arg(self) -> ast.AnonConst:
        lo = self.tok.span
        if self.text == "{":
            value: ast.Expr = ast.BlockExpr(lo, self.parse_block())
            value = ast.BlockExpr(self.span_from(lo), value.block)
        else:
            value = self.parse_literal_maybe_minus()
        return ast.AnonConst(value, value.span)

    def _constraint(self, ty: ast.Ty, lo: Span) -> ast.AssocConstraint:
        if not isinstance(ty, ast.PathTy) or ty.qself is not None or len(ty.path.segments) != 1:
            raise self.expected_one_of(["`,`", "`>`"])
        segment = ty.path.segments[0]
        if self.eat("="):
            value: ast.Ty | ast.AnonConst
            if self.tok.kind == "literal" or self.text in ("-", "{"):
                value = self._const_arg()
            else:
                value = self.parse_ty()
            return ast.AssocConstraint(segment.ident, segment.args, value, (), self.span_from(lo))
        self.bump()
        bounds = self.parse_bounds()
        return ast.AssocConstraint(segment.ident, segment.args, None, bounds, self.span_from(lo))

    def parse_qpath(self, style: str) -> tuple[ast.QSelf, ast.Path]:
        """`<T as Trait>::x`."""
        self.split("<")
        lo = self.prev.span
        ty = self.parse_ty()
        segments: list[ast.PathSegment] = []
        if self.eat("as"):
            segments = list(self.parse_path("type").segments)
        position = len(segments)
        if not self.split(">"):
            raise self.expected_one_of(["`>`"])
        qself_span = self.span_from(lo)
        self.expect("::")
        segments.append(self.path_segment(style))
        while self.text == "::":
            self.bump()
            segments.append(self.path_segment(style))
        return ast.QSelf(ty, position, qself_span), ast.Path(tuple(segments), self.span_from(lo))

    # ---- bounds and generics ----

    def parse_bounds(self, single: bool = False) -> tuple[ast.Bound, ...]:
        """`A + 'b + ?C`; empty if none stands here."""
        bounds: list[ast.Bound] = []
        while self._bound_starts():
            if self.text == "dyn" and self.tok.kind == "ident" and bounds:
                self._stray_dyn()
            bounds.append(self._bound())
            if single:
                return tuple(bounds)
            if not self.split_plus():
                self.may(*after_bounds(tuple(bounds)))
                return tuple(bounds)
        self.may(*BOUND_STARTS)
        return tuple(bounds)

    def _stray_dyn(self) -> None:
        lo = self.bump().span
        diag = error("invalid `dyn` keyword", lo).help("`dyn` is only needed at the start of a trait `+`-separated list")
        self.diags.append(diag.suggest("remove this keyword", (lo.until(self.tok.span), ""), style="show-always"))

    def split_plus(self) -> bool:
        return self.starts("+") and self.text == "+" and self.eat("+")

    def _bound_starts(self) -> bool:
        kind, text = self.tok.kind, self.text
        if kind == "ident":
            return text not in self.keywords or text in PATH_SEGMENT_KEYWORDS or text in ("for", "const", "async", "use", "dyn")
        if kind == "interpolated":
            return self.tok.text in ("path", "ty")
        return kind == "lifetime" or text in ("::", "?", "(", "~", "!", "<", "[")

    def _bound(self) -> ast.Bound:
        lo = self.tok.span
        if self.tok.kind == "lifetime":
            lifetime = self.parse_lifetime()
            return ast.OutlivesBound(lo, lifetime)
        if self.text == "use":
            return self._use_bound(lo)
        if self.tok.kind == "interpolated" and self.tok.text == "ty" and not isinstance(self.tok.payload, ast.PathTy):
            payload = self.fragment(self.bump())
            if isinstance(payload, ast.TraitObjectTy) and len(payload.bounds) == 1:
                return payload.bounds[0]
            raise self.fail("expected a trait bound", lo)
        parens = self.eat("(")
        params = self.late_bound_params() if self.text == "for" else ()
        modifier = self._modifier()
        if not params and self.text == "for":
            params = self.late_bound_params()
        path = self.parse_path("type")
        if parens:
            self.expect(")")
        return ast.TraitBound(self.span_from(lo), params, path, modifier)

    def _modifier(self) -> str:
        if self.eat("?"):
            return "?"
        if self.eat("!"):
            return "!"
        if self.eat("const"):
            return "const"
        if self.text == "[" and self.peek_text() == "const":
            self.bump()
            self.bump()
            self.expect("]")
            return "~const"
        if self.eat("~"):
            self.expect("const")
            return "~const"
        if self.text == "async" and self.peek().kind == "ident":
            raise self.fail("`async` trait bounds are unstable")
        return ""

    def _use_bound(self, lo: Span) -> ast.Bound:
        self.bump()
        self.split("<")
        args: list[ast.Ident | ast.Lifetime] = []
        while not self.starts(">"):
            if self.tok.kind == "lifetime":
                args.append(self.parse_lifetime())
            elif self.text == "Self":
                token = self.bump()
                args.append(ast.Ident("Self", token.span))
            else:
                args.append(self.ident())
            if not self.eat(","):
                break
        if not self.split(">"):
            raise self.expected_one_of(["`,`", "`>`"])
        return ast.UseBound(self.span_from(lo), tuple(args))

    def late_bound_params(self) -> tuple[ast.GenericParam, ...]:
        """`for<'a, 'b>`."""
        self.expect("for")
        self.split("<") or self.expect("<")
        params = self._generic_params()
        if not self.split(">"):
            raise self.expected_one_of(["`>`"], whole=True)
        return params

    def parse_generics(self) -> ast.Generics:
        """`<'a, T: A, const N: usize>` after an item's name; the where clause comes later."""
        if not self.starts("<"):
            self.may("`<`")
            return ast.Generics((), (), self.prev.span.shrink_to_hi())
        self.split("<")
        lo = self.prev.span
        params = self._generic_params()
        if not self.split(">"):
            err = self.expected_one_of(["`>`"], whole=True)
            last = params[-1] if params and self.prev.text != "," else None
            if isinstance(err.diag, Diag) and isinstance(last, ast.TypeParam) and last.bounds and not err.diag.sealed:
                hint, at = "you might have meant to end the type parameters here", last.bounds[-1].span.shrink_to_hi()
                err.diag.suggest(hint, (at, ">"), applicability="MaybeIncorrect", style="show-always")
            raise err
        return ast.Generics(params, (), self.span_from(lo))

    def _generic_params(self) -> tuple[ast.GenericParam, ...]:
        params: list[ast.GenericParam] = []
        while not self.starts(">"):
            attrs = self.outer_attrs()
            lo = self.tok.span
            if self.tok.kind == "lifetime":
                token = self.bump()
                ident = self.name_of(token)
                self.may("`:`")
                bounds = self.lifetime_bounds() if self.eat(":") else ()
                params.append(ast.LifetimeParam(ident, attrs, bounds, lo))
            elif self.text == "const":
                params.append(self._const_param(attrs, lo))
            elif self.is_ident():
                ident = self.ident()
                self.may("`:`")
                bounds = self.parse_bounds() if self.eat(":") else ()
                default = self.parse_ty() if self.eat("=") else None
                self.may(*(["`=`"] if default is None else after_type(default)))
                params.append(ast.TypeParam(ident, attrs, bounds, lo, default))
            else:
                self.may("`#`", "`const`", "identifier", "lifetime")
                break
            if not self.eat(","):
                self.may("`,`")
                break
        return tuple(params)

    def lifetime_bounds(self) -> tuple[ast.Bound, ...]:
        """`'a + 'b` after the colon of a lifetime."""
        bounds = self.parse_bounds() if self.tok.kind == "lifetime" else ()
        if not bounds:
            self.may("lifetime")
        return bounds

    def _const_param(self, attrs: tuple[ast.Attribute, ...], lo: Span) -> ast.GenericParam:
        self.bump()
        ident = self.ident()
        self.expect(":")
        ty = self.parse_ty()
        span = self.span_from(lo)
        default = None
        if self.eat("="):
            if self.tok.kind == "ident" and self.is_ident():
                path = self.parse_path("expr")
                default = ast.AnonConst(ast.PathExpr(path.span, None, path), path.span)
            else:
                default = self._const_arg()
            self.may("`.`", "`?`", "an operator")
        else:
            self.may("`=`", *after_type(ty))
        return ast.ConstParam(ident, attrs, (), span, ty, default)

    def parse_where(self, generics: ast.Generics) -> ast.Generics:
        """Adds the where clause that may stand here."""
        if self.text != "where" or self.tok.kind != "ident":
            self.may("`where`")
            return generics
        lo = self.bump().span
        predicates: list[ast.WherePredicate] = list(generics.where_clause)
        while True:
            start = self.tok.span
            if self.tok.kind == "lifetime":
                lifetime = self.parse_lifetime()
                self.expect(":")
                bounds = self.lifetime_bounds()
                predicates.append(ast.WherePredicate((), lifetime, bounds, self.span_from(start)))
            elif self._type_starts():
                params = self.late_bound_params() if self.text == "for" and self.peek_text() == "<" else ()
                ty = self.parse_ty(plus=False)
                if not self.eat(":"):
                    raise self.expected_one_of(["`:`", "`==`", "`=`", *after_type(ty)], whole=self.text not in ("=", "=="))
                bounds = self.parse_bounds()
                predicates.append(ast.WherePredicate(params, ty, bounds, self.span_from(start)))
            else:
                self.may("`#`", "lifetime", "type")
                break
            if not self.eat(","):
                self.may("`,`")
                break
        return ast.Generics(generics.params, tuple(predicates), generics.span, self.span_from(lo))

    def _type_starts(self) -> bool:
        kind, text = self.tok.kind, self.text
        if kind == "ident":
            return (
                text not in self.keywords
                or text in PATH_SEGMENT_KEYWORDS
                or text in ("for", "fn", "impl", "dyn", "_", "unsafe", "extern")
            )
        if kind == "interpolated":
            return self.tok.text in ("ty", "path")
        return text in ("(", "[", "&", "&&", "*", "!", "::", "<", "<<")

    # ---- macro calls ----

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
