"""Paths and their generic arguments."""

from __future__ import annotations

from rustmem.source.diag import error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import PATH_SEGMENT_KEYWORDS, Cursor, own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.operators import after_type
from rustmem.syntax.token import Token


class PathParser(Cursor):
    """The part of the parser that reads paths."""

    def parse_ty(self, plus: bool = True) -> ast.Ty:
        raise NotImplementedError

    def parse_bounds(self, single: bool = False) -> tuple[ast.Bound, ...]:
        raise NotImplementedError

    def outer_attrs(self) -> tuple[ast.Attribute, ...]:
        raise NotImplementedError

    def parse_anon_const(self) -> ast.AnonConst:
        raise NotImplementedError

    def parse_block(self) -> ast.Block:
        raise NotImplementedError

    def parse_literal_maybe_minus(self) -> ast.Expr:
        raise NotImplementedError

    def parse_lifetime(self) -> ast.Lifetime:
        token = self.bump()
        return ast.Lifetime(token.text, own_span(token))

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
            block = self.parse_block()
            value: ast.Expr = ast.BlockExpr(self.span_from(lo), block)
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
