"""Floats: mathematics, and their text."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any, TypeVar

from rustmem.interp.intrinsics.registry import FUNCTIONS, plain, str_of, text_of
from rustmem.interp.operand import round32
from rustmem.ty import kind as k

SHORTEST = (1 << 64) - 1


F = TypeVar("F", bound=Callable[..., Any])


def _guard(function: Any) -> Any:
    """Python raises where Rust gives NaN or infinity."""

    def run(*args: float) -> float:
        try:
            return function(*args)  # type: ignore[no-any-return]
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf
        except ZeroDivisionError:
            return math.nan

    return run


def float_ty(machine: Any, instance: Any) -> k.FloatTy:
    return machine.tcx.type_of(machine.tcx.parent(instance.def_id))  # type: ignore[no-any-return]


def _enter(name: str, compute: Any, rounds: bool = True) -> None:
    guarded = _guard(compute)

    def maker(machine: Any, instance: Any) -> Any:
        if rounds and float_ty(machine, instance).bits == 32:
            return lambda *args: round32(guarded(*args))
        return guarded

    FUNCTIONS[f"float::{name}"] = maker


def _round(x: float) -> float:
    if math.isnan(x) or math.isinf(x):
        return x
    whole = math.floor(abs(x))
    return math.copysign(float(whole + (abs(x) - whole >= 0.5)), x)


def _integral(function: Any) -> Any:
    def run(x: float) -> float:
        if math.isnan(x) or math.isinf(x):
            return x
        return math.copysign(float(function(x)), x)

    return run


def _ln(x: float) -> float:
    return -math.inf if x == 0 else math.log(x)


def _log(x: float, base: float) -> float:
    return _ln(x) / _ln(base)


def _powf(x: float, y: float) -> float:
    if x < 0 and y != int(y) and not math.isinf(y):
        return math.nan
    try:
        return math.pow(x, y)
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf
    except ValueError:
        return math.copysign(math.inf, x) if y % 2 == 1 else math.inf


def _rem_euclid(a: float, b: float) -> float:
    r = math.fmod(a, b)
    return r + abs(b) if r < 0 else r


def _div_euclid(a: float, b: float) -> float:
    q = math.trunc(a / b)
    if math.fmod(a, b) < 0:
        return float(q - 1 if b > 0 else q + 1)
    return float(q)


def _signum(x: float) -> float:
    return x if x != x else math.copysign(1.0, x)


def _cbrt(x: float) -> float:
    r = math.copysign(abs(x) ** (1 / 3), x)
    near = round(r)
    return float(near) if near**3 == x else r


for _name, _compute in {
    "abs": abs, "signum": _signum, "copysign": math.copysign, "floor": _integral(math.floor), "ceil": _integral(math.ceil),
    "round": _round, "trunc": _integral(math.trunc), "sqrt": math.sqrt, "powi": _powf, "powf": _powf, "exp": math.exp,
    "exp2": lambda x: 2.0**x, "exp_m1": math.expm1, "ln": _ln, "ln_1p": math.log1p, "log": _log,
    "log2": lambda x: -math.inf if x == 0 else math.log2(x), "log10": lambda x: -math.inf if x == 0 else math.log10(x),
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "asin": math.asin, "acos": math.acos, "atan": math.atan,
    "atan2": math.atan2, "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, "asinh": math.asinh, "acosh": math.acosh,
    "atanh": math.atanh, "hypot": math.hypot, "cbrt": _cbrt, "to_degrees": math.degrees, "to_radians": math.radians,
    "rem_euclid": _rem_euclid, "div_euclid": _div_euclid, "mul_add": lambda a, b, c: a * b + c,
    "fract": lambda x: x - math.trunc(x), "recip": lambda x: 1.0 / x if x else math.copysign(math.inf, x),
    "round_ties_even": lambda x: math.copysign(float(round(x)), x),
}.items():  # fmt: skip
    _enter(_name, _compute)


def _maker(name: str) -> Callable[[F], F]:
    def enter(make: F) -> F:
        FUNCTIONS[f"float::{name}"] = lambda machine, instance: make(float_ty(machine, instance).bits)
        return make

    return enter


@_maker("to_bits")
def to_bits(bits: int) -> Any:
    form, to = ("<d", "<Q") if bits == 64 else ("<f", "<I")
    return lambda x: struct.unpack(to, struct.pack(form, x))[0]


@_maker("from_bits")
def from_bits(bits: int) -> Any:
    form, to = ("<d", "<Q") if bits == 64 else ("<f", "<I")
    return lambda n: struct.unpack(form, struct.pack(to, n))[0]


@_maker("is_sign_negative")
def is_sign_negative(bits: int) -> Any:
    return lambda x: math.copysign(1.0, x) < 0


@_maker("total_cmp")
def total_cmp(bits: int) -> Any:
    def key(x: float) -> int:
        n: int = struct.unpack("<q", struct.pack("<d", x))[0]
        return n ^ 0x7FFFFFFFFFFFFFFF if n < 0 else n

    def run(a: Any, b: Any) -> int:
        x, y = key(a[0][a[1]] if isinstance(a, tuple) else a), key(b[0][b[1]] if isinstance(b, tuple) else b)
        return 0 if x < y else 1 if x == y else 2

    return run


# -- text --


@plain("core::num::float::parse_float")
def parse_float(src: Any, *rest: Any) -> Any:
    """(0, value), or (1, _) where empty, (2, _) where not a number."""
    text = text_of(src)
    single = bool(rest and rest[0])
    if not text:
        return 1, 0.0
    body = text[1:] if text[0] in "+-" else text
    low = body.lower()
    if low in ("inf", "infinity", "nan"):
        value = float(low)
    else:
        mantissa, _, exponent = low.partition("e")
        digits = mantissa.replace(".", "", 1)
        if not (digits.isascii() and digits.isdigit()) or ("e" in low and not exponent.lstrip("+-").isdigit()):
            return 2, 0.0
        value = float(low)
    if text[0] == "-":
        value = -value
    return 0, round32(value) if single else value


def shortest(value: float, single: bool) -> tuple[str, int]:
    """The shortest digits that read back, and the decimal exponent: 0.DIGITS * 10**exponent."""
    if value == 0:
        return "0", 1
    if single:
        for precision in range(1, 10):
            text = f"{value:.{precision - 1}e}"
            if round32(float(text)) == value:
                break
    else:
        text = repr(value)
    return _digits_of(text)


def _digits_of(text: str) -> tuple[str, int]:
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    point = len(whole) + (int(exponent) if exponent else 0)
    digits = whole + fraction
    stripped = digits.lstrip("0")
    point -= len(digits) - len(stripped)
    return stripped.rstrip("0") or "0", point


def decimal(digits: str, point: int, least_fraction: int = 0) -> str:
    """Digits and exponent without an exponent."""
    if point <= 0:
        whole, fraction = "0", "0" * -point + digits
    elif point >= len(digits):
        whole, fraction = digits + "0" * (point - len(digits)), ""
    else:
        whole, fraction = digits[:point], digits[point:]
    fraction = fraction.ljust(least_fraction, "0")
    return f"{whole}.{fraction}" if fraction else whole


def float_text(value: float, single: bool, precision: int, debug: bool) -> str:
    """A float with its sign, as `{}` or `{:?}` writes it."""
    if value != value:
        return "NaN"
    sign = "-" if math.copysign(1.0, value) < 0 else ""
    return sign + text_of(float_digits(abs(value), single, precision, debug))


@plain("core::fmt::num::float_digits")
def float_digits(value: float, single: bool, precision: int, debug: bool) -> Any:
    if math.isinf(value):
        return str_of("inf")
    if precision != SHORTEST:
        return str_of(f"{value:.{precision}f}")
    if value == 0:
        return str_of("0.0" if debug else "0")
    digits, point = shortest(value, single)
    if debug and (value >= 1e16 or value < 1e-4):
        rest = digits[1:]
        return str_of(f"{digits[0]}{'.' + rest if rest else ''}e{point - 1}")
    return str_of(decimal(digits, point, 1 if debug else 0))


@plain("core::fmt::num::float_exp_digits")
def float_exp_digits(value: float, single: bool, precision: int, upper: bool) -> Any:
    letter = "E" if upper else "e"
    if math.isinf(value):
        return str_of("inf")
    if precision != SHORTEST:
        mantissa, _, exponent = f"{value:.{precision}e}".partition("e")
        return str_of(f"{mantissa}{letter}{int(exponent)}")
    digits, point = shortest(value, single)
    rest = digits[1:]
    return str_of(f"{digits[0]}{'.' + rest if rest else ''}{letter}{0 if value == 0 else point - 1}")


@plain("core::fmt::num::int_exp_digits")
def int_exp_digits(value: int, precision: int, upper: bool) -> Any:
    text = str(value)
    exponent = len(text) - 1
    rest = text[1:].rstrip("0")
    if precision != SHORTEST:
        if len(rest) > precision:
            scale = 10 ** (exponent - precision)
            half, rem = divmod(value, scale)
            if rem * 2 > scale or (rem * 2 == scale and half & 1):
                half += 1
            text = str(half)
            exponent += len(text) - 1 - precision
            rest = text[1 : precision + 1]
        rest = rest.ljust(precision, "0")
    return str_of(f"{text[0]}{'.' + rest if rest else ''}{'E' if upper else 'e'}{exponent}")


@plain("core::fmt::num::digits")
def digits(magnitude: int, radix: int, upper: bool) -> Any:
    if radix == 10:
        return str_of(str(magnitude))
    return str_of(format(magnitude, {2: "b", 8: "o", 16: "X" if upper else "x"}[radix]))
