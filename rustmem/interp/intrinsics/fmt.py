"""Formatting: templates, and what prints without going through Rust code."""

from __future__ import annotations

from typing import Any

from rustmem.interp.intrinsics.registry import data_of, function, plain, str_of, text_of


def template_of(data: bytes) -> bytes:
    """The template of a literal: as rustc encodes `format_args!` without placeholders."""
    made = bytearray()
    while data:
        if len(data) < 128:
            made.append(len(data))
            made += data
            break
        piece = data[:0xFFFF]
        made.append(0x80)
        made += len(piece).to_bytes(2, "little") + piece
        data = data[len(piece) :]
    made.append(0)
    return bytes(made)


@plain("core::fmt::literal_template")
def literal_template(s: Any) -> Any:
    data = template_of(data_of(s))
    return (data, 0, len(data))


@plain("core::fmt::template_literal")
def template_literal(template: Any) -> Any:
    """`Some(text)` of a template without placeholders."""
    data = data_of(template)
    at, made = 0, b""
    while at < len(data) and data[at]:
        n = data[at]
        if n >= 0xC0:
            return (0, None)
        if n == 0x80:
            n = int.from_bytes(data[at + 1 : at + 3], "little")
            at += 2
        made += data[at + 1 : at + 1 + n]
        at += 1 + n
    return (1, (made, 0, len(made)))


@plain("core::time::duration_text")
def duration_text(secs: int, nanos: int, precision: int) -> Any:
    if secs > 0:
        whole, part, scale, unit = secs, nanos, 9, "s"
    elif nanos >= 1_000_000:
        whole, part, scale, unit = nanos // 1_000_000, nanos % 1_000_000, 6, "ms"
    elif nanos >= 1000:
        whole, part, scale, unit = nanos // 1000, nanos % 1000, 3, "µs"
    else:
        whole, part, scale, unit = nanos, 0, 0, "ns"
    fraction = str(part).rjust(scale, "0") if scale else ""
    if precision == (1 << 64) - 1:
        fraction = fraction.rstrip("0")
    elif precision < len(fraction):
        value = whole * 10**scale + part
        step = 10 ** (scale - precision)
        value = (value + step // 2) // step
        whole, rest = divmod(value, 10**precision)
        fraction = str(rest).rjust(precision, "0") if precision else ""
    else:
        fraction = fraction.ljust(precision, "0")
    return str_of(f"{whole}{'.' + fraction if fraction else ''}{unit}")


__all__ = ["function", "text_of"]
