"""The lowering of `format_args!` (rustc's `rustc_ast_lowering::format`, version 1.95).

`format_args!("a {x} {}", y)` becomes

    {
        super let args = (&y, &x);
        super let args = [Argument::new_display(args.1), Argument::new_display(args.0)];
        unsafe { Arguments::new(b"...", &args) }
    }

and a format string without placeholders `Arguments::from_str("...")` (`from_str_nonconst` if arguments were
inlined into it). `Argument` and `Arguments` are the lang items `format_argument` and `format_arguments`.

The template, as `core::fmt::write` reads it, is a sequence of pieces ended by a zero byte:

- a literal: its length in one byte below 0x80, or 0x80 and the length in two bytes (little endian); then its
  bytes in UTF-8. A longer literal is several pieces.
- a placeholder: a byte `0b11pwapWF` (from bit 7: 1, 1, precision is an argument, width is an argument, an
  argument index follows, a precision follows, a width follows, flags follow), then what it announces in
  the order flags (four bytes), width (two), precision (two), argument index (two), all little endian.
  Without an index the argument is the one after the last used.
- flags: the fill character in bits 0 to 20, then `+` 21, `-` 22, `#` 23, `0` 24, `x?` 25, `X?` 26, width
  present 27, precision present 28, and from bit 29 the alignment (0 left, 1 right, 2 centre, 3 none).
  Default: 0x6000_0020. A width or precision that is present without a value is zero.
"""

from __future__ import annotations

from collections.abc import Callable

from rustmem.source.node import replace
from rustmem.source.span import Span
from rustmem.syntax import ast

NEW = {
    "Display": "new_display", "Debug": "new_debug", "LowerExp": "new_lower_exp", "UpperExp": "new_upper_exp", "Octal": "new_octal",
    "Pointer": "new_pointer", "Binary": "new_binary", "LowerHex": "new_lower_hex", "UpperHex": "new_upper_hex", "usize": "from_usize",
}  # fmt: skip
DEFAULT_FLAGS = 0x6000_0020
INT_MAX = {f"{sign}{bits}": (1 << (bits - (sign == "i"))) - 1 for sign in "iu" for bits in (8, 16, 32, 64, 128)}
INT_MAX |= {"isize": INT_MAX["i64"], "usize": INT_MAX["u64"]}
Template = list["str | ast.FormatPlaceholder"]


def lower_format_args(fmt: ast.FormatArgsExpr, span: Span, lower: Callable[[ast.Expr], ast.Expr]) -> ast.Expr:
    """The expression that builds the `Arguments`; `span` carries the desugaring."""
    constant = not fmt.args
    template, args = flatten(list(fmt.template), list(fmt.args))
    template, args = inline_literals(template, args)
    return _Lowering(fmt, span, lower, constant).run(template, args)


def _peel(expr: ast.Expr) -> ast.Expr:
    while isinstance(expr, ast.ParenExpr) or (isinstance(expr, ast.AddrOfExpr) and not expr.raw):
        expr = expr.expr
    return expr


def shift(piece: str | ast.FormatPlaceholder, move: Callable[[int], int]) -> str | ast.FormatPlaceholder:
    """The piece with every argument index moved."""
    if isinstance(piece, str):
        return piece
    width, precision = piece.width, piece.precision
    return replace(
        piece,
        arg=move(piece.arg),
        width=ast.FormatCount(move(width.arg)) if isinstance(width, ast.FormatCount) else width,
        precision=ast.FormatCount(move(precision.arg)) if isinstance(precision, ast.FormatCount) else precision,
    )


def flatten(template: Template, args: list[ast.FormatArg]) -> tuple[Template, list[ast.FormatArg]]:
    """Takes `format_args!` in arguments of `format_args!` apart."""
    at = 0
    while at < len(template):
        piece = template[at]
        inner = (
            _peel(args[piece.arg].expr)
            if isinstance(piece, ast.FormatPlaceholder) and piece.trait in ("Display", "Debug")
            else None
        )
        if (
            not isinstance(inner, ast.FormatArgsExpr)
            or not isinstance(piece, ast.FormatPlaceholder)
            or _used_elsewhere(template, at, piece.arg)
        ):
            at += 1
            continue
        index, grown = piece.arg, len(inner.args)
        args = [*args[:index], *inner.args, *args[index + 1 :]]
        outer = [shift(p, lambda i: i if i < index + 1 else i - 1 + grown) for p in template]
        middle = [shift(p, lambda i: i + index) for p in inner.template]
        template = [*outer[:at], *middle, *outer[at + 1 :]]
    return template, args


def _used_elsewhere(template: Template, at: int, arg: int) -> bool:
    return any(i != at and isinstance(p, ast.FormatPlaceholder) and p.arg == arg for i, p in enumerate(template))


def is_plain(p: ast.FormatPlaceholder) -> bool:
    """Whether the placeholder has no options."""
    flags = p.fill or p.align or p.sign or p.alternate or p.zero_pad or p.debug_hex
    return not flags and p.width is None and p.precision is None


def _inlined(expr: ast.Expr) -> str | None:
    """The text of a literal that the format string can take in."""
    if not isinstance(expr, ast.LitExpr):
        return None
    if expr.kind == "str":
        return str(expr.value)
    if expr.kind == "int" and isinstance(expr.value, int) and expr.value <= INT_MAX.get(expr.suffix or "i32", -1):
        return str(expr.value)
    return None


def inline_literals(template: Template, args: list[ast.FormatArg]) -> tuple[Template, list[ast.FormatArg]]:
    """Writes literal arguments into the string, and drops those that nothing else uses."""
    gone: set[int] = set()
    out: Template = []
    for piece in template:
        if isinstance(piece, ast.FormatPlaceholder) and piece.trait == "Display" and is_plain(piece):
            text = _inlined(_peel(args[piece.arg].expr))
            if text is not None:
                gone.add(piece.arg)
                out.append(text)
                continue
        out.append(piece)
    if not gone:
        return template, args
    for piece in out:
        if isinstance(piece, ast.FormatPlaceholder):
            gone.discard(piece.arg)
            for count in (piece.width, piece.precision):
                if isinstance(count, ast.FormatCount):
                    gone.discard(count.arg)
    moved, left = {}, []
    for index, arg in enumerate(args):
        moved[index] = len(left)
        if index not in gone:
            left.append(arg)
    return [shift(piece, moved.__getitem__) for piece in out], left


class _Lowering:
    """Writes one lowered `format_args!`."""

    def __init__(self, fmt: ast.FormatArgsExpr, span: Span, lower: Callable[[ast.Expr], ast.Expr], constant: bool) -> None:
        self.fmt = fmt
        self.span = span
        self.lower = lower
        self.constant = constant
        self.made: dict[tuple[int, str], Span | None] = {}
        """The distinct (argument, trait) pairs, in order, with the first placeholder of each."""

    def run(self, template: Template, args: list[ast.FormatArg]) -> ast.Expr:
        merged = _merge(template)
        if not merged or (len(merged) == 1 and isinstance(merged[0], str)):
            text = merged[0] if merged else ""
            literal = ast.LitExpr(self.fmt.fmt_span, "str", text, None, text)
            name = "from_str" if self.constant else "from_str_nonconst"
            return ast.CallExpr(self.fmt.span, self._relative(self.span, "format_arguments", name), (literal,))
        code = self._encode(merged)
        span = self.span
        stmts: tuple[ast.Stmt, ...] = ()
        if args:
            stmts, array = self._arguments(args)
        else:
            array = ast.ArrayExpr(span, ())
        encoded = ast.LitExpr(span, "bytestr", code, None, "")
        call = ast.CallExpr(span, self._relative(span, "format_arguments", "new"), (encoded, ast.AddrOfExpr(span, array, "not")))
        unsafe = ast.Block((), call, span, "compiler")
        if not stmts:
            return ast.BlockExpr(self.fmt.span, unsafe)
        return ast.BlockExpr(self.fmt.span, ast.Block(stmts, ast.BlockExpr(span, unsafe), span))

    def _relative(self, span: Span, lang: str, name: str) -> ast.PathExpr:
        """`<lang item>::name`."""
        path = ast.Path((ast.PathSegment(ast.Ident(lang, span)),), span, lang)
        qself = ast.QSelf(ast.PathTy(span, None, path), 0, span)
        return ast.PathExpr(span, qself, ast.Path((ast.PathSegment(ast.Ident(name, span)),), span))

    def _args_path(self) -> ast.PathExpr:
        return ast.PathExpr(self.span, None, ast.Path((ast.PathSegment(ast.Ident("args", self.span)),), self.span))

    def _let(self, init: ast.Expr) -> ast.Stmt:
        pat = ast.IdentPat(self.span, ast.Ident("args", self.span), None, "not")
        return ast.LetStmt(self.span, pat, None, init, None, (), True)

    def _arguments(self, args: list[ast.FormatArg]) -> tuple[tuple[ast.Stmt, ...], ast.Expr]:
        span, ctxt = self.span, self.span.ctxt
        refs = []
        for arg in args:
            at = arg.expr.span
            refs.append(ast.AddrOfExpr(Span(at.lo, at.hi, ctxt), self.lower(arg.expr), "not"))
        first = self._let(ast.TupExpr(span, tuple(refs)))
        elems = []
        for (index, trait), placeholder in self.made.items():
            arg_span = Span(args[index].expr.span.lo, args[index].expr.span.hi, ctxt)
            place = Span(placeholder.lo, placeholder.hi, ctxt) if placeholder is not None else arg_span
            field_span = place if args[index].captured else arg_span
            field = ast.FieldExpr(field_span, self._args_path(), ast.Ident(str(index), span))
            elems.append(ast.CallExpr(place, self._relative(place, "format_argument", NEW[trait]), (field,)))
        second = self._let(ast.ArrayExpr(span, tuple(elems)))
        return (first, second), self._args_path()

    def _use(self, arg: int, trait: str, span: Span | None) -> int:
        """The place of (argument, trait) in the array."""
        key = (arg, trait)
        if key not in self.made:
            self.made[key] = span
        return list(self.made).index(key)

    def _encode(self, pieces: Template) -> bytes:
        out = bytearray()
        following = 0
        for piece in pieces:
            if isinstance(piece, str):
                _encode_literal(piece, out)
            else:
                following = self._encode_placeholder(piece, out, following)
        out.append(0)
        return bytes(out)

    def _encode_placeholder(self, p: ast.FormatPlaceholder, out: bytearray, following: int) -> int:
        start = len(out)
        out.append(0xC0)
        position = self._use(p.arg, p.trait, p.span)
        flags = _flags(p)
        if flags != DEFAULT_FLAGS:
            out[start] |= 1
            out += flags.to_bytes(4, "little")
            for bit, count in ((1, p.width), (2, p.precision)):
                indirect = isinstance(count, ast.FormatCount)
                value = self._use(count.arg, "usize", None) if isinstance(count, ast.FormatCount) else count or 0
                if count is not None and (indirect or value):
                    out[start] |= 1 << bit | (indirect << (bit + 3))
                    out += value.to_bytes(2, "little")
        if position != following:
            out[start] |= 1 << 3
            out += position.to_bytes(2, "little")
        return position + 1


def _flags(p: ast.FormatPlaceholder) -> int:
    align = {"<": 0, ">": 1, "^": 2, None: 3}[p.align]
    return (
        ord(p.fill or " ")
        | (p.sign == "+") << 21
        | (p.sign == "-") << 22
        | p.alternate << 23
        | p.zero_pad << 24
        | (p.debug_hex == "x") << 25
        | (p.debug_hex == "X") << 26
        | (p.width is not None) << 27
        | (p.precision is not None) << 28
        | align << 29
    )


def _encode_literal(text: str, out: bytearray) -> None:
    data = text.encode("utf-8", "surrogatepass")
    while data:
        size = min(len(data), 0xFFFF)
        while size < len(data) and data[size] & 0xC0 == 0x80:
            size -= 1
        if size < 0x80:
            out.append(size)
        else:
            out.append(0x80)
            out += size.to_bytes(2, "little")
        out += data[:size]
        data = data[size:]


def _merge(template: Template) -> Template:
    """Adjacent literals joined; empty ones left out."""
    out: Template = []
    for piece in template:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return out
