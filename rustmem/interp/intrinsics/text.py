"""Strings and chars."""

from __future__ import annotations

import unicodedata
from typing import Any

from rustmem.interp.expr import E, ex
from rustmem.interp.intrinsics.ptr import place_of
from rustmem.interp.intrinsics.registry import data_of, function, inline, override, plain, str_of, text_of

NOT_FOUND = (1 << 64) - 1


@inline(
    "str::as_bytes", "str::as_bytes_mut", "core::str::from_utf8_unchecked", "core::str::from_utf8_unchecked_mut",
    "core::char::from_u32_transmute",
)  # fmt: skip
def same(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    return values[0][0]  # type: ignore[no-any-return]


@inline("slice::len", "str::len")
def length(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    p = values[0][0][0]
    if p.addr is not None and p.addr[1] is not None:
        return [p.addr[1]]
    p = c.bind(p)
    return [ex(f"{p}[2]", p, atom=True)]


@inline("core::str::traits::slice_unchecked", "core::str::traits::slice_mut_unchecked")
def slice_unchecked(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    p = c.bind(values[0][0][0], True)
    lo, hi = c.bind(values[1][0][0]), c.bind(values[2][0][0])
    return [ex(f"({p}[0], {p}[1] + {lo}, {hi} - {lo})", p, lo, hi, atom=True)]


@plain("core::str::validate")
def validate(v: Any) -> Any:
    data = data_of(v)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        at, length = error.start, error.end - error.start
        if error.reason == "unexpected end of data":
            length = 0
        return 1, at, length
    return 0, 0, 0


@plain("core::str::iter::char_at")
def char_at(text: Any, at: int) -> int:
    cells: list[int] = text[0]
    at += text[1]
    first = cells[at]
    if first < 0x80:
        return first
    if first < 0xE0:
        return (first & 0x1F) << 6 | cells[at + 1] & 0x3F
    if first < 0xF0:
        return (first & 0x0F) << 12 | (cells[at + 1] & 0x3F) << 6 | cells[at + 2] & 0x3F
    return (first & 0x07) << 18 | (cells[at + 1] & 0x3F) << 12 | (cells[at + 2] & 0x3F) << 6 | cells[at + 3] & 0x3F


@plain("core::str::iter::char_before")
def char_before(text: Any, end: int) -> int:
    cells, start, _n = text
    at = end - 1
    while cells[start + at] & 0xC0 == 0x80:
        at -= 1
    found: int = char_at(text, at)
    return found


@plain("core::str::pattern::find_str")
def find_str(haystack: Any, needle: Any, start: int) -> int:
    found = data_of(haystack).find(data_of(needle), start)
    return NOT_FOUND if found < 0 else found


@plain("core::str::pattern::rfind_str")
def rfind_str(haystack: Any, needle: Any, to: int) -> int:
    found = data_of(haystack).rfind(data_of(needle), 0, to)
    return NOT_FOUND if found < 0 else found


@plain("core::str::traits::compare")
def compare(a: Any, b: Any) -> int:
    x, y = data_of(a), data_of(b)
    return 0 if x < y else 1 if x == y else 2


@plain("core::str::traits::equal")
def equal(a: Any, b: Any) -> bool:
    return a[2] == b[2] and data_of(a) == data_of(b)


# -- chars --


@function("char::encode_utf8")
def encode_utf8(machine: Any, instance: Any) -> Any:
    def run(c: int, target: Any) -> Any:
        data = chr(c).encode("utf-8", "surrogatepass")
        cells, at, room = target
        if room < len(data):
            words = f"encode_utf8: need {len(data)} bytes to encode U+{c:04X} but buffer has just {room}"
            machine.begin_panic(words, at=("library/core/src/char/methods.rs", 1877, 9))
        cells[at : at + len(data)] = data
        return (cells, at, len(data))

    return run


def _alphabetic(c: str) -> bool:
    return c.isalpha() or unicodedata.category(c) == "Nl" or c in "ͅ"


_PROPERTIES = (
    _alphabetic,
    lambda c: unicodedata.category(c) in ("Nd", "Nl", "No"),
    lambda c: c in " \t\n\x0b\x0c\r\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" or "\u2000" <= c <= "\u200a",
    str.islower,
    str.isupper,
    lambda c: unicodedata.category(c) == "Cc",
)


@plain("core::char::has_property")
def has_property(c: int, which: int) -> bool:
    return _PROPERTIES[which](chr(c))


@plain("core::char::case_mapping")
def case_mapping(c: int, upper: bool) -> Any:
    mapped = chr(c).upper() if upper else chr(c).lower()
    return tuple([ord(x) for x in mapped] + [0, 0])[:3]


override("str::to_lowercase", "str::to_uppercase")


@function("str::to_lowercase")
def to_lowercase(machine: Any, instance: Any) -> Any:
    return lambda text: machine.string_cells(text_of(text).lower())


@function("str::to_uppercase")
def to_uppercase(machine: Any, instance: Any) -> Any:
    return lambda text: machine.string_cells(text_of(text).upper())


# -- quoting --


def escape_char(c: str, quote: str, grapheme: bool = True) -> str:
    """`char::escape_debug`, escaping one kind of quote."""
    match c:
        case "\0":
            return "\\0"
        case "\t":
            return "\\t"
        case "\r":
            return "\\r"
        case "\n":
            return "\\n"
        case "\\":
            return "\\\\"
        case '"' | "'":
            return "\\" + c if quote in (c, "both") else c
        case _:
            pass
    if " " <= c <= "~":
        return c
    category = unicodedata.category(c)
    if grapheme and category in ("Mn", "Me"):
        return f"\\u{{{ord(c):x}}}"
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or (category == "Zs" and c != " "):
        return f"\\u{{{ord(c):x}}}"
    return c


def quoted(s: str) -> str:
    """A string as `{:?}` writes it."""
    if s.isascii() and s.isprintable() and '"' not in s and "\\" not in s:
        return f'"{s}"'
    made = "".join(escape_char(c, '"', i == 0) for i, c in enumerate(s))
    return f'"{made}"'


@plain("core::fmt::quote_str")
def quote_str(text: Any) -> Any:
    return str_of(quoted(text_of(text)))


@plain("core::fmt::quote_char")
def quote_char(c: int) -> Any:
    return str_of(f"'{escape_char(chr(c), chr(39))}'")


@plain("core::str::iter::escape_text")
def escape_text(text: Any) -> Any:
    s = text_of(text)
    return str_of("".join(escape_char(c, "both", i == 0) for i, c in enumerate(s)))


__all__ = ["function", "place_of"]
