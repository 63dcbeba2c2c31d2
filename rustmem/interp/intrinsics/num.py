"""Integers and chars."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

from rustmem.interp.expr import E, ex, lit
from rustmem.interp.intrinsics.registry import FUNCTIONS, function, inline, plain, text_of
from rustmem.interp.operator import SYMBOL, bounds, wrapped
from rustmem.ty import kind as k

F = TypeVar("F", bound=Callable[..., Any])


def int_ty(machine: Any, instance: Any) -> k.IntTy:
    return machine.tcx.type_of(machine.tcx.parent(instance.def_id))  # type: ignore[no-any-return]


def _wrapping(op: str) -> Any:
    def make(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
        ty = int_ty(c.machine, instance)
        a, b = values[0][0][0], values[1][0][0]
        return [wrapped(ex(f"{a} {SYMBOL[op]} {b}", a, b), ty)]

    return make


for _name, _op in (("add", "Add"), ("sub", "Sub"), ("mul", "Mul")):
    inline(f"int::wrapping_{_name}", f"int::unchecked_{_name}")(_wrapping(_op))


@inline("int::wrapping_neg")
def wrapping_neg(c: Any, instance: Any, values: Any, t: Any) -> list[E]:
    a = values[0][0][0]
    return [wrapped(ex(f"-{a}", a), int_ty(c.machine, instance))]


def _maker(name: str) -> Callable[[F], F]:
    """Enters a method of integers: (type, low, high) → function."""

    def enter(make: F) -> F:
        def maker(machine: Any, instance: Any) -> Any:
            ty = int_ty(machine, instance)
            lo, hi = bounds(ty)
            return make(ty, lo, hi, machine)

        FUNCTIONS[f"int::{name}"] = maker
        return make

    return enter


def wrap(value: int, ty: k.IntTy) -> int:
    value &= (1 << ty.bits) - 1
    return value - (1 << ty.bits) if ty.signed and value >> (ty.bits - 1) else value


def quotient(a: int, b: int) -> int:
    q = abs(a) // abs(b)
    return q if (a < 0) == (b < 0) else -q


def rest(a: int, b: int) -> int:
    r = abs(a) % abs(b)
    return -r if a < 0 else r


def _binary(name: str, compute: Any) -> None:
    """The checked, saturating, wrapping, overflowing and plain forms of an operation."""

    def checked(ty: Any, lo: int, hi: int, machine: Any) -> Any:
        def run(a: int, b: int) -> Any:
            value = compute(a, b)
            return (1, value) if value is not None and lo <= value <= hi else (0, None)

        return run

    def saturating(ty: Any, lo: int, hi: int, machine: Any) -> Any:
        def run(a: int, b: int) -> int:
            value = compute(a, b)
            return lo if value < lo else hi if value > hi else value

        return run

    def overflowing(ty: Any, lo: int, hi: int, machine: Any) -> Any:
        def run(a: int, b: int) -> Any:
            value = compute(a, b)
            return wrap(value, ty), not lo <= value <= hi

        return run

    _maker(f"checked_{name}")(checked)
    _maker(f"saturating_{name}")(saturating)
    _maker(f"overflowing_{name}")(overflowing)
    if f"int::wrapping_{name}" not in FUNCTIONS:
        _maker(f"wrapping_{name}")(lambda ty, lo, hi, machine: lambda a, b: wrap(compute(a, b), ty))


def power(a: int, n: int) -> int:
    """`a ** n`, cut off where every further digit overflows."""
    if a in (0, 1, -1):
        return 1 if n == 0 else a if a != -1 or n & 1 else 1
    if n > 128:
        return (1 << 129) * (-1 if a < 0 and n & 1 else 1)
    raised: int = a**n
    return raised


for _name, _compute in (
    ("add", lambda a, b: a + b),
    ("sub", lambda a, b: a - b),
    ("mul", lambda a, b: a * b),
    ("add_unsigned", lambda a, b: a + b),
    ("sub_unsigned", lambda a, b: a - b),
    ("add_signed", lambda a, b: a + b),
    ("sub_signed", lambda a, b: a - b),
    ("div", lambda a, b: None if b == 0 else quotient(a, b)),
    ("rem", lambda a, b: None if b == 0 else rest(a, b)),
    ("div_euclid", lambda a, b: None if b == 0 else div_euclid(a, b)),
    ("rem_euclid", lambda a, b: None if b == 0 else a - b * div_euclid(a, b)),
    ("pow", power),
    ("abs_diff", lambda a, b: abs(a - b)),
):
    _binary(_name, _compute)


@_maker("checked_rem")
def checked_rem(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    def run(a: int, b: int) -> Any:
        return (0, None) if b == 0 or (b == -1 and a == lo and ty.signed) else (1, rest(a, b))

    return run


@_maker("checked_next_multiple_of")
def checked_next_multiple_of(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    def run(a: int, b: int) -> Any:
        if b == 0:
            return (0, None)
        value = -(-a // b) * b
        return (1, value) if value <= hi else (0, None)

    return run


@_maker("next_multiple_of")
def next_multiple_of(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    return lambda a, b: -(-a // b) * b


@_maker("div_ceil")
def div_ceil(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    return lambda a, b: -(-a // b) if b else machine.begin_panic("attempt to divide by zero")


@_maker("midpoint")
def midpoint(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    return lambda a, b: (a + b) // 2 if a + b >= 0 else -(-(a + b) // 2)


def div_euclid(a: int, b: int) -> int:
    return a // b if b > 0 else -(a // -b)


def _unary(name: str, compute: Any) -> None:
    _maker(f"checked_{name}")(lambda ty, lo, hi, m: lambda a: (1, compute(a)) if lo <= compute(a) <= hi else (0, None))
    _maker(f"overflowing_{name}")(lambda ty, lo, hi, m: lambda a: (wrap(compute(a), ty), not lo <= compute(a) <= hi))
    _maker(f"saturating_{name}")(lambda ty, lo, hi, m: lambda a: min(max(compute(a), lo), hi))
    _maker(f"wrapping_{name}")(lambda ty, lo, hi, m: lambda a: wrap(compute(a), ty))


_unary("neg", lambda a: -a)
_unary("abs", abs)


LINES = {
    "i8": 346, "i16": 370, "i32": 394, "i64": 418, "i128": 442, "isize": 519, "u8": 546, "u16": 1188, "u32": 1243, "u64": 1274,
    "u128": 1305, "usize": 1400,
}  # fmt: skip
"""Where the real library writes the methods of each type, which is where they panic."""


def library_place(ty: k.IntTy) -> tuple[str, int, int]:
    return ("library/core/src/num/mod.rs", LINES[ty.name], 5)


def _panicking(name: str, compute: Any, words: str) -> None:
    def make(ty: Any, lo: int, hi: int, machine: Any) -> Any:
        def run(a: int, b: int) -> int:
            value = compute(a, b)
            if not lo <= value <= hi:
                machine.begin_panic(words, at=library_place(ty))
            return value  # type: ignore[no-any-return]

        return run

    _maker(name)(make)


_panicking("pow", power, "attempt to multiply with overflow")
_maker("strict_add")(lambda ty, lo, hi, m: lambda a, b: a + b)


@_maker("div_euclid")
def div_euclid_method(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    def run(a: int, b: int) -> int:
        if b == 0:
            machine.begin_panic("attempt to divide by zero", at=library_place(ty))
        value = div_euclid(a, b)
        if value > hi:
            machine.begin_panic("attempt to divide with overflow")
        return value

    return run


@_maker("rem_euclid")
def rem_euclid_method(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    def run(a: int, b: int) -> int:
        if b == 0:
            machine.begin_panic("attempt to calculate the remainder with a divisor of zero")
        return a - b * div_euclid(a, b)

    return run


_maker("abs_diff")(lambda ty, lo, hi, m: lambda a, b: abs(a - b))
_maker("wrapping_div")(lambda ty, lo, hi, m: lambda a, b: wrap(quotient(a, b), ty))
_maker("wrapping_rem")(lambda ty, lo, hi, m: lambda a, b: rest(a, b))
_maker("wrapping_shl")(lambda ty, lo, hi, m: lambda a, n: wrap(a << (n & (ty.bits - 1)), ty))
_maker("wrapping_shr")(lambda ty, lo, hi, m: lambda a, n: a >> (n & (ty.bits - 1)))
_maker("checked_shl")(lambda ty, lo, hi, m: lambda a, n: (1, wrap(a << n, ty)) if n < ty.bits else (0, None))
_maker("checked_shr")(lambda ty, lo, hi, m: lambda a, n: (1, a >> n) if n < ty.bits else (0, None))
_maker("overflowing_shl")(lambda ty, lo, hi, m: lambda a, n: (wrap(a << (n & (ty.bits - 1)), ty), n >= ty.bits))
_maker("overflowing_shr")(lambda ty, lo, hi, m: lambda a, n: (a >> (n & (ty.bits - 1)), n >= ty.bits))


def bits_of(a: int, ty: k.IntTy) -> int:
    return a & ((1 << ty.bits) - 1)


_maker("count_ones")(lambda ty, lo, hi, m: lambda a: bits_of(a, ty).bit_count())
_maker("count_zeros")(lambda ty, lo, hi, m: lambda a: ty.bits - bits_of(a, ty).bit_count())
_maker("leading_zeros")(lambda ty, lo, hi, m: lambda a: ty.bits - bits_of(a, ty).bit_length())
_maker("leading_ones")(lambda ty, lo, hi, m: lambda a: ty.bits - bits_of(~a, ty).bit_length())
_maker("trailing_zeros")(lambda ty, lo, hi, m: lambda a: (bits_of(a, ty) & -bits_of(a, ty)).bit_length() - 1 if a else ty.bits)
_maker("trailing_ones")(
    lambda ty, lo, hi, m: lambda a: (bits_of(~a, ty) & -bits_of(~a, ty)).bit_length() - 1 if bits_of(~a, ty) else ty.bits
)


def _rotate(a: int, n: int, ty: k.IntTy) -> int:
    n %= ty.bits
    value = bits_of(a, ty)
    return wrap((value << n) | (value >> (ty.bits - n)), ty)


_maker("rotate_left")(lambda ty, lo, hi, m: lambda a, n: _rotate(a, n, ty))
_maker("rotate_right")(lambda ty, lo, hi, m: lambda a, n: _rotate(a, -n, ty))
_maker("swap_bytes")(
    lambda ty, lo, hi, m: lambda a: wrap(int.from_bytes(bits_of(a, ty).to_bytes(ty.bits // 8, "little"), "big"), ty)
)
_maker("to_be")(lambda ty, lo, hi, m: lambda a: wrap(int.from_bytes(bits_of(a, ty).to_bytes(ty.bits // 8, "little"), "big"), ty))
_maker("from_be")(
    lambda ty, lo, hi, m: lambda a: wrap(int.from_bytes(bits_of(a, ty).to_bytes(ty.bits // 8, "little"), "big"), ty)
)
_maker("to_le")(lambda ty, lo, hi, m: lambda a: a)
_maker("from_le")(lambda ty, lo, hi, m: lambda a: a)
_maker("reverse_bits")(lambda ty, lo, hi, m: lambda a: wrap(int(format(bits_of(a, ty), f"0{ty.bits}b")[::-1], 2), ty))


def _bytes(name: str, order: Any) -> None:
    def to(ty: Any, lo: int, hi: int, machine: Any) -> Any:
        size = ty.bits // 8
        if size == 1:
            return lambda a: bits_of(a, ty)
        if size > 8:
            return lambda a: list(bits_of(a, ty).to_bytes(size, order))
        return lambda a: tuple(bits_of(a, ty).to_bytes(size, order))

    def of(ty: Any, lo: int, hi: int, machine: Any) -> Any:
        if ty.bits > 64:
            return lambda cells: int.from_bytes(bytes(cells), order, signed=ty.signed)
        return lambda *cells: int.from_bytes(bytes(cells), order, signed=ty.signed)

    _maker(f"to_{name}_bytes")(to)
    _maker(f"from_{name}_bytes")(of)


_bytes("le", "little")
_bytes("ne", "little")
_bytes("be", "big")


@_maker("isqrt")
def isqrt(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    return lambda a: math.isqrt(a) if a >= 0 else machine.begin_panic("argument of integer square root cannot be negative")


@_maker("ilog2")
def ilog2(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    return lambda a: a.bit_length() - 1 if a > 0 else machine.begin_panic("argument of integer logarithm must be positive")


@_maker("ilog10")
def ilog10(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    return lambda a: len(str(a)) - 1 if a > 0 else machine.begin_panic("argument of integer logarithm must be positive")


@_maker("ilog")
def ilog(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    def run(a: int, base: int) -> int:
        n = 0
        while a >= base:
            a //= base
            n += 1
        return n

    return run


_maker("checked_ilog2")(lambda ty, lo, hi, m: lambda a: (1, a.bit_length() - 1) if a > 0 else (0, None))
_maker("checked_ilog10")(lambda ty, lo, hi, m: lambda a: (1, len(str(a)) - 1) if a > 0 else (0, None))
_maker("is_power_of_two")(lambda ty, lo, hi, m: lambda a: a > 0 and not a & (a - 1))


def _next_power(a: int) -> int:
    return 1 if a <= 1 else 1 << (a - 1).bit_length()


@_maker("next_power_of_two")
def next_power_of_two(ty: Any, lo: int, hi: int, machine: Any) -> Any:
    def run(a: int) -> int:
        if _next_power(a) > hi:
            machine.begin_panic("attempt to add with overflow")
        return _next_power(a)

    return run


_maker("checked_next_power_of_two")(lambda ty, lo, hi, m: lambda a: (1, _next_power(a)) if _next_power(a) <= hi else (0, None))


@plain("core::num::parse_radix")
def parse_radix(src: Any, radix: int, least: int, most: int) -> Any:
    """(0, low, high) or (kind of error + 1, 0, 0): empty, invalid digit, too large, too small."""
    text = text_of(src)
    if not text:
        return 1, 0, 0
    if text in ("+", "-"):
        return 2, 0, 0
    negative = text[0] == "-"
    digits = text[1:] if text[0] == "+" or (negative and least < 0) else text
    value = 0
    for c in digits:
        digit = int(c, 36) if c.isascii() and c.isalnum() else 99
        if digit >= radix:
            return 2, 0, 0
        value = value * radix + digit
        if not negative and value > most:
            return 3, 0, 0
        if negative and -value < least:
            return 4, 0, 0
    value = -value if negative and least < 0 else value
    value &= (1 << 128) - 1
    return 0, value & 0xFFFFFFFFFFFFFFFF, value >> 64


__all__ = ["FUNCTIONS", "function", "lit"]
