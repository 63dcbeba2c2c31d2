"""Patterns."""

from __future__ import annotations

from rustmem.source.diag import Diag, Unsupported, error, warning
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import MAX_DEPTH, PATH_SEGMENT_KEYWORDS, own_span
from rustmem.syntax.errors import ParseError
from rustmem.syntax.type_exprs import TypeParser

NOT_A_BINDING = frozenset(("(", "{", "...", "..=", "..", "::", "!", "<"))
"""After a name, these make it a path, a call of a macro, or the start of a range."""
RANGE_OPS = frozenset(("..", "..=", "..."))


class PatParser(TypeParser):
    """The part of the parser that reads patterns."""

    def parse_pat(self) -> ast.Pat:
        """A pattern with alternatives, `|` allowed in front."""
        lo = self.tok.span
        self.eat("|")
        first = self.parse_pat_no_alt()
        if self.text != "|":
            return first
        pats = [first]
        while self.text == "|":
            self.bump()
            pats.append(self.parse_pat_no_alt())
        return ast.OrPat(self.span_from(lo), tuple(pats))

    def parse_pat_no_alt(self) -> ast.Pat:
        """A pattern without alternatives at its top."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.too_deep(self.tok.span)
        try:
            return self._pat()
        finally:
            self.depth -= 1

    def _pat(self) -> ast.Pat:
        token, text, lo = self.tok, self.text, self.tok.span
        kind = token.kind
        if kind == "ident":
            if text not in self.keywords:
                after = self.peek_text()
                if after not in NOT_A_BINDING or self.peek().kind == "literal":
                    return self._ident_pat(lo, None, "not")
                return self._path_pat(lo)
            return self._keyword_pat(lo)
        if kind == "literal":
            return self._literal_pat(lo)
        if kind == "open":
            if text == "(":
                return self._paren_pat(lo)
            if text == "[":
                self.bump()
                elems, _ = self._pats_until("]")
                return ast.SlicePat(self.span_from(lo), elems)
        if kind == "interpolated":
            return self._interpolated_pat(lo)
        if text == "&" or text == "&&":
            self.split("&")
            lo = self.prev.span
            mutbl = "mut" if self.eat("mut") else "not"
            pat = self.parse_pat_no_alt()
            return ast.RefPat(self.span_from(lo), pat, mutbl)
        if text == "-":
            return self._literal_pat(lo)
        if text == "..":
            return self._rest_or_range(lo)
        if text == "..=" or text == "...":
            return self._half_open(lo)
        if text in ("::", "<", "<<"):
            return self._path_pat(lo)
        if text == "!":
            self.bump()
            diag = error("`!` patterns are experimental", lo, "E0658")
            self.diags.append(
                diag.note("see issue #118155 <https://github.com/rust-lang/rust/issues/118155> for more information")
            )
            self.diags.append(Unsupported("the pattern `!`", lo))
            return ast.NeverPat(lo)
        raise self._expected_pattern()

    def _expected_pattern(self) -> Exception:
        span = self.tok.span
        return ParseError(
            error(f"expected pattern, found {self.describe()}", span)
            .label(span, "expected pattern")
            .not_modelled("suggestions on a missing pattern")
        )

    def _keyword_pat(self, lo: Span) -> ast.Pat:
        text = self.text
        match text:
            case "_":
                self.bump()
                return ast.WildPat(lo)
            case "mut":
                self.bump()
                if self.text == "mut":
                    self._repeated_mut()
                if self.text == "ref":
                    raise self.fail("the order of `mut` and `ref` is incorrect", lo)
                if self.text == "self":
                    return self._self_pat(lo, "mut")
                if self.tok.kind == "interpolated":
                    inner = self.fragment(self.tok)
                    if isinstance(inner, ast.IdentPat) and inner.by_ref is None and inner.sub is None:
                        self.bump()
                        return ast.IdentPat(self.span_from(lo), inner.ident, None, "mut")
                return self._ident_pat(lo, None, "mut")
            case "ref":
                self.bump()
                by_ref = "mut" if self.eat("mut") else "not"
                return self._ident_pat(lo, by_ref, "not")
            case "box":
                self.bump()
                pat = self.parse_pat_no_alt()
                return ast.BoxPat(self.span_from(lo), pat)
            case "true" | "false":
                return self._literal_pat(lo)
            case "const":
                raise self.fail("inline-const in pattern position is not supported")
        if text == "self" and self.peek_text() != "::":
            return self._self_pat(lo, "not")
        if text in PATH_SEGMENT_KEYWORDS:
            return self._path_pat(lo)
        if text in ("let", "in", "if", "else", "impl", "dyn"):
            raise self._expected_pattern()
        raise self.expected_ident()

    def _repeated_mut(self) -> None:
        lo = self.tok.span
        while self.eat("mut"):
            pass
        diag = error("`mut` on a binding may not be repeated", self.span_from(lo))
        whole = lo.until(self.tok.span)
        self.diags.append(diag.suggest("remove the additional `mut`s", (whole, ""), style="show-always"))

    def _self_pat(self, lo: Span, mutbl: str) -> ast.Pat:
        token = self.bump()
        return ast.IdentPat(self.span_from(lo), ast.Ident("self", own_span(token)), None, mutbl)

    def _ident_pat(self, lo: Span, by_ref: str | None, mutbl: str) -> ast.Pat:
        token = self.tok
        ident = self.ident()
        if self.text == "@" and self.tok.kind == "punct":
            self.bump()
            sub = self.parse_pat_no_alt()
            return ast.IdentPat(self.span_from(lo), ident, by_ref, mutbl, sub)
        span = token.span if lo is token.span else self.span_from(lo)
        return ast.IdentPat(span, ident, by_ref, mutbl)

    def _path_pat(self, lo: Span) -> ast.Pat:
        qself: ast.QSelf | None = None
        if self.starts("<"):
            qself, path = self.parse_qpath("expr")
        else:
            path = self.parse_path("expr")
        text = self.text
        if text == "!" and qself is None and self.tok.kind == "punct":
            self.bump()
            delim, tokens = self.delimited_tokens()
            span = self.span_from(lo)
            return ast.MacroPat(span, ast.MacroCall(path, delim, tokens, span))
        if text == "(":
            self.bump()
            elems, _ = self._pats_until(")")
            return ast.TupleStructPat(self.span_from(lo), qself, path, elems)
        if text == "{":
            return self._struct_pat(lo, qself, path)
        if text in RANGE_OPS and self.tok.kind == "punct":
            return self._range_to(lo, ast.PathExpr(path.span, qself, path))
        return ast.PathPat(self.span_from(lo), qself, path)

    def pattern_ends(self) -> bool:
        """Whether rustc would not try to read what follows as a part of an expression in place of a pattern."""
        return self.tok.kind in ("literal", "close") or self.text in (";", "=>", "->", "{", "=", "in") or self.is_ident()

    def _pats_until(self, close: str) -> tuple[tuple[ast.Pat, ...], bool]:
        """Patterns and commas up to `close`, which is taken; and whether a comma stands last."""
        pats: list[ast.Pat] = []
        trailing = False
        while self.text != close:
            self.outer_attrs()
            pats.append(self.parse_pat())
            trailing = self.eat(",")
            while not trailing and self.text != close:
                if not self.pattern_ends():
                    raise self.expected_one_of([f"`{close}`", "`,`", "`if`", "`|`", *after_pat(pats[-1])])
                more = self.missing_separator(close, ["`if`", "`|`", *after_pat(pats[-1])], self.parse_pat)
                if more is None:
                    self.eat(close)
                    return tuple(pats), False
                pats.append(more)
                trailing = self.eat(",")
            if not trailing:
                break
        self.eat(close)
        return tuple(pats), trailing

    def _paren_pat(self, lo: Span) -> ast.Pat:
        self.bump()
        elems, trailing = self._pats_until(")")
        span = self.span_from(lo)
        if len(elems) == 1 and not trailing and not isinstance(elems[0], ast.RestPat):
            return ast.ParenPat(span, elems[0])
        return ast.TuplePat(span, elems)

    def _struct_pat(self, lo: Span, qself: ast.QSelf | None, path: ast.Path) -> ast.Pat:
        self.bump()
        fields: list[ast.FieldPat] = []
        depth = self.depth
        try:
            rest = self._pat_fields(fields)
        except ParseError as err:
            if self.fatal:
                raise
            if isinstance(err.diag, Diag):
                err.diag.label(path.span, "while parsing the fields for this pattern")
            self.diags.append(err.diag)
            self.depth = depth
            self.recover_stmt()
            fields, rest = [], path.span
        self.bump()
        return ast.StructPat(self.span_from(lo), qself, path, tuple(fields), rest)

    def _pat_fields(self, fields: list[ast.FieldPat]) -> Span | None:
        """The fields up to the closing brace, which is not taken; and the place of `..`."""
        rest: Span | None = None
        while self.text != "}":
            attrs = self.outer_attrs()
            if self.text == ".." and self.tok.kind == "punct":
                rest = self.bump().span
                break
            fields.append(self._field_pat(attrs))
            if not self.eat(","):
                break
        if self.text != "}":
            if rest is None:
                raise ParseError(error("expected `,`", self.tok.span))
            raise self.expected_one_of(["`}`"])
        return rest

    def _field_pat(self, attrs: tuple[ast.Attribute, ...]) -> ast.FieldPat:
        lo, token = self.tok.span, self.tok
        if self.peek_text() == ":" and (token.kind == "ident" or token.kind == "literal"):
            ident = self.field_name()
            self.bump()
            pat = self.parse_pat()
            return ast.FieldPat(ident, pat, False, self.span_from(lo), attrs)
        if self.text == "box":
            raise self.fail("box patterns are not supported")
        by_ref: str | None = None
        mutbl = "not"
        if self.eat("ref"):
            by_ref = "mut" if self.eat("mut") else "not"
        elif self.eat("mut"):
            mutbl = "mut"
        ident = self.ident()
        span = self.span_from(lo)
        return ast.FieldPat(ident, ast.IdentPat(span, ident, by_ref, mutbl), True, span, attrs)

    def _literal_pat(self, lo: Span) -> ast.Pat:
        expr = self.parse_literal_maybe_minus()
        if self.text in RANGE_OPS and self.tok.kind == "punct":
            return self._range_to(lo, expr)
        return ast.LitPat(self.span_from(lo), expr)

    def _range_to(self, lo: Span, begin: ast.Expr) -> ast.Pat:
        mark = self.bump()
        inclusive = mark.text != ".."
        if self._range_end_starts():
            end = self._range_end()
            if mark.text == "...":
                self._dots_in_pattern(mark.span, self.span_from(lo))
            return ast.RangePat(self.span_from(lo), begin, end, inclusive)
        if inclusive:
            raise self.fail("inclusive range with no end", self.prev.span)
        return ast.RangePat(self.span_from(lo), begin, None, False)

    def _dots_in_pattern(self, dots: Span, whole: Span) -> None:
        """`0...5`, an error since edition 2021 and a warning before."""
        if self.edition >= 2021:
            diag = error("`...` range patterns are deprecated", whole, "E0783")
            self.diags.append(diag.suggest("use `..=` for an inclusive range", (dots, "..="), style="hide-code-inline"))
        else:
            diag = warning("`...` range patterns are deprecated", whole, "ellipsis_inclusive_range_patterns")
            self.diags.append(diag.not_modelled("notes on `...` range patterns"))

    def _range_end_starts(self) -> bool:
        kind, text = self.tok.kind, self.text
        if kind == "ident":
            return text not in self.keywords or text in PATH_SEGMENT_KEYWORDS or text in ("true", "false")
        if kind == "interpolated":
            return self.tok.text in ("expr", "literal", "path")
        return kind == "literal" or text in ("-", "::", "<", "<<")

    def _range_end(self) -> ast.Expr:
        lo = self.tok.span
        if (
            self.tok.kind == "literal"
            or self.text in ("-", "true", "false")
            or self.tok.text in ("expr", "literal")
            and self.tok.kind == "interpolated"
        ):
            return self.parse_literal_maybe_minus()
        if self.starts("<"):
            qself, path = self.parse_qpath("expr")
            return ast.PathExpr(self.span_from(lo), qself, path)
        path = self.parse_path("expr")
        return ast.PathExpr(path.span, None, path)

    def _rest_or_range(self, lo: Span) -> ast.Pat:
        self.bump()
        if self._range_end_starts():
            end = self._range_end()
            return ast.RangePat(self.span_from(lo), None, end, False)
        return ast.RestPat(lo)

    def _half_open(self, lo: Span) -> ast.Pat:
        self.bump()
        if not self._range_end_starts():
            raise self.fail("inclusive range with no end", lo)
        end = self._range_end()
        return ast.RangePat(self.span_from(lo), None, end, True)

    def _interpolated_pat(self, lo: Span) -> ast.Pat:
        token = self.tok
        match token.text:
            case "pat" | "pat_param":
                self.bump()
                pat = self.fragment(token)
                assert isinstance(pat, ast.Pat)
                return pat
            case "path" | "ty":
                return self._path_pat(lo)
            case "expr" | "literal":
                return self._literal_pat(lo)
        raise self._expected_pattern()


def after_pat(pat: ast.Pat) -> list[str]:
    """What could have gone on with a pattern that just ended, in `expected one of` lists."""
    match pat:
        case ast.OrPat():
            return after_pat(pat.pats[-1])
        case ast.IdentPat():
            return ["`@`"] if pat.sub is None else after_pat(pat.sub)
        case ast.RefPat():
            return after_pat(pat.pat)
        case ast.LitPat():
            return ["`...`", "`..=`", "`..`"]
        case ast.PathPat():
            return ["`!`", "`(`", "`...`", "`..=`", "`..`", "`::`", "`{`"]
    return []
