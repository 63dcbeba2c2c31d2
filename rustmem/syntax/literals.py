"""The values of literals, and what may be wrong with them."""

from __future__ import annotations

import re

from rustmem.source.diag import Diag, error
from rustmem.source.span import Span
from rustmem.syntax import ast

INT_SUFFIXES = frozenset("i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize".split())
FLOAT_SUFFIXES = frozenset("f16 f32 f64 f128".split())
NUMBER = re.compile(
    r"(0[xX][0-9a-fA-F_]*|0[bo][0-9_]*|[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:\.(?![._\w]))?(?:[eE][+-]?_*[0-9][0-9_]*)?)(.*)\Z",
    re.DOTALL,
)
QUOTED = re.compile(r"""(b|c|r|br|cr)?(\#*)(["'])(.*)\3\2(\w*)\Z""", re.DOTALL)
ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{0,2}|u\{[^}]*\}?|\r?\n[ \n\t\r]*|.)|\r", re.DOTALL)
SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "0": "\0", "'": "'", '"': '"'}


class BadLiteral(Exception):
    """A literal that rustc rejects; `diag` says why."""

    def __init__(self, diag: Diag, lexical: bool = True) -> None:
        super().__init__(diag.message)
        self.diag = diag
        self.lexical = lexical
        """Whether rustc's lexer says it, before anything is parsed; else the parser says it."""


SAID = "said"
"""The payload of a literal token that the lexer has already found bad."""


def lexical_error(text: str, span: Span) -> Diag | None:
    """What rustc's lexer says of a literal."""
    if text.isdecimal() or text == "''" or "\\" not in text and text[0] in "\"'" and text[-1] == text[0] == '"':
        return None
    try:
        _number(text, span) if text[0].isdecimal() else _quoted(text, span)
    except BadLiteral as bad:
        return bad.diag if bad.lexical else None
    return None


def literal(text: str, span: Span, diags: list[Diag], payload: object = None) -> ast.LitExpr:
    """The node of one literal token; a bad one gives an error and kind `err`."""
    c = text[0]
    if text == "''" or payload is SAID:  # the lexer has said what is wrong
        return ast.LitExpr(span, "err", 0, None, text)
    try:
        if "0" <= c <= "9":
            return _number(text, span)
        if c == '"' and "\\" not in text and text[-1] == '"' and "\r" not in text:
            inside = text[1:-1]
            return ast.LitExpr(span, "str", inside, None, inside)
        return _quoted(text, span)
    except BadLiteral as bad:
        diags.append(bad.diag)
        return ast.LitExpr(span, "err", 0, None, text)


def _number(text: str, span: Span) -> ast.LitExpr:
    if text.isdecimal():
        return _int(int(text) if len(text) < 4000 else 1 << 128, text, "", span)
    found = NUMBER.match(text)
    assert found is not None
    digits, suffix = found.group(1), found.group(2)
    plain = digits.replace("_", "")
    if plain[:2] in ("0x", "0X", "0b", "0o"):
        base = {"x": 16, "X": 16, "b": 2, "o": 8}[plain[1]]
        return _based(digits, plain[2:], base, suffix, span)
    if suffix[:1] in ("e", "E") and suffix[1:].lstrip("+-_") == "":
        raise BadLiteral(error("expected at least one digit in exponent", span).not_modelled("the sign of an empty exponent"))
    if not plain.isdecimal() or suffix in FLOAT_SUFFIXES:
        if suffix and suffix not in FLOAT_SUFFIXES:
            raise BadLiteral(_bad_suffix(suffix, span, "float"), False)
        return ast.LitExpr(span, "float", float(plain), suffix or None, digits)
    if suffix and suffix not in INT_SUFFIXES:
        raise BadLiteral(_bad_suffix(suffix, span, "number"), False)
    return _int(int(plain) if len(plain) < 4000 else 1 << 128, digits, suffix, span)


def _based(digits: str, plain: str, base: int, suffix: str, span: Span) -> ast.LitExpr:
    if not plain:
        raise BadLiteral(error("no valid digits found for number", Span(span.lo, span.lo + len(digits), span.ctxt), "E0768"))
    for at, digit in enumerate(digits[2:]):
        if digit != "_" and int(digit, 16) >= base:
            lo = span.lo + 2 + at
            raise BadLiteral(error(f"invalid digit for a base {base} literal", Span(lo, lo + 1, span.ctxt)))
    if suffix in FLOAT_SUFFIXES:
        name = {16: "hexadecimal", 8: "octal", 2: "binary"}[base]
        message = f"{name} float literal is not supported"
        raise BadLiteral(error(message, span).label(span, "not supported"), False)
    if suffix and suffix not in INT_SUFFIXES:
        raise BadLiteral(_bad_suffix(suffix, span, "number"), False)
    return _int(int(plain, base) if len(plain) < 4000 else 1 << 128, digits, suffix, span, base)


def _int(value: int, digits: str, suffix: str, span: Span, base: int = 10) -> ast.LitExpr:
    if value >= 1 << 128:
        limit = format((1 << 128) - 1, {10: "d", 16: "#x", 8: "#o", 2: "#b"}[base])
        diag = error("integer literal is too large", span)
        raise BadLiteral(diag.note(f"value exceeds limit of `{limit}`"), False)
    return ast.LitExpr(span, "int", value, suffix or None, digits)


def _bad_suffix(suffix: str, span: Span, what: str) -> Diag:
    if what == "float":
        if suffix[0] in "fF" and suffix[1:].isdecimal():
            return error(f"invalid width `{suffix[1:]}` for float literal", span).help("valid widths are 32 and 64")
        diag = error(f"invalid suffix `{suffix}` for float literal", span).label(span, f"invalid suffix `{suffix}`")
        return diag.help("valid suffixes are `f32` and `f64`")
    if suffix[0] in "iu" and suffix[1:].isdecimal():
        diag = error(f"invalid width `{suffix[1:]}` for integer literal", span)
        return diag.help("valid widths are 8, 16, 32, 64 and 128")
    if suffix == "f":
        return _bad_suffix(suffix, span, "float")
    if suffix[0] == "f" and suffix[1:].isdecimal():
        return error(f"invalid width `{suffix[1:]}` for float literal", span).help("valid widths are 32 and 64")
    diag = error(f"invalid suffix `{suffix}` for number literal", span).label(span, f"invalid suffix `{suffix}`")
    return diag.help("the suffix must be one of the numeric types (`u32`, `isize`, `f32`, etc.)")


def _quoted(text: str, span: Span) -> ast.LitExpr:
    found = QUOTED.match(text)
    if found is None:
        raise BadLiteral(error("empty character literal", span).not_modelled("this literal"))
    prefix, _, quote, inside, suffix = found.groups()
    prefix = prefix or ""
    if suffix:
        name = {"": "string", "b": "byte string", "c": "C string", "r": "string", "br": "byte string", "cr": "C string"}[prefix]
        if quote == "'":
            name = "byte" if prefix == "b" else "char"
        what = f"suffixes on {name} literals are invalid"
        raise BadLiteral(error(what, span).label(span, f"invalid suffix `{suffix}`"), False)
    start = span.lo + len(prefix) + len(found.group(2)) + 1
    if quote == "'":
        return _char(inside, prefix, span, start)
    bytes_kind = prefix[:1] in ("b", "c") and prefix != ""
    if "r" in prefix:
        value: str = inside.replace("\r\n", "\n")
    else:
        value = _unescape(inside, start, span, "b" if prefix == "b" else "c" if prefix == "c" else "")
    if not bytes_kind:
        return ast.LitExpr(span, "str", value, None, inside)
    if prefix[0] == "b":
        if not inside.isascii():
            at = next(i for i, c in enumerate(inside) if c > "\x7f")
            where = Span(start + at, start + at + len(inside[at].encode()), span.ctxt)
            diag = _not_ascii("byte string literal", inside[at], where)
            if "r" in prefix or sum(c > "\x7f" for c in inside) > 1:
                diag.not_modelled("several characters beyond ASCII in a byte string")
            raise BadLiteral(diag)
        return ast.LitExpr(span, "bytestr", value.encode("latin-1"), None, inside)
    data = b"".join(chr(ord(c)).encode() if c < "\ue000" or c > "\ue0ff" else bytes((ord(c) - 0xE000,)) for c in value)
    if b"\0" in data:
        raise BadLiteral(
            error("null characters in C string literals are not supported", span).not_modelled("the place of the null")
        )
    return ast.LitExpr(span, "cstr", data, None, inside)


def _char(inside: str, prefix: str, span: Span, start: int) -> ast.LitExpr:
    what = "b" if prefix == "b" else "'"
    value = _unescape(inside, start, span, what) if "\\" in inside else inside
    if len(value) != 1:
        name = (
            "character literal may only contain one codepoint"
            if prefix != "b"
            else "if you meant to write a byte string literal, use double quotes"
        )
        diag = error("character literal may only contain one codepoint", span)
        if prefix == "b":
            raise BadLiteral(diag.not_modelled(name))
        shown = inside.replace('"', '\\"') if '\\"' not in inside else inside
        diag.suggest(
            "if you meant to write a string literal, use double quotes",
            (Span(span.lo, start, span.ctxt), '"'),
            (Span(span.hi - 1, span.hi, span.ctxt), '"'),
        )
        if shown != inside or not inside.isascii():
            diag.not_modelled("this character literal")
        raise BadLiteral(diag)
    if prefix == "b":
        if not inside.isascii():
            raise BadLiteral(_not_ascii("byte literal", inside, Span(start, span.hi - 1, span.ctxt)))
        return ast.LitExpr(span, "byte", ord(value), None, inside)
    return ast.LitExpr(span, "char", value, None, inside)


def _not_ascii(what: str, c: str, where: Span) -> Diag:
    """A character beyond ASCII where a byte has to be."""
    diag = error(f"non-ASCII character in {what}", where).label(where, "must be ASCII")
    if c > "\xff":
        return diag.not_modelled("suggestions on bytes")
    message = f"if you meant to use the unicode code point for '{c}', use a \\xHH escape"
    return diag.suggest(message, (where, f"\\x{ord(c):X}"), applicability="MaybeIncorrect", style="show-always")


def _unescape(inside: str, start: int, span: Span, mode: str) -> str:
    """The text that `inside` stands for; `mode`: empty for strings, `'` chars, `b` bytes, `c` C strings."""
    if "\\" not in inside and "\r" not in inside:
        return inside

    def one(found: re.Match[str]) -> str:
        body = found.group(1)
        if body is None:
            if found.string[found.end() : found.end() + 1] == "\n":
                return ""
            return "\r"
        lo = start + len(inside[: found.start()].encode())
        where = Span(lo, lo + len(found.group().encode()), span.ctxt)
        if body in SIMPLE:
            return SIMPLE[body]
        if body[0] in "\r\n":
            return ""
        if body[0] == "x":
            return _hex(body, where, mode)
        if body[0] == "u":
            return _unicode(body, where, mode)
        inner = Span(lo + 1, lo + 1 + len(body.encode()), span.ctxt)
        kind = "byte escape" if mode == "b" else "character escape"
        diag = error(f"unknown {kind}: `{body}`", inner).label(inner, f"unknown {kind}")
        diag.help("for more information, visit <https://doc.rust-lang.org/reference/tokens.html#literals>")
        raise BadLiteral(diag.not_modelled("suggestions on an unknown escape"))

    return ESCAPE.sub(one, inside)


def _hex(body: str, where: Span, mode: str) -> str:
    if len(body) < 3:
        message = "numeric character escape is too short"
        raise BadLiteral(error(message, where).not_modelled("notes on a short escape"))
    value = int(body[1:], 16)
    if mode in ("b", "c"):
        return chr(value) if mode == "b" or value < 0x80 else chr(0xE000 + value)
    if value > 0x7F:
        diag = error("out of range hex escape", where)
        raise BadLiteral(diag.label(where, "must be a character in the range [\\x00-\\x7f]"))
    return chr(value)


def _unicode(body: str, where: Span, mode: str) -> str:
    if mode == "b":
        diag = error("unicode escape in byte string", where).label(where, "unicode escape in byte string")
        raise BadLiteral(diag.help("unicode escape sequences cannot be used as a byte or in a byte string"))
    digits = body[2:-1].replace("_", "")
    if not body.startswith("u{") or not body.endswith("}") or not digits or len(digits) > 6:
        message = "incorrect unicode escape sequence"
        if body.startswith("u{") and len(digits) > 6:
            message = "overlong unicode escape"
        elif body == "u{}":
            message = "empty unicode escape"
        raise BadLiteral(error(message, where).not_modelled("notes on a unicode escape"))
    try:
        value = int(digits, 16)
    except ValueError:
        raise BadLiteral(error("invalid character in unicode escape", where).not_modelled("the place of the digit")) from None
    if value > 0x10FFFF or 0xD800 <= value < 0xE000:
        why = "must be at most 10FFFF" if value > 0x10FFFF else "must not be a surrogate"
        diag = error("invalid unicode character escape", where).label(where, "invalid escape")
        raise BadLiteral(diag.help(f"unicode escape {why}"))
    return chr(value)
