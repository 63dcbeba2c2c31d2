"""Bounds, generic parameters and where clauses."""

from __future__ import annotations

from typing import Literal

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.cursor import PATH_SEGMENT_KEYWORDS
from rustmem.syntax.operators import after_bounds, after_type
from rustmem.syntax.paths import PathParser

BOUND_STARTS = ("`!`", "`(`", "`?`", "`[`", "`async`", "`const`", "`for`", "`use`", "`~`", "lifetime", "path")
"""What rustc names where a bound may begin."""


class GenericsParser(PathParser):
    """The part of the parser that reads what stands around types."""

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

    def _modifier(self) -> Literal["", "?", "!", "const", "~const"]:
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
        kind = self.tok.kind
        if self.text != "where" or kind != "ident":
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
