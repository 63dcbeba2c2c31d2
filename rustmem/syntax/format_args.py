"""`format_args!`: its arguments, its string, and everything rustc says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rustmem.source.diag import Diag, MultiSpan, error, warning
from rustmem.source.span import Span
from rustmem.syntax import ast
from rustmem.syntax.format_string import Argument, BadFormat, Count, FormatError, FormatParser, Range
from rustmem.syntax.parser import Parser

if TYPE_CHECKING:
    from rustmem.syntax.expand import Expander

TRAITS = {
    "": "Display", "?": "Debug", "e": "LowerExp", "E": "UpperExp", "o": "Octal", "p": "Pointer",
    "b": "Binary", "x": "LowerHex", "X": "UpperHex",
}  # fmt: skip
MISSING = -1
"""The index of an argument that is not there."""
FLAGS_NOTE = "for information about formatting flags, visit https://doc.rust-lang.org/std/fmt/index.html"


class BadArgs(Exception):
    """The call is wrong; what to say is already said."""


def expand(expander: Expander, mac: ast.MacroCall, span: Span, newline: bool) -> ast.Expr:
    """The parsed form of one call; `span` is the call in the macro's own context."""
    builder = Builder(expander, mac, span, newline)
    try:
        return builder.build()
    except BadArgs:
        return ast.ErrExpr(span)


class Builder:
    """Builds one `FormatArgsExpr`."""

    def __init__(self, expander: Expander, mac: ast.MacroCall, span: Span, newline: bool) -> None:
        self.expander = expander
        self.mac = mac
        self.span = span
        self.newline = newline
        self.args: list[ast.FormatArg] = []
        self.explicit = 0
        self.invalid: list[tuple[int, Span | None, str, str]] = []
        """References to arguments that are not there: (index, span, used as, kind)."""
        self.named_by_position: list[tuple[int, Span | None, str, Span | None]] = []
        self.literal_direct = True
        self.fmt_span = span
        self.is_source = True

    def build(self) -> ast.Expr:
        fmt = self._parse_args()
        text, snippet = self._string(fmt)
        self.is_source = snippet is not None
        parser = FormatParser(text, snippet)
        try:
            pieces = parser.run()
        except BadFormat as bad:
            self._say(self._invalid_string(bad.err))
        self.explicit = len(self.args)
        self.used = [False] * self.explicit
        template = self._template(pieces)
        self._check(template, pieces, snippet, text)
        if self.invalid:
            template = [p for p in template if not _refers_to_nothing(p)]
        for arg in self.args:
            if not arg.captured:
                arg.expr = self.expander.walk(arg.expr)
        if self.newline:
            if template and type(template[-1]) is str:
                template[-1] += "\n"
            else:
                template.append("\n")
        return ast.FormatArgsExpr(self.span, tuple(template), tuple(self.args), self.fmt_span, self.newline)

    def _say(self, diag: Diag) -> None:
        self.expander.diags.append(diag)
        raise BadArgs

    # ---- arguments ----

    def _parse_args(self) -> ast.Expr:
        expander, mac = self.expander, self.mac
        parser = expander.parser(mac.tokens, expander.edition, expander.diags, mac.span)
        if parser.tok.kind == "eof":
            self._say(error("requires at least a format string argument", Span(mac.span.lo, mac.span.hi, self.span.ctxt)))
        if parser.tok.kind == "literal" and parser.text[0] in '"r':
            fmt = parser.parse_literal_maybe_minus()
        else:
            fmt = parser.parse_expr()
        first = True
        previous: ast.Expr | None = None
        while parser.tok.kind != "eof":
            self._comma(parser, first, previous)
            first = False
            if parser.tok.kind == "eof":
                break
            previous = self._argument(parser)
        return fmt

    def _comma(self, parser: Parser, first: bool, previous: ast.Expr | None) -> None:
        if parser.eat(","):
            return
        err = parser.expected_one_of(["`,`"] if first else ["`,`", *parser.continuations(previous)])
        assert isinstance(err.diag, Diag)
        if not self.expander.file or parser.tok.kind != "punct" or parser.text not in (";", "."):
            err.diag.inexact = None
        self.expander.diags.append(err.diag)
        if parser.text not in (";", "."):
            raise BadArgs
        parser.bump()

    def _argument(self, parser: Parser) -> ast.Expr:
        token = parser.tok
        if token.kind == "ident" and parser.peek_text() == "=":
            parser.bump()
            parser.bump()
            expr = parser.parse_expr()
            ident = parser.name_of(token)
            earlier = next((a for a in self.args if a.name is not None and a.name.name == ident.name), None)
            if earlier is not None and earlier.name is not None:
                diag = error(f"duplicate argument named `{ident.name}`", ident.span)
                diag.label(earlier.name.span, "previously here").label(ident.span, "duplicate argument")
                self.expander.diags.append(diag)
                return expr
            self.args.append(ast.FormatArg(ident, expr, False))
            return expr
        expr = parser.parse_expr()
        named = [a for a in self.args if a.name is not None]
        if named:
            diag = error("positional arguments cannot follow named arguments", expr.span)
            diag.label(expr.span, "positional arguments must be before named arguments")
            for arg in named:
                assert arg.name is not None
                diag.label(arg.name.span.to(arg.expr.span), "named argument")
            self._say(diag)
        self.args.append(ast.FormatArg(None, expr, False))
        return expr

    def _string(self, fmt: ast.Expr) -> tuple[str, str | None]:
        """The format string's text; and the literal as written, if it stands in the source so."""
        written = fmt
        if type(fmt) is ast.MacroExpr:
            self.literal_direct = False
            fmt = self.expander.walk(fmt)
        if isinstance(fmt, ast.LitExpr) and fmt.kind == "str":
            self.fmt_span = fmt.span if self.literal_direct else written.span
            return str(fmt.value), self._snippet(fmt)
        if isinstance(fmt, ast.ErrExpr) or (isinstance(fmt, ast.LitExpr) and fmt.kind == "err"):
            raise BadArgs
        diag = error("format argument must be a string literal", fmt.span)
        if isinstance(fmt, ast.BlockExpr):
            diag.not_modelled("blocks in place of format strings")
        exprs = [fmt, *(a.expr for a in self.args)]
        words = " ".join("{:?}" if isinstance(e, ast.TupExpr) and not e.elems else "{}" for e in exprs)
        diag.suggest(
            "you might be missing a string literal to format with",
            (written.span.shrink_to_lo(), f'"{words}", '),
            applicability="MaybeIncorrect",
            style="show-always",
        )
        if isinstance(fmt, ast.LitExpr) and fmt.kind == "bytestr":
            diag.not_modelled("byte strings in place of format strings")
        self._say(diag)
        raise AssertionError

    def _snippet(self, fmt: ast.LitExpr) -> str | None:
        if not self.literal_direct:
            return None
        span = fmt.span
        size = len(fmt.symbol.encode("utf-8", "surrogatepass"))
        if span.hi - span.lo == size + 2:
            return f'"{fmt.symbol}"'
        hashes = (span.hi - span.lo - size - 3) // 2
        return "r" + "#" * hashes + f'"{fmt.symbol}"' + "#" * hashes if hashes >= 0 else None

    def inner(self, span: Range | None) -> Span | None:
        """A place inside the literal."""
        if span is None or not self.is_source:
            return None
        lo, _, ctxt = self.fmt_span
        return Span(lo + span[0], lo + span[1], ctxt)

    # ---- the template ----

    def _template(self, pieces: list[str | Argument]) -> list[str | ast.FormatPlaceholder]:
        out: list[str | ast.FormatPlaceholder] = []
        for piece in pieces:
            if type(piece) is str:
                out.append(piece)
                continue
            assert isinstance(piece, Argument)
            place = self.inner(piece.position_span)
            whole = self.inner(piece.span)
            index = self._refer(piece.position, piece.value, place, "placeholder", whole)
            trait = TRAITS.get(piece.ty)
            if trait is None:
                self._unknown_trait(piece)
                trait = "Display"
            precision = self._count(piece.precision, "precision")
            width = self._count(piece.width, "width")
            out.append(
                ast.FormatPlaceholder(
                    index,
                    place,
                    whole,
                    trait,
                    piece.fill,
                    piece.align,
                    piece.sign,
                    piece.alternate,
                    piece.zero_pad,
                    piece.debug_hex,
                    width,
                    precision,
                )
            )
        return out

    def _count(self, count: Count | None, used_as: str) -> int | ast.FormatCount | None:
        if count is None:
            return None
        if count.kind == "is":
            assert isinstance(count.value, int)
            return count.value
        kind = {"name": "name", "param": "number", "star": "implicit"}[count.kind]
        return ast.FormatCount(self._refer(kind, count.value, self.inner(count.span), used_as, None))

    def _refer(self, kind: str, value: int | str, span: Span | None, used_as: str, whole: Span | None) -> int:
        """The index of the argument that a placeholder means; a name that is no argument is captured."""
        if isinstance(value, int):
            if value >= self.explicit:
                self.invalid.append((value, span, used_as, kind))
                return MISSING
            self.used[value] = True
            if self.args[value].name is not None:
                self.named_by_position.append((value, span, used_as, whole))
            return value
        for index, arg in enumerate(self.args):
            if arg.name is not None and arg.name.name == value:
                if index < self.explicit:
                    self.used[index] = True
                return index
        at = span if span is not None else self.fmt_span
        ident = ast.Ident(value, at)
        if not self.literal_direct:
            diag = error(f"there is no argument named `{value}`", at)
            diag.note(f"did you intend to capture a variable `{value}` from the surrounding scope?")
            diag.note(
                "to avoid ambiguity, `format_args!` cannot capture variables when the format string is expanded from a macro"
            )
            self.expander.diags.append(diag)
            expr: ast.Expr = ast.ErrExpr(at)
        else:
            expr = ast.PathExpr(at, None, ast.Path((ast.PathSegment(ident),), at))
        self.args.append(ast.FormatArg(ident, expr, True))
        return len(self.args) - 1

    # ---- what may be wrong ----

    def _unknown_trait(self, piece: Argument) -> None:
        at = self.inner(piece.ty_span) or self.fmt_span
        diag = error(f"unknown format trait `{piece.ty}`", at)
        lines = [f"- `{fmt}`, which uses the `{name}` trait" for fmt, name in TRAITS.items()]
        diag.note("the only appropriate formatting traits are:\n" + "\n".join(lines))
        if piece.ty_span is not None:
            for fmt, name in TRAITS.items():
                diag.suggest(f"use the `{name}` trait", (at, fmt), applicability="MaybeIncorrect", style="completely-hidden")
        self.expander.diags.append(diag)

    def _invalid_string(self, err: FormatError) -> Diag:
        at = self.inner(err.span) or self.fmt_span
        diag = error(f"invalid format string: {err.description}", at)
        diag.label(at, f"{err.label} in format string")
        if err.secondary is not None and self.is_source:
            where = self.inner(err.secondary[1])
            assert where is not None
            diag.label(where, err.secondary[0])
        if err.note is not None:
            diag.note(err.note)
        if err.suggestion is None:
            return diag
        kind = err.suggestion[0]
        where = self.inner(err.where)
        if kind == "positional":
            self._suggest_positional(diag, at)
        elif where is None:
            diag.not_modelled("a suggestion on a format string")
        elif kind == "raw":
            diag.suggest("remove the `r#`", (where, ""))
        elif kind == "reorder":
            diag.suggest(f"did you mean `{err.suggestion[1]}`?", (where, err.suggestion[1]), style="show-always")
        elif kind == "colon":
            diag.suggest("add a colon before the format specifier", (where, ":?"))
        return diag

    def _suggest_positional(self, diag: Diag, at: Span) -> None:
        unnamed = [a for a in self.args if a.name is None]
        last = unnamed[-1].expr.span if unnamed else self.fmt_span
        text = self.expander.source_text(at)
        diag.suggest(
            "consider using a positional formatting argument instead",
            (at, str(len(unnamed))),
            (last.shrink_to_hi(), f", {text}"),
            style="show-always",
        )

    def _check(
        self, template: list[str | ast.FormatPlaceholder], pieces: list[str | Argument], snippet: str | None, text: str
    ) -> None:
        if self.invalid:
            self.expander.diags.append(self._invalid_references(template, pieces))
        unused = [i for i, used in enumerate(self.used) if not used]
        if unused:
            self._unused(unused, pieces, snippet, text)
        elif not self.invalid:
            for index, span, used_as, whole in self.named_by_position:
                self._named_positionally(index, span, used_as, whole)

    def _invalid_references(self, template: list[str | ast.FormatPlaceholder], pieces: list[str | Argument]) -> Diag:
        n = self.explicit
        given = "no arguments were given" if n == 0 else "there is 1 argument" if n == 1 else f"there are {n} arguments"
        written = [p for p in pieces if isinstance(p, Argument)]
        numeric = any(
            p.position == "number" or any(c is not None and c.kind == "param" for c in (p.width, p.precision)) for p in written
        )
        diag = self._bad_numbers(given) if numeric else self._mismatch(written, given)
        if any(_has_options(p) for p in written):
            diag.note(FLAGS_NOTE)
        return diag

    def _bad_numbers(self, given: str) -> Diag:
        numbers = [str(i) for i in sorted({i for i, _, _, _ in self.invalid})]
        listed = (
            numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])}{',' if len(numbers) > 2 else ''} and {numbers[-1]}"
        )
        spans = tuple(s for _, s, _, _ in self.invalid if s is not None) or (self.fmt_span,)
        plural = "s" if len(numbers) > 1 else ""
        diag = error(f"invalid reference to positional argument{plural} {listed} ({given})", spans)
        return diag.note("positional arguments are zero-based")

    def _mismatch(self, written: list[Argument], given: str) -> Diag:
        spans, wanted = [], 0
        for piece in written:
            star = piece.precision is not None and piece.precision.kind == "star"
            implicit = piece.position == "implicit"
            wanted += star + implicit
            if implicit:
                spans.append(self.inner(piece.span))
            elif star and piece.precision is not None:
                spans.append(self.inner(piece.precision.span))
        known = tuple(s for s in spans if s is not None) or (self.fmt_span,)
        plural = "" if wanted == 1 else "s"
        diag = error(f"{wanted} positional argument{plural} in format string, but {given}", known)
        for arg in self.args[: self.explicit]:
            diag.label(arg.expr.span, "")
        stars = [p.precision for p in written if p.precision is not None and p.precision.kind == "star"]
        for star_count in stars:
            at = self.inner(star_count.span)
            if at is not None:
                expected = "is 1 argument" if wanted == 1 else f"are {wanted} arguments"
                diag.label(
                    at,
                    f"this precision flag adds an extra required argument at position {star_count.value}, which is why there {expected} expected",
                )
        if stars:
            diag.note("positional arguments are zero-based")
        return diag

    def _unused(self, unused: list[int], pieces: list[str | Argument], snippet: str | None, text: str) -> None:
        names = {p.value for p in pieces if isinstance(p, Argument) and p.position == "name"}
        redundant = [i for i in unused if _plain_name(self.args[i].expr) in names and self.args[i].name is None]
        if redundant:
            self._redundant(redundant, pieces)
            return
        if len(unused) == 1:
            arg = self.args[unused[0]]
            word = "named argument never used" if arg.name is not None else "argument never used"
            diag = error(word, arg.expr.span).label(arg.expr.span, word)
        else:
            spans = tuple(self.args[i].expr.span for i in unused)
            diag = error("multiple unused formatting arguments", spans)
            diag.label(self.fmt_span, "multiple missing formatting specifiers")
            for i in unused:
                arg = self.args[i]
                diag.label(arg.expr.span, "named argument never used" if arg.name is not None else "argument never used")
        foreign = len(unused) > self.explicit // 2 and ("%" in text or "$" in text)
        if foreign:
            diag.not_modelled("format strings of other languages")
        if len(unused) == 1 and not foreign:
            diag.label(self.fmt_span, "formatting specifier missing")
        if not self.invalid and not foreign:
            self._suggest_placeholders(diag, unused, snippet)
        self.expander.diags.append(diag)

    def _suggest_placeholders(self, diag: Diag, unused: list[int], snippet: str | None) -> None:
        many = "a format specifier" if len(unused) == 1 else f"{len(unused)} format specifiers"
        if any(self.used):
            if len(unused) > 1:
                diag.note(f"consider adding {len(unused)} format specifiers")
            return
        if snippet is None:
            diag.not_modelled("a suggestion on a format string")
            return
        close = len(snippet) - snippet.rindex('"')
        made = snippet[:-close] + "{}" * len(unused) + snippet[-close:]
        diag.suggest(
            f"format specifiers use curly braces, consider adding {many}",
            (self.fmt_span, made),
            applicability="MaybeIncorrect",
            style="show-always",
        )

    def _redundant(self, redundant: list[int], pieces: list[str | Argument]) -> None:
        """Arguments that the string captures by name anyhow."""
        redundant = list(reversed(redundant))
        spans = tuple(self.args[i].expr.span for i in redundant)
        diag = error("redundant argument" + ("s" if len(spans) > 1 else ""), spans)
        places: list[Span] = []
        for i in redundant:
            for piece in pieces:
                if isinstance(piece, Argument) and piece.position == "name" and piece.value == _plain_name(self.args[i].expr):
                    at = self.inner(piece.position_span)
                    if at is not None and at not in places:
                        places.append(at)
        diag.span_note(
            MultiSpan(tuple(places)),
            "the formatting specifier is referencing the binding already"
            if len(places) == 1
            else "the formatting specifiers are referencing the bindings already",
        )
        if not any(a.name is not None and not a.captured for a in self.args):
            parts = []
            for i in redundant:
                at = self.args[i].expr.span
                if i + 1 < self.explicit:
                    at = at.until(self.args[i + 1].expr.span)
                parts.append((at, ""))
            diag.suggest("this can be removed" if len(parts) == 1 else "these can be removed", *parts)
        if len(spans) > 1:
            diag.not_modelled("several redundant arguments")
        self.expander.diags.append(diag)

    def _named_positionally(self, index: int, span: Span | None, used_as: str, whole: Span | None) -> None:
        name = self.args[index].name
        assert name is not None
        message = f"named argument `{name.name}` is used by position"
        diag = warning(message, name.span, "named_arguments_used_positionally")
        self.expander.diags.append(diag.not_modelled("named arguments used by position"))


def _has_options(p: Argument) -> bool:
    flags = p.fill or p.align or p.sign or p.alternate or p.zero_pad or p.debug_hex
    return bool(flags) or p.width is not None or p.precision is not None


def _refers_to_nothing(piece: str | ast.FormatPlaceholder) -> bool:
    if isinstance(piece, str):
        return False
    counts = (c for c in (piece.width, piece.precision) if isinstance(c, ast.FormatCount))
    return piece.arg == MISSING or any(c.arg == MISSING for c in counts)


def _plain_name(expr: ast.Expr) -> str | None:
    if (
        isinstance(expr, ast.PathExpr)
        and expr.qself is None
        and len(expr.path.segments) == 1
        and expr.path.segments[0].args is None
    ):
        return expr.path.segments[0].ident.name
    return None
